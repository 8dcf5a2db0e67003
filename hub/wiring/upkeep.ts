import type { CheckedConfig } from '../config/load.ts';
import type { Store } from '../store/store.ts';

export interface UpkeepParts {
  readonly store: Store;
  readonly config: CheckedConfig;
  /** What is kept in memory and may be changed by another process, by the name trouble is told of. */
  readonly refreshed: Readonly<Record<string, () => Promise<void>>>;
  /** Writes how many calls were made. */
  readonly flush: () => Promise<void>;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

const EVERY_SECOND_MS = 1000;
const EVERY_HOUR_MS = 3_600_000;
const A_DAY_MS = 24 * EVERY_HOUR_MS;
const ANSWER_DAYS = 30;
const DRIFT_DAYS = 400;

/** Hears every second what other processes changed, and removes every hour what is old. */
export function startUpkeep({ store, config, refreshed, flush, now, trouble }: UpkeepParts) {
  const attempt = (work: Promise<unknown>, failed: string) =>
    void work.catch((error: unknown) => trouble(failed, error));
  const everySecond = setInterval(() => {
    for (const [what, refresh] of Object.entries(refreshed)) attempt(refresh(), `${what} could not be read again`);
    attempt(flush(), 'call counts could not be written');
  }, EVERY_SECOND_MS).unref();
  const everyHour = setInterval(() => {
    attempt(store.snapshots.prune(now().getTime()), 'old snapshots could not be removed');
    attempt(removeOldAnswers(store, now()), 'old answers and drift reports could not be removed');
    attempt(removeOld(store, config, now()), 'old messages and events could not be removed');
  }, EVERY_HOUR_MS).unref();
  return {
    stop() {
      clearInterval(everySecond);
      clearInterval(everyHour);
    },
  };
}

/** What has not arrived is never old. */
async function removeOld(store: Store, { relay }: CheckedConfig, now: Date): Promise<void> {
  const before = (days: number) => now.getTime() - days * A_DAY_MS;
  while ((await store.messages.prune(before(relay.historyDays))) > 0);
  while ((await store.events.prune(before(relay.eventDays))) > 0);
}

/** Answers that are kept to try another release on, and what has been over for more than a year. */
async function removeOldAnswers({ releases }: Store, now: Date): Promise<void> {
  await releases.pruneAnswers(now.getTime() - ANSWER_DAYS * A_DAY_MS);
  await releases.pruneDrift(now.getTime() - DRIFT_DAYS * A_DAY_MS);
  await releases.pruneIncidents(now.getTime() - DRIFT_DAYS * A_DAY_MS);
}
