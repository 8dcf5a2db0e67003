import type { Upstream } from '../exchange/upstream.ts';
import type { Maintenance } from '../store/health.ts';
import type { Observations } from './observations.ts';
import { keptBackResult, type ProbeResult, resultOf } from './probe-result.ts';

/** Why an instance is not asked by itself. */
export type NoSchedule = 'off' | 'metered' | 'sandbox';
export type ProbePlan = { readonly everySeconds: number } | { readonly never: NoSchedule };

export interface ProbeParts {
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly planOf: (instance: string) => ProbePlan;
  readonly observations: Pick<Observations, 'healthOf'>;
  /** Planned for this moment. */
  readonly maintenanceOf: (instance: string) => Promise<Maintenance | undefined>;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
  /** Between 0 and 1. */
  readonly random?: () => number;
}

/** Harmless questions that find out whether an upstream answers, where nobody asks it anything. */
export interface Probes {
  /**
   * Asks every question there is for it, now. Rejects with a RangeError, in Indonesian, where there is none. A probe that
   * is not let out resolves to why.
   */
  now(instance: string): Promise<readonly ProbeResult[]>;
  /** The newest of each question, by itself or by hand, of this process; nothing that was kept back. */
  last(instance: string): readonly ProbeResult[];
  planOf(instance: string): ProbePlan;
  /** Asks what is due. Resolves when that has come to something. */
  look(): Promise<void>;
  /** Asks nothing more, and resolves when nothing is under way. */
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 1000;
/** Give or take so much, so that processes and cities do not ask in step. */
const JITTER = 0.1;

export function createProbes(parts: ProbeParts): Probes {
  const { upstreams, planOf, observations, maintenanceOf, now, trouble, random = Math.random } = parts;
  const results = new Map<string, Map<string, ProbeResult>>();
  const rests = new Map<string, { readonly since: number; readonly factor: number }>();
  const underWay = new Map<string, Promise<ProbeResult>>();
  const stop = new AbortController();

  /** Anywhere in the first span at the start; from then on about a span after the last call, whoever made it. */
  function isDue({ instance }: Upstream, operation: string, everySeconds: number): boolean {
    const key = `${instance} ${operation}`;
    const at = now().getTime();
    const rest = rests.get(key) ?? { since: at - random() * everySeconds * 1000, factor: 1 };
    rests.set(key, rest);
    const since = Math.max(rest.since, observations.healthOf(instance, operation).lastUse?.getTime() ?? 0);
    return at - since >= everySeconds * 1000 * rest.factor;
  }

  /** One at a time: whoever asks meanwhile gets the same answer. */
  function probe(upstream: Upstream, operation: string, byHand: boolean): Promise<ProbeResult> {
    const key = `${upstream.instance} ${operation}`;
    const there = underWay.get(key);
    if (there) return there;
    const result = ask(upstream, operation, byHand).finally(() => underWay.delete(key));
    underWay.set(key, result);
    return result;
  }

  async function ask(upstream: Upstream, operation: string, byHand: boolean): Promise<ProbeResult> {
    const { instance } = upstream;
    const asked = { instance, operation, byHand, at: now() };
    const planned = await maintenanceOf(instance);
    if (planned) return keptBackResult(asked, `pemeliharaan terencana: ${planned.note}`, 'planned_maintenance');
    const { forced } = upstream.stateOf(operation);
    const probed = await upstream.probe(operation, byHand ? 'by-hand' : 'scheduled', stop.signal);
    const result = resultOf(asked, probed, forced);
    if (result.verdict === 'kept-back') return result;
    rests.set(`${instance} ${operation}`, { since: now().getTime(), factor: 1 + (random() * 2 - 1) * JITTER });
    const ofInstance = results.get(instance) ?? new Map<string, ProbeResult>();
    results.set(instance, ofInstance.set(operation, result));
    return result;
  }

  async function look(): Promise<void> {
    const due = [...upstreams.values()].flatMap((upstream) => {
      const plan = planOf(upstream.instance);
      if ('never' in plan || stop.signal.aborted) return [];
      return upstream
        .probes()
        .filter((operation) => isDue(upstream, operation, plan.everySeconds))
        .map((operation) => ({ upstream, operation }));
    });
    await Promise.all(
      due.map(({ upstream, operation }) =>
        probe(upstream, operation, false).catch((error: unknown) => trouble('a probe could not be made', error)),
      ),
    );
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();

  return {
    async now(instance) {
      const upstream = upstreams.get(instance);
      const operations = upstream?.probes() ?? [];
      if (!upstream || operations.length === 0)
        throw new RangeError(`Untuk ${instance} tidak ada pertanyaan pemeriksaan yang aman: lihat README konektornya.`);
      return Promise.all(operations.map((operation) => probe(upstream, operation, true)));
    },
    last: (instance) => [...(results.get(instance)?.values() ?? [])],
    planOf,
    look,
    async close() {
      clearInterval(timer);
      stop.abort();
      await Promise.allSettled(underWay.values());
    },
  };
}
