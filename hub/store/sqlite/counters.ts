import type { CounterStore } from '../store.ts';
import type { SqliteClient } from './client.ts';
import type { HotStatement, WriteGroup } from './group.ts';

const ADD: HotStatement = {
  sql: `insert into counters (name, day, value) values (?, ?, ?)
    on conflict (name, day) do update set value = counters.value + excluded.value
    returning value`,
  width: 3,
};
const RAISE: HotStatement = {
  sql: `insert into counters (name, day, value) values (?, ?, ?)
    on conflict (name, day) do update set value = max(counters.value, excluded.value)`,
  width: 3,
};
const BEGINS = 'name >= ?1 and name < ?2';

export function createCounters(client: SqliteClient, group: WriteGroup): CounterStore {
  return {
    async add(name, day, by) {
      const { value } = await group.addReturning(ADD, [name, day, by]);
      return value as number;
    },
    async get(name, day) {
      const { rows } = await client.run('select value from counters where name = ? and day = ?', [name, day]);
      return (rows[0]?.value ?? 0) as number;
    },
    async raise(name, day, to) {
      await group.add(RAISE, [name, day, to]);
    },
    async list({ prefix, day }) {
      const { rows } = await client.run(`select name, value from counters where ${BEGINS} and day = ?3 order by name`, [
        prefix,
        endOf(prefix),
        day,
      ]);
      return rows.map(({ name, value }) => ({ name: name as string, value: value as number }));
    },
    async prune({ prefix, before }) {
      const { changes } = await client.run(`delete from counters where ${BEGINS} and day < ?3`, [
        prefix,
        endOf(prefix),
        before,
      ]);
      return changes;
    },
  };
}

/** Behind everything that begins so: no character sorts after this one. */
function endOf(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
