import type { BreakerStore, BreakerWord } from '../breakers.ts';
import type { SqliteClient } from './client.ts';

const WORDS =
  'select instance, operation, said, since, said_by, reason from breaker_words order by instance, operation';
const SAY = `insert into breaker_words (instance, operation, said, since, said_by, reason) values (?, ?, ?, ?, ?, ?)
  on conflict (instance, operation) do update
    set said = excluded.said, since = excluded.since, said_by = excluded.said_by, reason = excluded.reason`;

export function createBreakers(client: SqliteClient): BreakerStore {
  return {
    async words() {
      const { rows } = await client.run(WORDS, []);
      return rows.map((row) => ({
        instance: row.instance as string,
        operation: row.operation as string,
        to: row.said as BreakerWord['to'],
        since: row.since as number,
        by: row.said_by as string,
        reason: row.reason as string,
      }));
    },
    async say({ instance, operation, to, since, by, reason }) {
      await client.run(SAY, [instance, operation, to, since, by, reason]);
    },
  };
}
