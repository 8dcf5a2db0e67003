import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BOUNDS_MS, bucketOf, percentileOf, percentilesOf } from '../../../hub/health/latency.ts';
import { LATENCY_BUCKETS } from '../../../hub/store/health.ts';

const anyMs = fc.double({ min: 0, max: 100_000, noNaN: true });

describe('a latency', () => {
  test('is in the first bucket whose bound it does not pass', () => {
    fc.assert(
      fc.property(anyMs, (tookMs) => {
        const bucket = bucketOf(tookMs);
        const [lower, upper] = [BOUNDS_MS[bucket - 1] ?? -1, BOUNDS_MS[bucket] ?? Number.POSITIVE_INFINITY];
        expect(tookMs).toBeGreaterThan(lower * (1 - 1e-6));
        expect(tookMs).toBeLessThanOrEqual(upper * (1 + 1e-6));
      }),
    );
  });

  test.each(BOUNDS_MS.map((bound, bucket) => ({ bound, bucket })))(
    'of $bound ms is in bucket $bucket',
    ({ bound, bucket }) => {
      expect(bucketOf(bound)).toBe(bucket);
      expect(bucketOf(bound * 1.0001)).toBe(bucket + 1);
    },
  );

  test.each([0, -1, Number.NaN])('that no clock measures (%s) is a short one', (tookMs) => {
    expect(bucketOf(tookMs)).toBe(0);
  });
});

describe('a percentile of buckets', () => {
  test('is off by less than a bucket from that of the latencies themselves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 30_000, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.constantFrom(0.5, 0.95, 0.99),
        (all, share) => {
          const sorted = all.toSorted((one, other) => one - other);
          const exact = sorted[Math.max(1, Math.ceil(all.length * share)) - 1] ?? 0;
          const found = percentileOf(histogramOf(all), share) ?? 0;
          expect(found / exact).toBeGreaterThan(1 / 1.601);
          expect(found / exact).toBeLessThan(1.601);
        },
      ),
    );
  });

  test('of two spans together is that of their sums', () => {
    fc.assert(
      fc.property(fc.array(anyMs, { minLength: 1 }), fc.array(anyMs, { minLength: 1 }), (one, other) => {
        const [first, second] = [histogramOf(one), histogramOf(other)];
        const sums = first.map((count, bucket) => count + (second[bucket] ?? 0));
        expect(percentilesOf(sums)).toEqual(percentilesOf(histogramOf([...one, ...other])));
      }),
    );
  });

  test('of nothing is none, and beyond the last bound is that bound', () => {
    expect(percentilesOf(histogramOf([]))).toEqual({ p50: undefined, p95: undefined, p99: undefined });
    expect(percentileOf(histogramOf([60_000]), 0.5)).toBe(BOUNDS_MS.at(-1));
  });
});

function histogramOf(all: readonly number[]): number[] {
  const buckets = new Array<number>(LATENCY_BUCKETS).fill(0);
  for (const tookMs of all) (buckets[bucketOf(tookMs)] as number) += 1;
  return buckets;
}
