import { COUNT_PLACES, LATENCY_BUCKETS } from '../store/health.ts';

/** Counts and latencies side by side, as in a row of the store. */
export const FIGURES = COUNT_PLACES + LATENCY_BUCKETS;

const SLOT_MS = 10_000;
/** A quarter of an hour. */
const SLOTS = 90;
const MINUTE_MS = 60_000;
const MINUTES = 60;

export interface Window {
  readonly counts: readonly number[];
  readonly buckets: readonly number[];
  /** Per second, over as much of the window as has passed. */
  readonly perSecond: number;
}

/** What happened in one minute, for a line that fits on a card. */
export interface Minute {
  readonly calls: number;
  readonly errors: number;
}

/** The last quarter of an hour in slots of ten seconds, and the last hour in minutes. Its size never changes. */
export interface Windows {
  /** `bucket` below zero: nobody measured how long it took. */
  count(at: number, place: number, bucket: number, wrong: boolean): void;
  last(lengthMs: number, now: number): Window;
  /** 60 minutes, the current one last. */
  hour(now: number): readonly Minute[];
}

export function createWindows(): Windows {
  const slots = new Uint32Array(SLOTS * FIGURES);
  const slotOf = new Float64Array(SLOTS).fill(-1);
  const minutes = new Uint32Array(MINUTES * 2);
  const minuteOf = new Float64Array(MINUTES).fill(-1);

  return {
    count(at, place, bucket, wrong) {
      const slot = Math.floor(at / SLOT_MS);
      const row = turnTo(slotOf, slots, slot, FIGURES);
      if (row >= 0) {
        (slots[row + place] as number) += 1;
        if (bucket >= 0) (slots[row + COUNT_PLACES + bucket] as number) += 1;
      }
      const place60 = turnTo(minuteOf, minutes, Math.floor(at / MINUTE_MS), 2);
      if (place60 >= 0) {
        (minutes[place60] as number) += 1;
        if (wrong) (minutes[place60 + 1] as number) += 1;
      }
    },
    last(lengthMs, now) {
      const current = Math.floor(now / SLOT_MS);
      const most = Math.min(SLOTS, Math.ceil(lengthMs / SLOT_MS));
      const sums = new Array<number>(FIGURES).fill(0);
      for (const [index, slot] of slotOf.entries()) {
        if (slot <= current - most || slot > current) continue;
        for (let figure = 0; figure < FIGURES; figure += 1)
          (sums[figure] as number) += slots[index * FIGURES + figure] as number;
      }
      const counts = sums.slice(0, COUNT_PLACES);
      const passedMs = (most - 1) * SLOT_MS + (now % SLOT_MS);
      const all = counts.reduce((sum, count) => sum + count, 0);
      return { counts, buckets: sums.slice(COUNT_PLACES), perSecond: passedMs > 0 ? (all / passedMs) * 1000 : 0 };
    },
    hour(now) {
      const current = Math.floor(now / MINUTE_MS);
      return Array.from({ length: MINUTES }, (_, index) => {
        const minute = current - MINUTES + 1 + index;
        const place = minute % MINUTES;
        if (minuteOf[place] !== minute) return { calls: 0, errors: 0 };
        return { calls: minutes[place * 2] as number, errors: minutes[place * 2 + 1] as number };
      });
    },
  };
}

/** Where the figures of this moment stand, emptied where an older moment stood; -1: it is too long ago. */
function turnTo(moments: Float64Array, figures: Uint32Array, moment: number, width: number): number {
  const index = moment % moments.length;
  const start = index * width;
  const there = moments[index] as number;
  if (there === moment) return start;
  if (there > moment) return -1;
  moments[index] = moment;
  figures.fill(0, start, start + width);
  return start;
}
