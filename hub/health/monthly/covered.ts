import { type HealthKind, type HealthStore, LENGTH_MS, type Resolution, startOf } from '../../store/health.ts';
import { KEPT_MS } from '../keeping.ts';
import type { Counted } from './counted.ts';

type Moments = Pick<HealthStore, 'readMoments'>;

/** Milliseconds since 1970: the first moment, and the end of the last. */
export interface Covered {
  readonly first: number;
  readonly last: number;
}

const KINDS: readonly HealthKind[] = ['call', 'answer'];

/** Between which moments something was counted, as finely as that is still kept; `undefined` where nothing was. */
export async function coveredBy(
  store: Moments,
  { callDays, answerDays }: Pick<Counted, 'callDays' | 'answerDays'>,
  { upTo, now }: { readonly upTo: number; readonly now: number },
): Promise<Covered | undefined> {
  const days = [...callDays.keys(), ...answerDays.keys()];
  if (days.length === 0) return undefined;
  const first = await finest(store, Math.min(...days), now, Math.min);
  const last = await finest(store, Math.max(...days), now, Math.max);
  return { first: first.at, last: Math.min(last.at + LENGTH_MS[last.resolution], upTo) };
}

/** The first or the last hour of a day that has figures, and minute of that hour, while all of them are kept. */
async function finest(store: Moments, day: number, now: number, pick: (...all: number[]) => number) {
  let found: { readonly at: number; readonly resolution: Resolution } = { at: day, resolution: 'day' };
  for (const resolution of ['hour', 'minute'] as const) {
    if (found.at < now - KEPT_MS[resolution]) break;
    const inside = await momentsIn(store, resolution, found.at, found.at + LENGTH_MS[found.resolution]);
    if (inside.length === 0) break;
    found = { at: pick(...inside), resolution };
  }
  return found;
}

/** The oldest day that has figures; `undefined` where nothing was ever counted. */
export async function oldestDay(store: Moments, now: number): Promise<number | undefined> {
  const piece = 31 * LENGTH_MS.day; // payments wait in the same thread
  for (let from = startOf('day', now - KEPT_MS.day); from <= now; from += piece) {
    const days = await momentsIn(store, 'day', from, from + piece);
    if (days.length > 0) return Math.min(...days);
  }
  return undefined;
}

async function momentsIn(store: Moments, resolution: Resolution, from: number, to: number) {
  const found = [];
  for (const kind of KINDS) found.push(...(await store.readMoments({ kind, resolution, from, to })));
  return found.map(({ at }) => at);
}
