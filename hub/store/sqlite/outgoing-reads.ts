import type { Claimed, HistoryEntry, MessageFilter, MessageState, MessageStore, StoredMessage } from '../forwarding.ts';
import type { SqliteClient } from './client.ts';
import type { Row, Value } from './messages.ts';
import { UNSETTLED_SINCE, WHOLE } from './outgoing-sql.ts';

/** Looking at messages, for whoever sent them. */
export function createOutgoingReads(
  client: SqliteClient,
): Pick<MessageStore, 'get' | 'byKey' | 'unsettledSince' | 'list' | 'history' | 'prune' | 'hurry'> {
  return {
    async get(id) {
      const { rows } = await client.run(`${WHOLE} where id = ?`, [id]);
      return rows[0] && toMessage(rows[0]);
    },
    async byKey(idempotencyKey) {
      const { rows } = await client.run(`${WHOLE} where idempotency_key = ? and idempotency_key is not null`, [
        idempotencyKey,
      ]);
      return rows[0] && toMessage(rows[0]);
    },
    async list(filter) {
      const { where, values } = conditionsOf(filter);
      const { rows } = await client.run(`${WHOLE} ${where} order by sequence desc limit ?`, [...values, filter.limit]);
      return rows.map(toMessage);
    },
    async unsettledSince(service) {
      const { rows } = await client.run(UNSETTLED_SINCE, [service]);
      return (rows[0]?.since ?? undefined) as number | undefined;
    },
    async history(id) {
      const { rows } = await client.run(HISTORY, [id]);
      return rows.map(toEntry);
    },
    async hurry(lane, now) {
      await client.run(HURRY, [now, lane, now]);
    },
    async prune(before) {
      const { rows } = await client.run(OLDEST_ENDED, [before]);
      const ended = rows.map(({ sequence }) => sequence as number);
      if (ended.length === 0) return 0;
      await client.batch([
        { sql: 'delete from history where message = ?', width: 1, values: ended },
        { sql: 'delete from messages where sequence = ?', width: 1, values: ended },
      ]);
      return ended.length;
    },
  };
}

const HISTORY = `select at, what, attempt, detail from history
  where message = (select sequence from messages where id = ?) order by sequence`;
const HURRY = `update messages set due_at = ?
  where lane = ? and state = 'waiting' and head = 1 and due_at > ?`;
/**
 * A bite at a time: a month of messages is not removed in one transaction. The newest stays, or SQLite would give its
 * sequence to the next message, and somebody who settles late would settle that one.
 */
const OLDEST_ENDED = `select sequence from messages
  where open = 0 and changed_at < ? and sequence < (select max(sequence) from messages) order by sequence limit 1000`;

function conditionsOf({ lane, application, state, service, about, since, before }: MessageFilter) {
  const conditions: readonly (readonly [string, Value | undefined])[] = [
    ['lane = ?', lane],
    ['application = ?', application],
    ['about = ?', about],
    ['state = ?', state],
    ['service = ?', service],
    ['accepted_at >= ?', since],
    ['sequence < ?', before],
  ];
  const used = conditions.filter(([, value]) => value !== undefined);
  const terms = used.map(([term]) => term);
  if (about !== undefined) terms.push("about <> ''"); // names the partial index
  if (service === '') terms.push("service = ''"); // and this one that of webhooks
  return {
    where: terms.length > 0 ? `where ${terms.join(' and ')}` : '',
    values: used.map(([, value]) => value as Value),
  };
}

/** What a worker needs of a message, and every whole one has. */
export function toClaimed(row: Row): Claimed {
  return {
    sequence: row.sequence as number,
    id: row.id as string,
    lane: row.lane as string,
    orderingKey: row.ordering_key as string,
    service: row.service as string,
    application: row.application as string,
    about: row.about as string,
    attempts: row.attempts as number,
    unsure: row.unsure === 1,
    acceptedAt: row.accepted_at as number,
    sealed: row.sealed as Uint8Array,
    trace: (row.trace ?? undefined) as string | undefined,
  };
}

function toMessage(row: Row): StoredMessage {
  return {
    ...toClaimed(row),
    idempotencyKey: row.idempotency_key as string | null,
    bodyHash: row.body_hash as string,
    changedAt: row.changed_at as number,
    dueAt: row.due_at as number,
    state: row.state as MessageState,
    behind: row.behind as string | null,
    trouble: row.trouble as string,
    result: row.result as Uint8Array | null,
  };
}

function toEntry(row: Row): HistoryEntry {
  return {
    at: row.at as number,
    what: row.what as string,
    attempt: row.attempt as number | null,
    detail: row.detail as string,
  };
}
