import { describe, expect, test } from '@jest/globals';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { createWriteGroup, type HotStatement, type Unit } from '../../../hub/store/sqlite/group.ts';
import { StoreError } from '../../../hub/store/store.ts';
import { withStore } from './with-store.ts';

const INSERT: HotStatement = { sql: 'insert into log (who, step) values (?, ?) returning n', width: 2 };
const SILENT: HotStatement = { sql: 'insert into log (who, step) values (?, ?)', width: 2 };
const COUNT: HotStatement = { sql: 'update log set seen = 1 where who = ? returning n', width: 1, many: true };
const TWO_STEPS: Unit = {
  name: 'two steps',
  statements: [INSERT, { sql: "insert into log (who, step) values (?, 'second') returning n", width: 1 }],
};
const OTHER: Unit = { name: 'other', statements: [SILENT, { ...INSERT }, COUNT] };

describe('a group of writes', () => {
  test('runs the statements of a unit in their order, for all callers of one commit', () =>
    withLog(async ({ group, client, commits }) => {
      const callers = Array.from({ length: 20 }, (_, index) => `caller ${index}`);
      await Promise.all(
        callers.flatMap((who) => [
          group.addUnit(TWO_STEPS, [[who, 'first'], [who]]),
          group.addUnit(OTHER, [[who, 'other first'], [who, 'other second'], []]),
          group.add(SILENT, [who, 'alone']),
        ]),
      );
      expect(commits()).toBe(1);
      for (const who of callers) {
        const { rows } = await client.run('select step from log where who = ? order by n', [who]);
        expect(rows.map(({ step }) => step)).toEqual(['first', 'second', 'other first', 'other second', 'alone']);
      }
    }));

  test('gives each caller what its own statements returned', () =>
    withLog(async ({ group, client, commits }) => {
      const results = await Promise.all(
        [1, 2, 3].map(async (rows) => {
          const who = `caller ${rows}`;
          const some = Array.from({ length: rows }, (_, index) => [who, `${index}`]).flat();
          const [silent, one, many] = await group.addUnit(OTHER, [some, [who, 'x'], [who]]);
          const of = await client.run('select n from log where who = ? order by n', [who]);
          expect(silent).toEqual([]);
          expect(one).toEqual(of.rows.slice(-1));
          expect(many).toEqual([of.rows]);
          return of.rows.length;
        }),
      );
      expect(results).toEqual([2, 3, 4]);
      expect(commits()).toBe(1);
    }));

  test('leaves out what is not given, and finds the results all the same', () =>
    withLog(async ({ group }) => {
      const both = await Promise.all([
        group.addUnit(TWO_STEPS, [[], ['a']]),
        group.addUnit(TWO_STEPS, [['b', 'first'], []]),
        group.addUnit(OTHER, [[], [], []]),
      ]);
      expect(both).toEqual([
        [[], [{ n: 2 }]],
        [[{ n: 1 }], []],
        [[], [], []],
      ]);
    }));

  test('keeps values that repeat, are null, or differ only from the row before', () =>
    withLog(async ({ group, client }) => {
      const rows = [
        ['a', null],
        ['a', null],
        [null, 'x'],
        [null, 'x'],
        ['a', 'x'],
      ];
      await Promise.all(rows.map((row) => group.add(SILENT, row)));
      const { rows: found } = await client.run('select who, step from log order by n', []);
      expect(found.map(({ who, step }) => [who, step])).toEqual(rows);
    }));

  test('rejects everybody whose writes a failed commit carried, and keeps none of them', () =>
    withLog(async ({ group, client, commits }) => {
      const settled = await Promise.allSettled([
        group.addUnit(TWO_STEPS, [['good', 'first'], ['good']]),
        group.add(SILENT, ['good', 'alone']),
        group.addReturning(INSERT, ['forbidden', 'first']),
        group.addUnit(OTHER, [['good', 'x'], [], []]),
      ]);
      expect(settled.map((one) => (one.status === 'rejected' ? one.reason.name : one.status))).toEqual(
        new Array(4).fill(StoreError.name),
      );
      expect(commits()).toBe(1);
      expect((await client.run('select n from log', [])).rows).toEqual([]);
      await group.add(SILENT, ['good', 'afterwards']);
      expect((await client.run('select step from log', [])).rows).toEqual([{ step: 'afterwards' }]);
    }));

  test('says so when a statement that must return a row returns none', () =>
    withLog(async ({ group }) => {
      const nothing = { sql: 'update log set seen = 1 where who = ? returning n', width: 1 };
      await expect(group.addReturning(nothing, ['nobody'])).rejects.toThrow('returned no row');
    }));

  test('settles everything that waits, in commits of a bounded size, in order', () =>
    withLog(async ({ group, client, commits }) => {
      const numbers = Array.from({ length: 1800 }, (_, index) => String(index));
      const added = Promise.all(numbers.map((step) => group.add(SILENT, ['a', step])));
      await group.settled();
      await added;
      expect(commits()).toBe(4);
      const { rows } = await client.run('select step from log order by n', []);
      expect(rows.map(({ step }) => step)).toEqual(numbers);
    }));
});

interface Log {
  readonly group: ReturnType<typeof createWriteGroup>;
  readonly client: SqliteClient;
  readonly commits: () => number;
}

/** A table that numbers what is written to it, and refuses one name. */
const withLog = (action: (log: Log) => Promise<void>) =>
  withStore(async (_store, client) => {
    await client.exec(
      "create table log (n integer primary key, who text check (who <> 'forbidden'), step text, seen integer)",
    );
    let commits = 0;
    const counted: SqliteClient = {
      ...client,
      batch(parts) {
        commits += 1;
        return client.batch(parts);
      },
    };
    await action({ group: createWriteGroup(counted), client, commits: () => commits });
  });
