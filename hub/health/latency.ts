import { LATENCY_BUCKETS } from '../store/health.ts';

/**
 * How long calls took, as counts in fixed buckets: those of two spans, processes or operations are merged by adding them,
 * which percentiles cannot be. Each bound is 1.6 times the one before, from 1 ms to 31 s; the last bucket is open.
 */
const RATIO = 1.6;
const LAST = LATENCY_BUCKETS - 1;
const PER_LOGARITHM = 1 / Math.log(RATIO);

/** The upper bound of every bucket but the last. Never changed: kept rows were counted with it. */
export const BOUNDS_MS: readonly number[] = Array.from({ length: LAST }, (_, bucket) => RATIO ** bucket);

export function bucketOf(tookMs: number): number {
  if (!(tookMs > 1)) return 0;
  return Math.min(LAST, Math.ceil(Math.log(tookMs) * PER_LOGARITHM - 1e-9)); // a bound belongs to the bucket it ends
}

/** `share` of them (0.95) took at most so long, to within a bucket; `undefined` where nothing was counted. */
export function percentileOf(buckets: readonly number[], share: number): number | undefined {
  const all = buckets.reduce((sum, count) => sum + count, 0);
  if (all === 0) return undefined;
  const wanted = Math.max(1, Math.ceil(all * share));
  let before = 0;
  for (const [bucket, count] of buckets.entries()) {
    if (before + count < wanted) {
      before += count;
      continue;
    }
    if (bucket === LAST) return BOUNDS_MS[LAST - 1]; // longer than that; how much is not known
    const upper = BOUNDS_MS[bucket] ?? 1;
    return (upper / RATIO) * RATIO ** ((wanted - before) / count);
  }
  return undefined;
}

export interface Percentiles {
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
}

export function percentilesOf(buckets: readonly number[]): Percentiles {
  return { p50: percentileOf(buckets, 0.5), p95: percentileOf(buckets, 0.95), p99: percentileOf(buckets, 0.99) };
}
