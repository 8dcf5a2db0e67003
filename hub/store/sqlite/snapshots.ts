import type { SnapshotStore } from '../store.ts';
import type { SqliteClient } from './client.ts';
import type { HotStatement, WriteGroup } from './group.ts';

const GET = 'select sealed, fetched_at, expires_at from snapshots where key = ? and expires_at > ?';

const PUT: HotStatement = {
  sql: `insert into snapshots (key, sealed, fetched_at, expires_at) values (?, ?, ?, ?)
    on conflict (key) do update
      set sealed = excluded.sealed, fetched_at = excluded.fetched_at, expires_at = excluded.expires_at
      where excluded.fetched_at >= snapshots.fetched_at`,
  width: 4,
};

export function createSnapshots(client: SqliteClient, group: WriteGroup): SnapshotStore {
  return {
    async get(key, now) {
      const { rows } = await client.run(GET, [key, now]);
      const row = rows[0];
      if (row === undefined) return undefined;
      return {
        key,
        sealed: row.sealed as Uint8Array,
        fetchedAt: row.fetched_at as number,
        expiresAt: row.expires_at as number,
      };
    },
    put({ key, sealed, fetchedAt, expiresAt }) {
      // Copied: a Buffer may lie in a pool with other people's bytes, and a message to a thread carries the whole pool.
      return group.add(PUT, [key, new Uint8Array(sealed), fetchedAt, expiresAt]);
    },
    async remove(key) {
      await client.run('delete from snapshots where key = ?', [key]);
    },
    async prune(now) {
      const { changes } = await client.run('delete from snapshots where expires_at <= ?', [now]);
      return changes;
    },
  };
}
