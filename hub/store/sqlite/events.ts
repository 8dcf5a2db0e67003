import type { EventStore, NewEvent, StoredSubscription, SubscriptionStore } from '../events.ts';
import type { SqliteClient } from './client.ts';
import type { HotStatement, WriteGroup } from './group.ts';
import type { Row, Value } from './messages.ts';

export const APPEND: HotStatement = {
  sql: 'insert into events (id, application, kind, at, about, sealed) values (?, ?, ?, ?, ?, ?)',
  width: 6,
};

/**
 * The newest stays, or SQLite would give its sequence out again, and whoever reads on from there would miss an event.
 */
const PRUNE = `delete from events where sequence in (
  select sequence from events where at < ? and sequence < (select max(sequence) from events) order by sequence limit 5000)`;

export function createEvents(client: SqliteClient, group: WriteGroup): EventStore {
  return {
    async append(events) {
      if (events.length === 0) return;
      await group.add(APPEND, events.flatMap(eventValues));
    },
    async list({ application, after, kind, limit }) {
      const { rows } = await client.run(
        `select sequence, id, application, kind, at, about, sealed from events
          where application = ? and sequence > ? ${kind === undefined ? '' : 'and kind = ?'} order by sequence limit ?`,
        [application, after, ...(kind === undefined ? [] : [kind]), limit],
      );
      return rows as unknown as Awaited<ReturnType<EventStore['list']>>;
    },
    async prune(before) {
      const { changes } = await client.run(PRUNE, [before]);
      return changes;
    },
  };
}

export function eventValues({ id, application, kind, at, about, sealed }: NewEvent): Value[] {
  return [id, application, kind, at, about, new Uint8Array(sealed)];
}

const PUT = `insert into subscriptions (id, application, url, kinds, sealed_secrets, created_at) values (?, ?, ?, ?, ?, ?)
  on conflict (id) do update set url = excluded.url, kinds = excluded.kinds, sealed_secrets = excluded.sealed_secrets`;

export function createSubscriptions(client: SqliteClient): SubscriptionStore {
  return {
    async put({ id, application, url, kinds, sealedSecrets, createdAt }) {
      await client.run(PUT, [id, application, url, JSON.stringify(kinds), new Uint8Array(sealedSecrets), createdAt]);
    },
    async remove(id) {
      const { changes } = await client.run('delete from subscriptions where id = ?', [id]);
      return changes > 0;
    },
    async list() {
      const { rows } = await client.run('select * from subscriptions order by created_at, id', []);
      return rows.map(toSubscription);
    },
  };
}

function toSubscription(row: Row): StoredSubscription {
  return {
    id: row.id as string,
    application: row.application as string,
    url: row.url as string,
    kinds: JSON.parse(row.kinds as string) as string[],
    sealedSecrets: row.sealed_secrets as Uint8Array,
    createdAt: row.created_at as number,
  };
}
