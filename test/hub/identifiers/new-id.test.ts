import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../../hub/identifiers/new-id.ts';

const NOW = Date.parse('2026-11-20T03:00:00Z');
const moment = fc.integer({ min: 0, max: 2 ** 45 - 1 });

test('an id is its prefix, nine digits of time and ten of chance', () => {
  expect(newId('psn', NOW)).toMatch(/^psn_[0-9a-hjkmnp-tv-z]{19}$/);
  expect(newId('lpr', 0)).toMatch(/^lpr_000000000[0-9a-hjkmnp-tv-z]{10}$/);
});

test('ids sort by the moment they were made, until the year 3084', () => {
  fc.assert(
    fc.property(moment, moment, (one, other) => {
      fc.pre(one !== other);
      expect(newId('psn', one) < newId('psn', other)).toBe(one < other);
    }),
  );
  expect(new Date(2 ** 45 - 1).getUTCFullYear()).toBe(3084);
});

test('ids of one moment share their time and nothing else', () => {
  const ids = Array.from({ length: 20_000 }, () => newId('psn', NOW));
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.map((id) => id.slice(0, 13))).size).toBe(1);
});

test('every digit of chance takes every value about as often', () => {
  const ids = Array.from({ length: 6400 }, () => newId('psn', NOW));
  for (let place = 13; place < 23; place += 1) {
    const counts = new Map<string, number>();
    for (const id of ids) counts.set(id.charAt(place), (counts.get(id.charAt(place)) ?? 0) + 1);
    expect(counts.size).toBe(32);
    expect(Math.max(...counts.values())).toBeLessThan(320); // 200 is what is expected of each; this is 8 deviations off
  }
});
