import { describe, expect, test } from '@jest/globals';
import { bucketOf } from '../../../hub/health/latency.ts';
import { createMeters } from '../../../hub/health/meters.ts';
import {
  answerCountsOf,
  callCountsOf,
  isWrong,
  type Outcome,
  placeOfAnswer,
  placeOfCall,
} from '../../../hub/health/outcomes.ts';
import { counted, DAY, down, HOUR, MIDNIGHT, MINUTE, observation, seeded } from './traffic.ts';

const PESERTA = ['call', 'bpjs', 'peserta-by-nik'] as const;

describe('what is counted', () => {
  test('goes by verdict and trouble into its minute, whenever it is told', () => {
    const meters = createMeters();
    meters.called(observation(MIDNIGHT, { tookMs: 3 }));
    meters.called(observation(MIDNIGHT + MINUTE + 1, { ...down, tookMs: 2000 }));
    meters.called(observation(MIDNIGHT + 59_999, { verdict: 'absent', tookMs: 3 })); // it began before, and took longer
    meters.called(observation(MIDNIGHT, { instance: 'dukcapil', verdict: 'changed', tookMs: 3 }));
    const three = bucketOf(3);
    const bpjs = { kind: 'call', instance: 'bpjs', operation: 'peserta-by-nik' };
    expect(meters.take(Number.POSITIVE_INFINITY)).toEqual([
      { ...bpjs, at: MIDNIGHT, ...counted({ 0: 1, 1: 1 }, { [three]: 2 }) },
      { ...bpjs, at: MIDNIGHT + MINUTE, ...counted({ 4: 1 }, { [bucketOf(2000)]: 1 }) },
      { ...bpjs, instance: 'dukcapil', at: MIDNIGHT, ...counted({ 3: 1 }, { [three]: 1 }) },
    ]);
  });

  test('is handed over once, and the minute that goes on stays', () => {
    const meters = createMeters();
    for (const at of [MIDNIGHT, MIDNIGHT + MINUTE]) meters.called(observation(at));
    expect(meters.take(MIDNIGHT + MINUTE).map(({ at }) => at)).toEqual([MIDNIGHT]);
    meters.called(observation(MIDNIGHT + MINUTE + 5));
    meters.called(observation(MIDNIGHT + 5)); // late: the rest of a minute that was written
    const rest = meters.take(Number.POSITIVE_INFINITY);
    expect(rest.map(({ at, counts }) => [at - MIDNIGHT, counts[0]])).toEqual([
      [MINUTE, 2],
      [0, 1],
    ]);
    meters.called(observation(MIDNIGHT + MINUTE + 6));
    expect(meters.take(Number.POSITIVE_INFINITY).map(({ counts }) => counts[0])).toEqual([1]);
    expect(meters.take(Number.POSITIVE_INFINITY)).toEqual([]);
  });

  test('of an answer without a time has no place in the histogram', () => {
    const meters = createMeters();
    meters.answered('getPeserta', 'usang', 40, MIDNIGHT);
    meters.answered('getPeserta', 'gagal-simpul', undefined, MIDNIGHT);
    expect(meters.take(Number.POSITIVE_INFINITY)).toEqual([
      {
        kind: 'answer',
        instance: '',
        operation: 'getPeserta',
        at: MIDNIGHT,
        ...counted({ 2: 1, 7: 1 }, { [bucketOf(40)]: 1 }),
      },
    ]);
  });

  test('is all there however long it cannot be kept, in few rows', () => {
    const meters = createMeters();
    const minutes = 3 * 24 * 60;
    for (let minute = 0; minute < minutes; minute += 1) {
      meters.called(observation(MIDNIGHT + minute * MINUTE));
      meters.answered('getPeserta', 'segar', 1, MIDNIGHT + minute * MINUTE);
      if (minute % 20 === 19) meters.giveBack(meters.take(Number.POSITIVE_INFINITY));
    }
    const rows = meters.take(Number.POSITIVE_INFINITY);
    const calls = rows.filter(({ kind }) => kind === 'call');
    expect(rows.length).toBeLessThan(2 * (72 + 121));
    for (const kind of ['call', 'answer'])
      expect(rows.reduce((sum, row) => sum + (row.kind === kind ? (row.counts[0] ?? 0) : 0), 0)).toBe(minutes);
    const byHour = Map.groupBy(calls, ({ at }) => Math.floor((at - MIDNIGHT) / HOUR));
    expect([...byHour.values()].map((some) => some.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0))).toEqual(
      new Array(72).fill(60), // nothing left its hour
    );
  });
});

