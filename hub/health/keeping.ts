import { type HealthRow, type HealthStore, type Resolution, startOf } from '../store/health.ts';
import type { Meters } from './meters.ts';

const DAY_MS = 86_400_000;

/** How long sums are kept: as long as a chart or a report asks for them in that fineness, and a little longer. */
export const KEPT_MS: Readonly<Record<Resolution, number>> = {
  minute: 2 * DAY_MS, //  charts of an hour and of a day
  hour: 62 * DAY_MS, //   charts of a week and of a month; this month and the whole last one, to the hour
  day: 400 * DAY_MS, //   charts of a year; every month of the last twelve
};

export interface HealthKeeping {
  /** Writes the minutes that are over. Rejects when that failed; nothing is lost, and the next time tries again. */
  flush(): Promise<void>;
  /** Writes everything, the current minute too. */
  finish(): Promise<void>;
  /** Removes what is older than it is kept, a bite after the other. */
  prune(): Promise<void>;
  /** How many times writing failed. */
  failures(): number;
}

export interface HealthKeepingParts {
  readonly meters: Meters;
  readonly store: Pick<HealthStore, 'add' | 'prune' | 'pruneEntries'>;
  readonly now: () => Date;
}

/** A bite: payments wait in the same thread. */
const ROWS_AT_ONCE = 100;

/** Carries what was counted to the store. */
export function createHealthKeeping({ meters, store, now }: HealthKeepingParts): HealthKeeping {
  let failures = 0;
  let last: Promise<void> = Promise.resolve();

  async function write(before: number): Promise<void> {
    const rows = meters.take(before);
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      try {
        await store.add(rows.slice(start, start + ROWS_AT_ONCE));
      } catch (error) {
        failures += 1;
        meters.giveBack(rows.slice(start) satisfies HealthRow[]);
        throw error;
      }
    }
  }

  /** One after the other: two at once would both be told of one failure. */
  function inTurn(before: () => number): Promise<void> {
    const done = last.then(() => write(before()));
    last = done.catch(() => {});
    return done;
  }

  return {
    flush: () => inTurn(() => startOf('minute', now().getTime())),
    finish: () => inTurn(() => Number.POSITIVE_INFINITY),
    async prune() {
      for (const resolution of ['minute', 'hour', 'day'] as const) {
        const before = now().getTime() - KEPT_MS[resolution];
        while ((await store.prune(resolution, before)) > 0);
      }
      await store.pruneEntries();
    },
    failures: () => failures,
  };
}
