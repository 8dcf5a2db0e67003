import type { CounterStore } from '../store.ts';
import type { SqliteClient } from './client.ts';
import type { HotStatement, WriteGroup } from './group.ts';

const ADD: HotStatement = {
  sql: `insert into counters (name, day, value) values (?, ?, ?)
    on conflict (name, day) do update set value = counters.value + excluded.value
    returning value`,
  width: 3,
};

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
  };
}
