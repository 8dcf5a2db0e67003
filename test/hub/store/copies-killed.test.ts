import { expect, test } from '@jest/globals';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { createCopies } from '../../../hub/store/sqlite/copies.ts';
import { StoreError } from '../../../hub/store/store.ts';
import {
  allRows,
  begun,
  copied,
  copyRow,
  DATASET,
  found,
  manyRows,
  putAll,
} from '../../conformance/store-copy-samples.ts';
import { withStore } from './with-store.ts';

const ROWS = [...manyRows(250), copyRow('k', { part: 'kept' }), copyRow('other', { part: 'other' })];
const BROUGHT = [...ROWS.slice(0, 2), copyRow('00003', { text: 'kertas' }), copyRow('new', { text: 'kertas' })];
/** More than there are: at the end nothing is cut off any more. */
const CALLS = Array.from({ length: 60 }, (_, index) => index);

/** As a process that is killed: after so many calls nothing reaches the database any more. */
function cutOffAfter(client: SqliteClient, calls: number) {
  let left = calls;
  const counted = <Result>(call: () => Promise<Result>): Promise<Result> => {
    left -= 1;
    return left < 0 ? Promise.reject(new StoreError('killed')) : call();
  };
  const copies = createCopies({
    ...client,
    run: (sql, values) => counted(() => client.run(sql, values)),
    batch: (parts) => counted(() => client.batch(parts)),
  });
  return { copies, wasCutOff: () => left < 0 };
}

test(
  'finishing is repeated after a kill at any of its steps, told of other parts than before',
  () =>
    withStore(async ({ copies: whole }, client) => {
      const states = new Set<string>();
      for (const calls of CALLS) {
        const dataset = `run ${calls}`;
        await copied(whole, ROWS, { dataset });
        const copy = await begun(whole, dataset);
        await putAll(whole, copy, BROUGHT);
        const killed = cutOffAfter(client, calls);
        await killed.copies.finish(copy, { at: 300, keptParts: [] }).catch(() => undefined);
        const shown = (await whole.copy(dataset, 2))?.state === 'done';
        states.add(`${shown ? 'shown' : 'not shown'}, ${killed.wasCutOff() ? 'cut off' : 'whole'}`);
        const want = shown ? BROUGHT : [...BROUGHT, ...ROWS.slice(-2)];
        if (!shown) {
          expect(await allRows(whole, { dataset, limit: 500 })).toEqual(ROWS);
          const ended = await whole.finish(copy, { at: 300, keptParts: ['kept'], onlyParts: ['a', 'kept'] });
          expect(ended).toMatchObject({ rows: 6, added: 1, changed: 1, removed: 247 });
        }
        const keys = want.map(({ key }) => key).sort();
        expect((await allRows(whole, { dataset })).map(({ key }) => key)).toEqual(keys);
        expect(await found(whole, 'kertas', { dataset })).toEqual(['00003', 'new']);
        await whole.begin({ dataset, source: '', startedAt: 1 });
        expect(await found(whole, 'barang', { dataset, at: 1, limit: 500 })).toEqual(ROWS.map(({ key }) => key));
        expect(await found(whole, 'barang', { dataset })).toEqual(
          keys.filter((key) => key !== '00003' && key !== 'new'),
        );
      }
      expect(states).toEqual(new Set(['not shown, cut off', 'shown, cut off', 'shown, whole']));
    }),
  180_000,
);

test(
  'a copy that is dropped is taken back after a kill at any of its steps',
  () =>
    withStore(async ({ copies: whole }, client) => {
      await copied(whole, ROWS);
      const states = new Set<string>();
      for (const calls of CALLS.slice(0, 30)) {
        const copy = await begun(whole);
        await putAll(whole, copy, manyRows(250, { text: 'kertas' }));
        const killed = cutOffAfter(client, calls);
        await killed.copies.drop(copy, '', 400).catch(() => undefined);
        states.add(`${(await whole.copy(DATASET, copy.number))?.state}, ${killed.wasCutOff() ? 'cut off' : 'whole'}`);
        expect(await allRows(whole, { limit: 500 })).toEqual(ROWS);
        if (await whole.running(DATASET)) await whole.drop(copy, '', 400);
        expect(await copied(whole, ROWS)).toMatchObject({ rows: 252, added: 0, changed: 0, removed: 0 });
        expect(await found(whole, 'kertas')).toEqual([]);
      }
      expect(states).toEqual(new Set(['running, cut off', 'dropped, cut off', 'dropped, whole']));
    }),
  180_000,
);
