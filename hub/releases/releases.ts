import type { Logger } from 'pino';
import type { Drift } from '../../connectors/connector.ts';
import type { Fitting, Learning, ReadAnswer } from '../exchange/learning.ts';
import type { Candidates } from '../exchange/line.ts';
import type { Operation, Release } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { ReleaseStore } from '../store/releases.ts';
import { type AnswersKept, keepAnswers, sampleContext } from './answers-kept.ts';
import { candidatesOf } from './candidates.ts';
import { BY_ITSELF, openChoices } from './choices.ts';
import { createDriftBook } from './drift-book.ts';
import { createFlapping } from './flapping.ts';
import { type Incidents, openIncidents } from './incidents.ts';
import type { Releases } from './library.ts';
import { type SamplePolicy, sampleOf } from './sample.ts';
import { openShadows } from './shadows.ts';

export interface ReleasesParts {
  readonly store: ReleaseStore;
  /** As the configuration has them: the connector of each instance, and its releases, best first. */
  readonly instances: Readonly<Record<string, { readonly connector: string; readonly releases: readonly string[] }>>;
  readonly library: () => Releases;
  readonly fitsInstance: (instance: string, release: Release) => boolean;
  readonly policyOf: (instance: string, operation: string) => SamplePolicy;
  readonly seal: (text: string, context: string) => Uint8Array;
  readonly log: Pick<Logger, 'error' | 'warn' | 'info' | 'debug'>;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** What applications are told of an upstream. */
export interface Tiding {
  readonly kind: 'hulu.berubah' | 'hulu.pulih' | 'hulu.rilis-beralih';
  readonly instance: string;
  readonly operation: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Everything the hub knows about releases, and what it learns from each answer. */
export interface ReleaseKeeper extends Learning {
  candidatesOf(instance: string): ReadonlyMap<string, Candidates>;
  readonly incidents: Incidents;
  /** Which of its releases an upstream calls in: another one than before is told once. */
  heardIn(instance: string, release: string): void;
  /** Who is told when an upstream changed, or is as before. */
  onTiding(listener: (tiding: Tiding) => void): void;
  /** Takes over what commands and other processes said. Resolves `true` when other releases are to be used. */
  refreshChoices(): Promise<boolean>;
  /** What was said is in force everywhere in this process: answers that did not fit before are over. */
  inForce(): void;
  /** Writes what was counted, and takes over what others counted and opened. */
  flush(): Promise<void>;
}

/** A field that nobody named is told once in this time, and an answer that does not fit too. */
const QUIET_MS = 10_000;
/** An upstream that calls is heard in one release as a whole, whatever it asks. */
const CALLS = 'panggilan';
/** Where some answers fit and some do not, nothing is well: nobody is told of a new incident with every answer. */
const WELL_AFTER_MS = 30_000;

export async function openReleases(parts: ReleasesParts): Promise<ReleaseKeeper> {
  const { store, instances, library, log, now, trouble } = parts;
  const choices = await openChoices(store, trouble);
  const incidents = await openIncidents(parts);
  const book = createDriftBook(store);
  const kept: AnswersKept = keepAnswers(parts);
  const flapping = createFlapping(now);
  const operationOf = (instance: string, release: string, operation: string): Operation | undefined =>
    library().get(`${instances[instance]?.connector}/${release}`)?.operations.get(operation);
  const shadows = await openShadows({ store, operationOf, trouble });
  const quietUntil = new Map<string, number>();
  const changedAt = new Map<string, number>();
  let tell: (tiding: Tiding) => void = () => {};

  function logDrift(answer: ReadAnswer, drift: readonly Drift[]): void {
    const { instance, operation, verdict } = answer;
    const told = { instance, release: operation.release, operation: operation.name, drift };
    const key = `${instance} ${operation.name} ${operation.release} ${verdict.kind}`;
    if (performance.now() < (quietUntil.get(key) ?? 0)) return;
    quietUntil.set(key, performance.now() + QUIET_MS);
    if (verdict.kind === 'changed') log.error(told, 'an answer does not fit its release');
    else log.debug(told, 'an answer holds fields nobody named');
  }

  function sampled({ instance, operation, asked, recorded }: ReadAnswer): () => Uint8Array | null {
    return () => {
      const sample = sampleOf({ asked, recorded }, parts.policyOf(instance, operation.name));
      return sample ? parts.seal(JSON.stringify(sample), sampleContext(instance, operation.name)) : null;
    };
  }

  let decided: { readonly instance: string; readonly operation: string }[] = [];
  /** Somebody decided: if it does not fit all the same, the next answer opens another incident. */
  function settleDecided(): void {
    for (const { instance, operation } of decided) {
      changedAt.delete(`${instance} ${operation}`);
      for (const kind of ['hulu-berubah', 'rilis-bergantian'] as const) incidents.close(kind, instance, operation);
    }
    decided = [];
  }

  return {
    incidents,
    onTiding(listener) {
      tell = listener;
    },
    candidatesOf(instance) {
      const { connector = '', releases: configured = [] } = instances[instance] ?? {};
      return candidatesOf({
        ...{ instance, connector, configured, choices },
        releaseOf: (upstream, name) => library().get(`${upstream}/${name}`),
        fitsInstance: (release) => parts.fitsInstance(instance, release),
      });
    },
    answered(answer) {
      const { instance, operation, verdict } = answer;
      kept.note(answer);
      shadows.note(answer);
      const drift = 'drift' in verdict ? verdict.drift : [];
      if (drift.length === 0) return;
      const { name, release } = operation;
      book.note({ instance, operation: name, release, at: now().getTime(), drift, sample: sampled(answer) });
      logDrift(answer, drift);
    },
    fits(fitting) {
      const { instance, operation, from, to } = fitting;
      if (choices.of(instance, operation)?.pinned) return false;
      const detail = { dari: from.release, ke: to.release, sebab: causeOf(fitting) };
      if (!flapping.maySwitch(`${instance} ${operation}`)) {
        incidents.open({ kind: 'rilis-bergantian', instance, operation, detail });
        return false;
      }
      incidents.close('rilis-bergantian', instance, operation);
      const since = now().getTime();
      const reason = detail.sebab;
      choices.choose({ instance, operation, release: to.release, pinned: false, since, by: BY_ITSELF, reason });
      incidents.note({ kind: 'rilis-beralih', instance, operation, detail });
      log.warn({ instance, operation, ...detail }, 'another release is used from now on');
      tell({ kind: 'hulu.rilis-beralih', instance, operation, data: { dari: from.release, ke: to.release } });
      return true;
    },
    heardIn(instance, release) {
      const before = choices.of(instance, CALLS)?.release;
      if (before === release) return;
      const detail = { dari: before, ke: release, sebab: 'called so' };
      if (before !== undefined) {
        if (!flapping.maySwitch(`${instance} ${CALLS}`)) {
          incidents.open({ kind: 'rilis-bergantian', instance, operation: CALLS, detail });
          return;
        }
        incidents.close('rilis-bergantian', instance, CALLS);
        incidents.note({ kind: 'rilis-beralih', instance, operation: CALLS, detail });
        log.warn({ instance, ...detail }, 'an upstream calls in another release from now on');
      }
      const since = now().getTime();
      choices.choose({
        instance,
        operation: CALLS,
        release,
        pinned: false,
        since,
        by: BY_ITSELF,
        reason: detail.sebab,
      });
    },
    concluded(instance, operation, verdict) {
      const key = `${instance} ${operation}`;
      if (verdict.kind === 'changed') {
        changedAt.set(key, now().getTime());
        const detail = { tidakCocok: verdict.drift.slice(0, 5) };
        incidents.open({ kind: 'hulu-berubah', instance, operation, detail }, () =>
          tell({ kind: 'hulu.berubah', instance, operation, data: {} }),
        );
      } else if (verdict.kind === 'found' && now().getTime() - (changedAt.get(key) ?? 0) >= WELL_AFTER_MS)
        incidents.close('hulu-berubah', instance, operation, () =>
          tell({ kind: 'hulu.pulih', instance, operation, data: {} }),
        );
    },
    inForce: settleDecided,
    async refreshChoices() {
      const changed = await choices.refresh();
      for (const { instance, operation, release, before, by } of changed) {
        if (by !== BY_ITSELF) {
          flapping.forget(`${instance} ${operation}`);
          decided.push({ instance, operation });
        } else if (release !== before) flapping.switched(`${instance} ${operation}`);
      }
      const last = decided;
      settleDecided();
      decided = last; // answers come in between, until what was said is in force
      return changed.length > 0;
    },
    async flush() {
      await incidents.settled();
      // one that cannot be written does not keep the others from it
      const written = await Promise.allSettled([kept.flush(), book.flush(), shadows.flush()]);
      const failed = written.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
      await incidents.refresh();
      await shadows.refresh();
    },
  };
}

/** Why it went over: what did not fit, in the upstream's own names. */
function causeOf({ failed }: Pick<Fitting, 'failed'>): string {
  return wordsOf(failed).slice(0, 300);
}

function wordsOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'changed':
      return verdict.drift.map(({ path, expected, got }) => `${path}: ${expected}, got ${got}`).join('; ');
    case 'fault':
      return verdict.fault.reason ?? verdict.fault.trouble;
    case 'refused':
      return 'every message was refused';
    default:
      return verdict.kind;
  }
}
