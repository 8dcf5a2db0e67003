import type { Trouble } from '../../connectors/connector.ts';
import type { Verdict } from '../mapping/verdict.ts';

/** What is told of every upstream call. Never whose data it was about. */
export interface Observation {
  readonly instance: string;
  readonly operation: string;
  readonly release: string;
  readonly verdict: Verdict['kind'];
  readonly trouble?: Trouble;
  /** The upstream document's own name of the cause, or the connection's. */
  readonly reason?: string;
  readonly tookMs: number;
  readonly at: Date;
  /** The hub's own question, which is nobody's use of the upstream. */
  readonly probe?: true;
}

export interface OperationHealth {
  readonly calls: number;
  readonly lastGood?: Date;
  readonly lastBad?: Date;
  readonly lastTrouble?: Trouble | 'changed';
  /** The last call that was no probe. */
  readonly lastUse?: Date;
  /** Nobody was there, and a probe of another operation has found since that somebody is. */
  readonly reachedAt?: Date;
}

export interface Observations {
  observe(observation: Observation): void;
  reached(instance: string, operation: string, at: Date): void;
  healthOf(instance: string, operation: string): OperationHealth;
}

const NOTHING: OperationHealth = { calls: 0 };

export function createObservations(tell: (observation: Observation) => void = () => {}): Observations {
  const health = new Map<string, OperationHealth>();
  return {
    observe(observation) {
      const { instance, operation, verdict, trouble, at, probe } = observation;
      const key = `${instance} ${operation}`;
      const before = health.get(key) ?? NOTHING;
      const bad = verdict === 'fault' || verdict === 'changed';
      const lastTrouble = verdict === 'changed' ? 'changed' : trouble;
      health.set(key, {
        ...before,
        calls: before.calls + 1,
        ...(probe ? {} : { lastUse: at }),
        ...(bad ? { lastBad: at, ...(lastTrouble ? { lastTrouble } : {}) } : { lastGood: at }),
      });
      tell(observation);
    },
    reached(instance, operation, at) {
      const key = `${instance} ${operation}`;
      health.set(key, { ...(health.get(key) ?? NOTHING), reachedAt: at });
    },
    healthOf: (instance, operation) => health.get(`${instance} ${operation}`) ?? NOTHING,
  };
}
