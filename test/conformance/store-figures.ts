import { expect } from '@jest/globals';
import type { Figure, FigureSum } from '../../hub/store/records.ts';
import { keptRecord, type Rule } from './store-samples.ts';

const COLLECTION = 'penerimaan';
const ALL = { collection: COLLECTION, from: '0000-01-01', to: '9999-12-31' };

const figure = (changes: Partial<Figure> = {}): Figure => ({
  ...{ day: '2026-11-20', place: 'bank-satu', kind: 'pbb', amount: 125_000 },
  ...changes,
});
const receipt = (id: string, changes: Partial<Figure> = {}, state = 'tercatat') =>
  keptRecord({ collection: COLLECTION, id, state, figure: figure(changes) });
const sum = (changes: Partial<FigureSum> = {}): FigureSum => ({
  ...{ day: '2026-11-20', place: 'bank-satu', kind: 'pbb', state: 'tercatat', count: 1, sum: 125_000n },
  ...changes,
});

export function figureRules(rule: Rule) {
  rule('a figure comes back with its record, also after a reopening', async ({ store, reopen }) => {
    await store.records.create([receipt('a'), keptRecord({ collection: COLLECTION, id: 'b' })]);
    const { records } = await reopen();
    expect((await records.get(COLLECTION, 'a'))?.figure).toEqual(figure());
    expect((await records.get(COLLECTION, 'b'))?.figure).toBeUndefined();
  });

  rule(
    'records are counted and summed by day, state, place and kind, in this order',
    async ({ store: { records } }) => {
      await records.create([
        receipt('a'),
        receipt('b', { amount: 1 }),
        receipt('c', { place: 'bank-dua' }),
        receipt('d', { kind: 'retribusi' }),
        receipt('e', {}, 'dibalik'),
        receipt('f', { day: '2026-11-19', amount: 0 }),
        keptRecord({ collection: COLLECTION, id: 'none' }),
        { ...receipt('a'), collection: 'another' },
      ]);
      expect(await records.figures(ALL)).toEqual([
        sum({ day: '2026-11-19', sum: 0n }),
        sum({ state: 'dibalik' }),
        sum({ place: 'bank-dua' }),
        sum({ count: 2, sum: 125_001n }),
        sum({ kind: 'retribusi' }),
      ]);
      expect(await records.figures({ ...ALL, collection: 'nothing' })).toEqual([]);
    },
  );

  rule('both ends of a span of days are in it', async ({ store: { records } }) => {
    const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'];
    await records.create(days.map((day) => receipt(day, { day })));
    const found = await records.figures({ ...ALL, from: '2026-11-19', to: '2026-11-20' });
    expect(found.map(({ day }) => day)).toEqual(['2026-11-19', '2026-11-20']);
  });

  rule('a sum is exact where a number would not be', async ({ store: { records } }) => {
    const most = 99_999_999_999_999;
    const many = Array.from({ length: 101 }, (_, index) => receipt(`r${index}`, { amount: most }));
    await records.create(many);
    expect(await records.figures(ALL)).toEqual([sum({ count: 101, sum: 101n * BigInt(most) })]);
  });

  rule('whoever replaces, puts or updates a record gives it its figure anew', async ({ store: { records } }) => {
    await records.create([receipt('a'), receipt('b'), receipt('c')]);
    await records.replace([{ record: receipt('a', { amount: 5 }, 'dibalik'), version: 1 }]);
    await records.put([receipt('b', { day: '2026-11-21' })]);
    const { figure: _left, ...without } = receipt('c');
    expect(await records.update({ ...without, sequence: 3, version: 1 })).toBe(true);
    expect(await records.figures(ALL)).toEqual([sum({ state: 'dibalik', sum: 5n }), sum({ day: '2026-11-21' })]);
    await records.remove(COLLECTION, 'b');
    expect(await records.figures(ALL)).toEqual([sum({ state: 'dibalik', sum: 5n })]);
  });

  rule('what was not written is not counted', async ({ store: { records } }) => {
    await records.create([receipt('a')]);
    const stale = [
      { record: receipt('b'), version: undefined },
      { record: receipt('a', { amount: 9 }), version: 7 },
    ];
    expect(await records.replace(stale)).toBe(false);
    expect(await records.figures(ALL)).toEqual([sum()]);
  });
}
