import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { retryAfterMs } from '../../../hub/relay/backoff.ts';

const backoff = { firstRetryMs: 2000, longestRetryMs: 60_000 };

test.each([
  { attempts: 0, shortest: 1000, longest: 2000 },
  { attempts: 1, shortest: 1000, longest: 2000 },
  { attempts: 2, shortest: 2000, longest: 4000 },
  { attempts: 3, shortest: 4000, longest: 8000 },
  { attempts: 5, shortest: 16_000, longest: 32_000 },
  { attempts: 6, shortest: 30_000, longest: 60_000 },
  { attempts: 50, shortest: 30_000, longest: 60_000 },
  { attempts: 100_000, shortest: 30_000, longest: 60_000 },
])('after $attempts attempts a message waits $shortest to $longest ms', ({ attempts, shortest, longest }) => {
  expect(retryAfterMs(backoff, attempts, 0)).toBe(shortest);
  expect(retryAfterMs(backoff, attempts, 1)).toBe(longest);
});

test('is always a moment in the future, never later than the longest, and a whole number', () => {
  const settings = fc.record({
    firstRetryMs: fc.integer({ min: 1, max: 100_000 }),
    longestRetryMs: fc.integer({ min: 1, max: 10_000_000 }),
  });
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(settings, fc.nat(), chance, (given, attempts, chosen) => {
      const wait = retryAfterMs(given, attempts, chosen);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(given.longestRetryMs);
      expect(Number.isInteger(wait)).toBe(true);
    }),
  );
});

test('what failed together does not come back together', () => {
  const waits = Array.from({ length: 200 }, () => retryAfterMs(backoff, 5));
  expect(new Set(waits).size).toBeGreaterThan(150);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(8000);
});
