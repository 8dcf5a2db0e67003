import type { HealthStore } from '../health.ts';
import type { SqliteClient } from './client.ts';

const PUT = `insert into maintenance (id, instance, from_at, to_at, note, said_by) values (?, ?, ?, ?, ?, ?)
  on conflict (id) do update set instance = excluded.instance, from_at = excluded.from_at, to_at = excluded.to_at,
    note = excluded.note, said_by = excluded.said_by`;
const DURING = `select id, instance, from_at, to_at, note, said_by from maintenance
  where to_at > ?1 and from_at < ?2 order by from_at, id`;

export function createMaintenance(
  client: SqliteClient,
): Pick<HealthStore, 'putMaintenance' | 'removeMaintenance' | 'maintenance'> {
  return {
    async putMaintenance({ id, instance, from, to, note, by }) {
      await client.run(PUT, [id, instance, from, to, note, by]);
    },
    async removeMaintenance(id) {
      const { changes } = await client.run('delete from maintenance where id = ?', [id]);
      return changes > 0;
    },
    async maintenance({ from, to }) {
      const { rows } = await client.run(DURING, [from, to]);
      return rows.map((row) => ({
        id: row.id as string,
        instance: row.instance as string,
        from: row.from_at as number,
        to: row.to_at as number,
        note: row.note as string,
        by: row.said_by as string,
      }));
    },
  };
}
