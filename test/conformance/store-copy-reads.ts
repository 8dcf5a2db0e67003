import { expect } from '@jest/globals';
import { CursorError } from '../../hub/store/copy-cursor.ts';
import { allRows, begun, copied, copyRow, DATASET, found, manyRows } from './store-copy-samples.ts';
import type { Rule } from './store-samples.ts';

const OTHER = 'rka/2026/murni';

export function copyReadRules(rule: Rule) {
  rule('two datasets never mix', async ({ store: { copies } }) => {
    const mine = [copyRow('a', { text: 'kertas' }), copyRow('b')];
    const theirs = [copyRow('a', { text: 'kertas', amount: 9 }), copyRow('z')];
    await copied(copies, mine);
    await copied(copies, theirs, { dataset: OTHER });
    await copied(copies, theirs, { dataset: OTHER });
    expect(await allRows(copies)).toEqual(mine);
    expect(await allRows(copies, { dataset: OTHER })).toEqual(theirs);
    expect(await copies.search({ dataset: DATASET, limit: 5, words: 'kertas' })).toEqual({ rows: [mine[0]] });
    expect(await copies.search({ dataset: OTHER, limit: 5, words: 'kertas' })).toEqual({ rows: [theirs[0]] });
    expect(await copies.sums({ dataset: OTHER })).toEqual([{ part: 'a', rows: 2, amount: 10 }]);
    expect(await copies.datasets()).toEqual([
      { name: OTHER, current: 2 },
      { name: DATASET, current: 1 },
    ]);
    expect(await copies.drop(await begun(copies), '', 400)).toBeUndefined();
    expect(await allRows(copies, { dataset: OTHER })).toEqual(theirs);
  });

  rule('copies are listed newest first, of one dataset by number, of all by their beginning', async ({ store }) => {
    const { copies } = store;
    for (const [dataset, startedAt] of [
      ['x', 10],
      ['y', 20],
      ['x', 30],
      ['x', 40],
    ] as const) {
      const copy = await copies.begin({ dataset, source: '', startedAt });
      if (copy) await copies.finish(copy, { at: 50, keptParts: [] });
    }
    const named = async (filter: Parameters<typeof copies.copies>[0]) =>
      (await copies.copies(filter)).map(({ dataset, number }) => `${dataset} ${number}`);
    expect(await named({ limit: 9 })).toEqual(['x 3', 'x 2', 'y 1', 'x 1']);
    expect(await named({ limit: 2, before: 40 })).toEqual(['x 2', 'y 1']);
    expect(await named({ dataset: 'x', limit: 2 })).toEqual(['x 3', 'x 2']);
    expect(await named({ dataset: 'x', limit: 9, before: 3 })).toEqual(['x 2', 'x 1']);
  });

  rule('rows come in their order, those of one order by key, both by their bytes', async ({ store: { copies } }) => {
    const inOrder = [
      copyRow('z', { order: '' }),
      copyRow('a', { order: '1' }),
      copyRow('', { order: '10' }),
      copyRow('B', { order: '10' }),
      copyRow('a b', { order: '10' }),
      copyRow('b', { order: '10' }),
      copyRow('é', { order: '10' }),
      copyRow('c', { order: '9' }),
      copyRow('d', { order: 'é' }),
    ];
    await copied(copies, inOrder.toReversed());
    for (const limit of [1, 2, 3, 4, 9, 100]) expect(await allRows(copies, { limit })).toEqual(inOrder);
    expect((await copies.rows({ dataset: DATASET, limit: 9 })).next).toBeUndefined();
    expect((await copies.changes({ dataset: DATASET, number: 1, limit: 99 })).changes.map(({ key }) => key)).toEqual([
      '',
      'B',
      'a',
      'a b',
      'b',
      'c',
      'd',
      'z',
      'é',
    ]);
  });

  rule('pages are of the copy that the first of them was of', async ({ store: { copies } }) => {
    const rows = manyRows(30);
    await copied(copies, rows);
    const first = await copies.rows({ dataset: DATASET, limit: 10 });
    const firstFound = await copies.search({ dataset: DATASET, limit: 10, words: 'barang' });
    await copied(copies, [copyRow('00000'), ...rows.slice(20)]);
    const after = { limit: 100, dataset: DATASET };
    const rest = await copies.rows({ ...after, after: first.next ?? '' });
    expect([...first.rows, ...rest.rows]).toEqual(rows);
    const restFound = await copies.search({ ...after, words: 'barang', after: firstFound.next ?? '' });
    expect(new Set([...firstFound.rows, ...restFound.rows].map(({ key }) => key))).toEqual(
      new Set(rows.map(({ key }) => key)),
    );
  });

  rule('a cursor that was made up is refused', async ({ store: { copies } }) => {
    await copied(copies, manyRows(3));
    const ofSearch = (await copies.search({ dataset: DATASET, limit: 1, words: 'barang' })).next ?? '';
    for (const after of ['', 'x', '12', Buffer.from('[1,2,3]').toString('base64url'), ofSearch]) {
      await expect(copies.rows({ dataset: DATASET, limit: 1, after })).rejects.toThrow(CursorError);
    }
    const ofRows = (await copies.rows({ dataset: DATASET, limit: 1 })).next ?? '';
    await expect(copies.search({ dataset: DATASET, limit: 1, words: 'b', after: ofRows })).rejects.toThrow(CursorError);
  });

  rule('part and group narrow rows, search and sums', async ({ store: { copies } }) => {
    const rows = [
      copyRow('a', { part: 'x', group: 'SSH', amount: 1 }),
      copyRow('b', { part: 'x', group: 'SBU', amount: 2_000_000_000_000_000 }),
      copyRow('c', { part: 'y', group: 'SSH', amount: -4 }),
      copyRow('d', { part: '', group: '', amount: 8 }),
    ];
    await copied(copies, rows);
    const cases = [
      { filter: { part: 'x' }, want: ['a', 'b'] },
      { filter: { group: 'SSH' }, want: ['a', 'c'] },
      { filter: { part: 'x', group: 'SSH' }, want: ['a'] },
      { filter: { part: '', group: '' }, want: ['d'] },
      { filter: { part: 'X' }, want: [] },
    ];
    for (const { filter, want } of cases) {
      expect((await allRows(copies, filter)).map(({ key }) => key)).toEqual(want);
      expect(await found(copies, 'barang', filter)).toEqual(want);
    }
    const sums = [
      { part: '', rows: 1, amount: 8 },
      { part: 'x', rows: 2, amount: 2_000_000_000_000_001 },
      { part: 'y', rows: 1, amount: -4 },
    ];
    expect(await copies.sums({ dataset: DATASET })).toEqual(sums);
    expect(await copies.sums({ dataset: DATASET, part: 'x' })).toEqual([sums[1]]);
    expect(await copies.sums({ dataset: DATASET, group: 'SSH' })).toEqual([{ part: 'x', rows: 1, amount: 1 }, sums[2]]);
    await copied(copies, rows.slice(2));
    expect(await copies.sums({ dataset: DATASET })).toEqual([sums[0], sums[2]]);
    expect(await copies.sums({ dataset: DATASET, at: 1 })).toEqual(sums);
  });

  rule('changes are what is new, other and gone, page by page', async ({ store: { copies } }) => {
    const [a, b, c, d] = [copyRow('a'), copyRow('b'), copyRow('c'), copyRow('d')];
    const b2 = copyRow('b', { amount: 2 });
    await copied(copies, [a, b, c]);
    expect(await copied(copies, [a, b2, d])).toMatchObject({ rows: 3, added: 1, changed: 1, removed: 1 });
    await copied(copies, [c]);
    const first = await copies.changes({ dataset: DATASET, number: 2, limit: 2 });
    const changes = [
      { key: 'b', before: b, after: b2 },
      { key: 'c', before: c, after: null },
    ];
    expect(first).toEqual({ changes, next: 'c' });
    const rest = await copies.changes({ dataset: DATASET, number: 2, limit: 2, after: 'c' });
    expect(rest).toEqual({ changes: [{ key: 'd', before: null, after: d }] });
    expect((await copies.changes({ dataset: DATASET, number: 1, limit: 9 })).changes).toHaveLength(3);
    expect((await copies.changes({ dataset: DATASET, number: 3, limit: 9 })).changes).toEqual([
      { key: 'a', before: a, after: null },
      { key: 'b', before: b2, after: null },
      { key: 'c', before: null, after: c },
      { key: 'd', before: d, after: null },
    ]);
  });
}
