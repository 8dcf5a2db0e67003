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
}

export interface OperationHealth {
  readonly calls: number;
  readonly lastGood?: Date;
  readonly lastBad?: Date;
  readonly lastTrouble?: Trouble | 'changed';
}

export interface Observations {
  observe(observation: Observation): void;
  healthOf(instance: string, operation: string): OperationHealth;
}

const NOTHING: OperationHealth = { calls: 0 };

export function createObservations(tell: (observation: Observation) => void = () => {}): Observations {
  const health = new Map<string, OperationHealth>();
  return {
    observe(observation) {
      const { instance, operation, verdict, trouble, at } = observation;
      const key = `${instance} ${operation}`;
      const before = health.get(key) ?? NOTHING;
      const bad = verdict === 'fault' || verdict === 'changed';
      const lastTrouble = verdict === 'changed' ? 'changed' : trouble;
      health.set(key, {
        ...before,
        calls: before.calls + 1,
        ...(bad ? { lastBad: at, ...(lastTrouble ? { lastTrouble } : {}) } : { lastGood: at }),
      });
      tell(observation);
    },
    healthOf: (instance, operation) => health.get(`${instance} ${operation}`) ?? NOTHING,
  };
}
