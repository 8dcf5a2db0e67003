import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRecorder } from './recorder.ts';
import { emptyTally, roundedUp, totalsOf } from './tally.ts';

test.each([
  { ms: 0, want: '0.1' },
  { ms: 0.04, want: '0.1' },
  { ms: 1, want: '1' },
  { ms: 1.01, want: '1.1' },
  { ms: 9.91, want: '10' },
  { ms: 99.5, want: '100' },
  { ms: 101, want: '110' },
  { ms: 12_345, want: '13000' },
])('$ms ms are kept as $want', ({ ms, want }) => expect(roundedUp(ms)).toBe(want));

test('what is kept is never less than it was, and at most a tenth more', () =>
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 100_000, noNaN: true }), (ms) => {
      const kept = Number(roundedUp(ms));
      expect(kept).toBeGreaterThanOrEqual(ms * (1 - 1e-9));
      expect(kept).toBeLessThanOrEqual(ms * 1.1 + 0.01);
    }),
  ));

test('stretches add up, and quantiles are those of all of them together', () => {
  const first = { ...emptyTally(), requests: 98, benar: 98, latencies: { '1': 49, '2': 49 } };
  const second = {
    ...emptyTally(),
    requests: 2,
    gagal: 2,
    byProblem: { 'http-502': 2 },
    latencies: { '5': 1, '300': 1 },
  };
  expect(totalsOf([first, second])).toMatchObject({
    ...{ requests: 100, benar: 98, gagal: 2, byProblem: { 'http-502': 2 } },
    ...{ p50Ms: 2, p99Ms: 5, maxMs: 300 },
  });
  expect(totalsOf([])).toMatchObject({ requests: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 });
});

test('open is what was handed over and neither accepted nor turned away; unheard what was accepted and has no end', () => {
  const stretch = {
    ...emptyTally(),
    handed: ['a', 'b', 'c', 'd', 'e'],
    accepted: { a: 'psn_a', b: 'psn_b', c: 'psn_c' },
    turnedAway: { d: 'pemanggil:bentrok' },
    heard: { psn_a: 'pesan.terkirim', psn_b: 'pesan.tidak-pasti' },
  };
  expect(totalsOf([stretch])).toMatchObject({ open: ['e'], unheard: ['psn_b', 'psn_c'] });
  const later = { ...emptyTally(), heard: { psn_b: 'pesan.terkirim', psn_c: 'pesan.ditolak' } };
  expect(totalsOf([stretch, later]).unheard).toEqual([]);
});

test('an event that is quicker than the answer that names its message is kept; of other messages nothing is', () => {
  const recorder = createRecorder();
  recorder.heard('psn_a', 'pesan.terkirim');
  recorder.heard('psn_b', 'pesan.terkirim');
  expect(recorder.take().heard).toEqual({});
  recorder.accepted('a', 'psn_a');
  expect(recorder.take()).toMatchObject({ accepted: { a: 'psn_a' }, heard: { psn_a: 'pesan.terkirim' } });
  expect(recorder.take()).toEqual(emptyTally());
});
