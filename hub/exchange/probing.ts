import type { LimitFunction } from 'p-limit';
import type { Fault } from '../../connectors/connector.ts';
import type { Observations } from '../health/observations.ts';
import type { Gate, Passed } from './gate.ts';
import { TOO_MANY_WAITING } from './kept-back.ts';
import type { Line, ProbeKind } from './line.ts';
import { OUT_OF_TIME, orGivenUp } from './patience.ts';

export interface ProbingParts {
  readonly instance: string;
  readonly lines: ReadonlyMap<string, Line>;
  readonly limit: LimitFunction;
  readonly gate: Gate;
  readonly observations: Observations;
  readonly now: () => Date;
}

export interface Probed extends Passed {
  /** Of the call, without waiting for a place. */
  readonly tookMs: number;
}

/** Asks something harmless to find out whether the upstream answers. */
export interface Probing {
  /** Operations whose release has a harmless question. */
  probes(): readonly string[];
  /**
   * Asks it. `scheduled`: not where people wait for a place, and not while an account was refused and nobody has come
   * through since. `by-hand`: also past an open breaker, which a good answer closes. A person's word against every call
   * holds against both.
   */
  probe(operation: string, kind: ProbeKind, signal: AbortSignal): Promise<Probed>;
}

const PEOPLE_WAIT: Fault = { trouble: 'throttled', outcome: 'not-done', reason: TOO_MANY_WAITING };

export function createProbing({ instance, lines, limit, gate, observations, now }: ProbingParts): Probing {
  /** Whoever was not there is there again: what is known of other operations of this account is old. */
  function reached(service: string): void {
    for (const { name, away, ways, breaker } of lines.values()) {
      if (!away || ways[0]?.operation.service !== service) continue;
      breaker.close();
      observations.reached(instance, name, now());
    }
  }

  return {
    probes: () =>
      [...lines.values()].filter(({ ways: [inUse] }) => inUse?.operation.probe !== undefined).map(({ name }) => name),
    async probe(name, kind, signal) {
      const line = lines.get(name);
      const { probe, release = '', service = '' } = line?.ways[0]?.operation ?? {};
      if (!line || !probe) throw new RangeError(`${instance} tidak punya pemeriksaan "${name}".`);
      const instead = (fault: Fault): Probed => ({ verdict: { kind: 'fault', fault }, release, tookMs: 0 });
      if (kind === 'scheduled' && limit.pendingCount > 0) return { ...instead(PEOPLE_WAIT), keptBack: true };
      const whole = limit(async () => {
        const started = performance.now();
        const passed = await gate.fire(line, { asked: probe, signal, probe: kind });
        return { ...passed, tookMs: performance.now() - started };
      });
      const probed = await orGivenUp(whole, signal, instead(OUT_OF_TIME));
      if (['found', 'absent', 'refused'].includes(probed.verdict.kind)) reached(service);
      return probed;
    },
  };
}
