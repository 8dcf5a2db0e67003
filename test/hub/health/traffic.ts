import type { Observation } from '../../../hub/health/observations.ts';
import { COUNT_PLACES, LATENCY_BUCKETS } from '../../../hub/store/health.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Midnight in western Indonesia. */
export const MIDNIGHT = Date.parse('2026-11-19T17:00:00Z');

export function observation(at: number, changes: Partial<Observation> = {}): Observation {
  return {
    ...{ instance: 'bpjs', operation: 'peserta-by-nik', release: 'vclaim-2.0', verdict: 'found', tookMs: 20 },
    ...{ at: new Date(at), ...changes },
  };
}

export const down = { verdict: 'fault', trouble: 'unreachable' } as const;

/** A row's figures with these places counted, and nothing else. */
export function counted(places: Readonly<Record<number, number>>, buckets: Readonly<Record<number, number>> = {}) {
  const filled = (length: number, given: Readonly<Record<number, number>>) =>
    Array.from({ length }, (_, index) => given[index] ?? 0);
  return { counts: filled(COUNT_PLACES, places), buckets: filled(LATENCY_BUCKETS, buckets) };
}

/** The same numbers for the same seed, between 0 and 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