describe('a window', () => {
  test.each([1, 5, 15])('of the last %d minutes is what its calls add up to', (length) => {
    const random = seeded(length);
    const meters = createMeters();
    const now = MIDNIGHT + HOUR + 3_000;
    const all = Array.from({ length: 5000 }, () =>
      observation(now - random() * 20 * MINUTE, random() < 0.3 ? down : {}),
    );
    for (const one of all.toSorted((a, b) => +a.at - +b.at)) meters.called(one);
    const windows = meters.windowsOf(...PESERTA);
    const from = now - (now % 10_000) + 10_000 - length * MINUTE; // in steps of ten seconds
    const inside = all.filter(({ at }) => +at >= from);
    const { counts, perSecond } = windows?.last(length * MINUTE, now) ?? { counts: [], perSecond: 0 };
    expect(inside.length).toBeGreaterThan(100);
    expect(callCountsOf(counts)).toMatchObject({
      found: inside.filter(({ verdict }) => verdict === 'found').length,
      unreachable: inside.filter(({ verdict }) => verdict === 'fault').length,
    });
    expect(perSecond).toBeCloseTo(inside.length / ((now - from) / 1000), 9);
  });

  test('empties itself, and an hour of minutes moves on', () => {
    const meters = createMeters();
    meters.called(observation(MIDNIGHT));
    meters.called(observation(MIDNIGHT + 30_000, down));
    const windows = meters.windowsOf(...PESERTA);
    const all = (length: number, now: number) => windows?.last(length, now).counts.reduce((a, b) => a + b, 0);
    expect([
      all(MINUTE, MIDNIGHT + 30_000),
      all(MINUTE, MIDNIGHT + 61_000),
      all(MINUTE, MIDNIGHT + 2 * MINUTE),
    ]).toEqual([2, 1, 0]);
    expect([all(15 * MINUTE, MIDNIGHT + 14 * MINUTE), all(15 * MINUTE, MIDNIGHT + 16 * MINUTE)]).toEqual([2, 0]);
    expect(all(15 * MINUTE, MIDNIGHT + DAY)).toBe(0);
    const hour = (now: number) =>
      windows?.hour(now).flatMap(({ calls, errors }, at) => (calls > 0 ? [[at, calls, errors]] : []));
    expect(hour(MIDNIGHT)).toEqual([[59, 2, 1]]);
    expect(hour(MIDNIGHT + 59 * MINUTE)).toEqual([[0, 2, 1]]);
    expect(hour(MIDNIGHT + 60 * MINUTE)).toEqual([]);
    meters.called(observation(MIDNIGHT + HOUR));
    meters.called(observation(MIDNIGHT + 1)); // so late that its place is taken
    expect(hour(MIDNIGHT + HOUR)).toEqual([[59, 1, 0]]);
  });

  test('of what was never asked is none', () => {
    expect(createMeters().windowsOf(...PESERTA)).toBeUndefined();
  });
});

const PLACES = [
  ...(['found', 'absent', 'refused', 'changed'] as const).map((verdict) => ({ verdict, wrong: verdict === 'changed' })),
  ...(
    ['unreachable', 'unanswered', 'throttled', 'quota', 'auth', 'maintenance', 'misasked', 'unavailable'] as const
  ).map((trouble) => ({ verdict: 'fault' as const, trouble, wrong: true })),
];
const OUTCOMES: readonly Outcome[] = [
  'segar',
  'tersimpan',
  'usang',
  'diterima',
  'nihil',
  'ditolak',
  'gagal-hulu',
  'gagal-simpul',
];

describe('a place in a row', () => {
  test('never changes its meaning', () => {
    expect(PLACES.map(placeOfCall)).toEqual(PLACES.map((_, place) => place));
    expect(OUTCOMES.map(placeOfAnswer)).toEqual(OUTCOMES.map((_, place) => place));
    expect(Object.keys(callCountsOf([]))).toEqual(
      PLACES.map(({ verdict, ...one }) => ('trouble' in one ? one.trouble : verdict)),
    );
    expect(Object.keys(answerCountsOf([]))).toEqual(OUTCOMES);
  });

  test('is wrong from the first that is no answer on', () => {
    expect(PLACES.map((one) => isWrong('call', placeOfCall(one)))).toEqual(PLACES.map(({ wrong }) => wrong));
    expect(OUTCOMES.filter((outcome) => isWrong('answer', placeOfAnswer(outcome)))).toEqual([
      'gagal-hulu',
      'gagal-simpul',
    ]);
  });
});
