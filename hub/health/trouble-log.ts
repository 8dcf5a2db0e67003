import type { Logger } from 'pino';
import type { Observation } from './observations.ts';

/** An outage is thousands of calls that fail alike: each kind is told once in this time, with how many there were. */
const QUIET_MS = 10_000;

interface Told {
  readonly until: number;
  missed: number;
}

/** Writes failing upstream calls to the log: which instance, which operation, why. Never a number, never an answer. */
export function createTroubleLog(log: Pick<Logger, 'warn'>, now: () => Date): (observation: Observation) => void {
  const told = new Map<string, Told>();
  return ({ instance, operation, release, verdict, trouble, reason, probe }) => {
    if (verdict !== 'fault') return;
    const at = now().getTime();
    const key = `${instance} ${operation} ${trouble} ${reason}`;
    const before = told.get(key);
    if (before && before.until > at) {
      before.missed += 1;
      return;
    }
    if (told.size > 1000) told.clear(); // a reason may be an upstream's own sentence, and sentences vary
    told.set(key, { until: at + QUIET_MS, missed: 0 });
    log.warn(
      { instance, operation, release, trouble, reason, ...(probe ? { probe } : {}), sinceLast: before?.missed ?? 0 },
      'an upstream call failed',
    );
  };
}
