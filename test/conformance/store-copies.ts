import { expect } from '@jest/globals';
import { MOST_ROWS_PER_PUT } from '../../hub/store/copies.ts';
import { StoreError } from '../../hub/store/store.ts';
import { allRows, begun, copied, copyRow, DATASET, found, manyRows, putAll } from './store-copy-samples.ts';
import type { Rule } from './store-samples.ts';

const ENDING = { at: 300, keptParts: [] };
const [A, B, C] = [copyRow('a'), copyRow('b'), copyRow('c')];
const B2 = copyRow('b', { content: '{"b":2}' });

export function copyRules(rule: Rule) {
  rule('what was never copied is nowhere', async ({ store: { copies } }) => {
    expect(await copies.datasets()).toEqual([]);
    expect(await copies.dataset(DATASET)).toBeUndefined();
    expect(await copies.copies({ limit: 5 })).toEqual([]);
    expect(await copies.copy(DATASET, 1)).toBeUndefined();
    expect(await copies.running(DATASET)).toBeUndefined();
    expect(await copies.row(DATASET, 'a')).toBeUndefined();
    expect(await copies.rows({ dataset: DATASET, limit: 5 })).toEqual({ rows: [] });
    expect(await copies.search({ dataset: DATASET, limit: 5, words: 'a' })).toEqual({ rows: [] });
    expect(await copies.sums({ dataset: DATASET })).toEqual([]);
    expect(await copies.changes({ dataset: DATASET, number: 1, limit: 5 })).toEqual({ changes: [] });
    const copy = { dataset: DATASET, number: 1 };
    expect(await copies.put(copy, [A], { cursor: '', at: 1 })).toBe(false);
    expect(await copies.finish(copy, ENDING)).toBeUndefined();
    await copies.drop(copy, '', 1);
    expect(await copies.copies({ limit: 5 })).toEqual([]);
  });

  rule('a copy is seen as a whole when it is finished, and not before', async ({ store: { copies } }) => {
    const copy = await begun(copies);
    await putAll(copies, copy, [A, B]);
    expect(await allRows(copies)).toEqual([]);
    expect(await allRows(copies, { at: 1 })).toEqual([]);
    expect(await found(copies, 'barang', { at: 1 })).toEqual([]);
    expect(await copies.row(DATASET, 'a', 1)).toBeUndefined();
    expect(await copies.sums({ dataset: DATASET, at: 1 })).toEqual([]);
    expect(await copies.changes({ dataset: DATASET, number: 1, limit: 5 })).toEqual({ changes: [] });
    expect(await copies.dataset(DATASET)).toEqual({ name: DATASET, current: 0 });
    await copies.finish(copy, ENDING);
    expect(await allRows(copies)).toEqual([A, B]);
    expect(await copies.row(DATASET, 'a')).toEqual(A);
    expect(await copies.dataset(DATASET)).toEqual({ name: DATASET, current: 1 });
  });

  rule('a copy tells how far it came and what it was read with', async ({ store: { copies } }) => {
    const copy = await begun(copies);
    const want = { dataset: DATASET, number: 1, source: 'sandbox', release: '', state: 'running', startedAt: 100 };
    const none = { rows: 0, added: 0, changed: 0, removed: 0, keptParts: [], note: '', cursor: '' };
    expect(copy).toEqual({ ...want, ...none, touchedAt: 100, finishedAt: null, asOf: null });
    expect(await copies.put(copy, [A, B], { cursor: 'page 2', at: 200, release: '2.0', asOf: 150 })).toBe(true);
    expect(await copies.put(copy, [B2], { cursor: 'page 3', at: 210 })).toBe(true);
    const further = { release: '2.0', cursor: 'page 3', touchedAt: 210, asOf: 150, rows: 2 };
    expect(await copies.running(DATASET)).toEqual({ ...copy, ...further });
    const done = await copies.finish(copy, { at: 300, keptParts: ['x'], note: 'x could not be read' });
    const ended = { state: 'done', touchedAt: 300, finishedAt: 300, keptParts: ['x'], note: 'x could not be read' };
    expect(done).toEqual({ ...copy, ...further, ...ended, added: 2 });
    expect(await copies.copy(DATASET, 1)).toEqual(done);
    expect(await copies.running(DATASET)).toBeUndefined();
  });

  rule('a past copy is read as it was, whatever came after', async ({ store, reopen }) => {
    await copied(store.copies, [A, B]);
    await copied(store.copies, [B2, C]);
    await copied(store.copies, [A, C]);
    const { copies } = await reopen();
    expect(await allRows(copies, { at: 1 })).toEqual([A, B]);
    expect(await allRows(copies, { at: 2 })).toEqual([B2, C]);
    expect(await allRows(copies, { at: 3 })).toEqual([A, C]);
    expect(await copies.row(DATASET, 'b', 1)).toEqual(B);
    expect(await copies.row(DATASET, 'b', 2)).toEqual(B2);
    expect(await copies.row(DATASET, 'b')).toBeUndefined();
    expect(await allRows(copies, { at: 0 })).toEqual([]);
    expect(await allRows(copies, { at: 99 })).toEqual([A, C]);
  });

  rule('of many that begin at once one does', async ({ store: { copies } }) => {
    const started = { dataset: DATASET, source: 's', startedAt: 1 };
    const begunOnes = await Promise.all(Array.from({ length: 10 }, () => copies.begin(started)));
    expect(begunOnes.filter(Boolean)).toHaveLength(1);
    expect(await copies.begin(started)).toBeUndefined();
    expect(await copies.begin({ ...started, dataset: 'rka/2026' })).toMatchObject({ dataset: 'rka/2026', number: 1 });
  });

  rule('a copy goes on where it was after the store was opened again', async ({ store, reopen }) => {
    await copied(store.copies, [A, B, C]);
    await store.copies.put(await begun(store.copies), [A], { cursor: 'page 2', at: 200 });
    const { copies } = await reopen();
    const copy = await copies.running(DATASET);
    expect(copy).toMatchObject({ number: 2, cursor: 'page 2', rows: 1 });
    if (!copy) throw new Error('it is gone');
    await putAll(copies, copy, [B2]);
    expect(await copies.finish(copy, ENDING)).toMatchObject({ rows: 2, added: 0, changed: 1, removed: 1 });
    expect(await allRows(copies)).toEqual([A, B2]);
  });

  rule('what is put twice is there once, as it was put last', async ({ store: { copies } }) => {
    const copy = await begun(copies);
    await putAll(copies, copy, [A, B]);
    await putAll(copies, copy, [A, B, B2]);
    expect(await copies.running(DATASET)).toMatchObject({ rows: 2 });
    expect(await copies.finish(copy, ENDING)).toMatchObject({ rows: 2, added: 2, changed: 0, removed: 0 });
    expect(await allRows(copies)).toEqual([A, B2]);
  });

  rule('a row that is put as it was before, after all, did not change', async ({ store: { copies } }) => {
    await copied(copies, [A, B]);
    const copy = await begun(copies);
    await putAll(copies, copy, [A, B2]);
    await putAll(copies, copy, [{ ...B, text: 'kertas' }]);
    await putAll(copies, copy, [B]);
    expect(await copies.finish(copy, ENDING)).toMatchObject({ rows: 2, added: 0, changed: 0, removed: 0 });
    expect(await copies.changes({ dataset: DATASET, number: 2, limit: 5 })).toEqual({ changes: [] });
    expect(await allRows(copies)).toEqual([A, B]);
    expect(await found(copies, 'kertas')).toEqual([]);
    expect(await found(copies, 'barang')).toEqual(['a', 'b']);
  });

  rule('whatever of a row changes is a change', async ({ store: { copies } }) => {
    const changes = [{ part: 'z' }, { group: 'z' }, { order: 'z' }, { text: 'z' }, { amount: 2 }, { content: 'z' }];
    const keys = changes.map((_, index) => `row ${index}`);
    await copied(copies, [A, ...keys.map((key) => copyRow(key))]);
    const after = keys.map((key, index) => copyRow(key, changes[index]));
    expect(await copied(copies, [A, ...after])).toMatchObject({ changed: 6, added: 0, removed: 0 });
    const report = await copies.changes({ dataset: DATASET, number: 2, limit: 9 });
    expect(report.changes).toEqual(after.map((row) => ({ key: row.key, before: copyRow(row.key), after: row })));
  });

  rule('rows of kept parts stay as they were, unless they were brought', async ({ store: { copies } }) => {
    const kept = [copyRow('k', { part: 'kept' }), copyRow('l', { part: 'kept' })];
    await copied(copies, [A, B, ...kept]);
    const changed = copyRow('l', { part: 'kept', amount: 5 });
    const copy = await copied(copies, [A, changed], { keptParts: ['kept', 'never there'] });
    expect(copy).toMatchObject({ rows: 3, added: 0, changed: 1, removed: 1, keptParts: ['kept', 'never there'] });
    expect(await allRows(copies)).toEqual([A, kept[0], changed]);
    expect(await copied(copies, [A])).toMatchObject({ rows: 1, removed: 2 });
  });

  rule('with only some parts copied the others stay as they were', async ({ store: { copies } }) => {
    const others = [copyRow('x', { part: 'other' }), copyRow('y', { part: '' })];
    await copied(copies, [A, B, ...others]);
    expect(await copied(copies, [B2], { onlyParts: ['a'] })).toMatchObject({ rows: 3, changed: 1, removed: 1 });
    expect(await allRows(copies)).toEqual([B2, ...others]);
    expect(await copied(copies, [], { onlyParts: [''] })).toMatchObject({ rows: 2, removed: 1 });
    expect(await copied(copies, [], { onlyParts: [] })).toMatchObject({ rows: 2, removed: 0 });
  });

  rule('what was not brought is gone, however much it is', async ({ store: { copies } }) => {
    const rows = manyRows(1200);
    await copied(copies, rows);
    expect(await copied(copies, rows.slice(600, 601))).toMatchObject({ rows: 1, added: 0, changed: 0, removed: 1199 });
    expect(await allRows(copies)).toEqual(rows.slice(600, 601));
    expect(await allRows(copies, { at: 1, limit: 500 })).toEqual(rows);
  });

  rule('finishing goes on where a kill stopped it, told of other parts or not', async ({ store, reopen }) => {
    const rows = [...manyRows(1100), copyRow('k', { part: 'kept' }), copyRow('other', { part: 'other' })];
    await copied(store.copies, rows);
    const copy = await begun(store.copies);
    await putAll(store.copies, copy, rows.slice(0, 3));
    const stopped = store.copies.finish(copy, ENDING).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { copies } = await reopen();
    await stopped;
    // where it was stopped is the disk's to say: before the copy was shown, or after it
    if ((await copies.copy(DATASET, 2))?.state === 'done') expect(await allRows(copies)).toEqual(rows.slice(0, 3));
    else {
      expect(await allRows(copies, { limit: 500 })).toHaveLength(1102);
      const ended = await copies.finish(copy, { at: 300, keptParts: ['kept'], onlyParts: ['a'] });
      expect(ended).toMatchObject({ rows: 5, added: 0, changed: 0, removed: 1097 });
      expect(await allRows(copies)).toEqual([...rows.slice(0, 3), ...rows.slice(-2)]);
    }
    expect(await copies.finish(copy, ENDING)).toBeUndefined();
    expect(await allRows(copies, { at: 1, limit: 500 })).toEqual(rows);
  });

  rule('a dropped copy leaves nothing, and its number is not given again', async ({ store: { copies } }) => {
    await copied(copies, [A, B]);
    const copy = await begun(copies);
    await putAll(copies, copy, [B2, C, ...manyRows(500, { text: 'kertas' })]);
    await copies.drop(copy, 'the source was gone', 400);
    const dropped = { state: 'dropped', note: 'the source was gone', touchedAt: 400, finishedAt: null };
    expect(await copies.copy(DATASET, 2)).toMatchObject(dropped);
    expect(await allRows(copies)).toEqual([A, B]);
    expect(await allRows(copies, { at: 2 })).toEqual([A, B]);
    expect(await found(copies, 'kertas')).toEqual([]);
    expect(await copies.put(copy, [C], { cursor: '', at: 1 })).toBe(false);
    expect(await copies.finish(copy, ENDING)).toBeUndefined();
    expect(await copied(copies, [B2, C])).toMatchObject({ number: 3, rows: 2, added: 1, changed: 1, removed: 1 });
    expect(await copies.changes({ dataset: DATASET, number: 2, limit: 5 })).toEqual({ changes: [] });
    expect(await allRows(copies, { at: 2 })).toEqual([A, B]);
    await copies.drop({ dataset: DATASET, number: 3 }, 'too late', 500);
    expect(await copies.copy(DATASET, 3)).toMatchObject({ state: 'done', note: '' });
    expect(await allRows(copies)).toEqual([B2, C]);
  });

  rule('what a kill left of a dropped copy is in the way of no other', async ({ store, reopen }) => {
    const rows = manyRows(800);
    await copied(store.copies, rows);
    const copy = await begun(store.copies);
    await putAll(store.copies, copy, manyRows(800, { amount: 7 }));
    const stopped = store.copies.drop(copy, 'no', 400).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { copies } = await reopen();
    await stopped;
    expect(await copies.running(DATASET)).toBeUndefined();
    expect(await allRows(copies, { limit: 500 })).toEqual(rows);
    expect(await copied(copies, rows)).toMatchObject({ number: 3, rows: 800, added: 0, changed: 0, removed: 0 });
    expect(await allRows(copies, { limit: 500 })).toEqual(rows);
  });

  rule('too many rows at once, or half a rupiah, are refused and change nothing', async ({ store: { copies } }) => {
    const copy = await begun(copies);
    const put = (rows: Parameters<typeof copies.put>[1]) => copies.put(copy, rows, { cursor: 'x', at: 1 });
    await expect(put(manyRows(MOST_ROWS_PER_PUT + 1))).rejects.toThrow(StoreError);
    await expect(put([A, copyRow('b', { amount: 0.5 })])).rejects.toThrow(StoreError);
    expect(await copies.running(DATASET)).toMatchObject({ cursor: '', rows: 0 });
    expect(await put(manyRows(MOST_ROWS_PER_PUT))).toBe(true);
    expect(await copies.running(DATASET)).toMatchObject({ cursor: 'x', rows: MOST_ROWS_PER_PUT });
    expect(await put([])).toBe(true);
  });
}
