import type { LaneStanding, ListedMessage, MessageState, MessageStore, SearchFilter } from '../forwarding.ts';
import type { SqliteClient } from './client.ts';
import type { Row, Value } from './messages.ts';
import { LISTED, NEWEST, STOPPED, STOPPED_BY_LANE, WAITING_BY_LANE } from './outgoing-sql.ts';

/**
 * So many messages are looked through in one statement, and so many statements for one question: payments wait in the same
 * thread, so nobody who is looking for something may hold it for long.
 */
const PER_STATEMENT = 10_000;
const MOST_STATEMENTS = 10;

/** Looking at everybody's messages, for whoever runs the hub. */
export function createLooking(client: SqliteClient): Pick<MessageStore, 'search' | 'standing'> {
  return {
    search: (filter) => (isStopped(filter.state) ? searchStopped(client, filter) : searchAll(client, filter)),
    async standing() {
      const { rows: waiting } = await client.run(WAITING_BY_LANE, []);
      const { rows: stopped } = await client.run(STOPPED_BY_LANE, []);
      return standingOf(waiting, stopped);
    },
  };
}

function isStopped(state: MessageState | undefined): boolean {
  return state === 'refused' || state === 'unsure';
}

/** An index holds nothing else. */
async function searchStopped(client: SqliteClient, { before, limit, ...filter }: SearchFilter) {
  const { terms, values } = conditionsOf(filter);
  if (before !== undefined) terms.push('sequence < ?');
  const sql = `${LISTED} where ${[STOPPED, ...terms].join(' and ')} order by sequence desc limit ?`;
  const { rows } = await client.run(sql, [...values, ...(before === undefined ? [] : [before]), limit]);
  const messages = rows.map(toListed);
  return { messages, next: messages.length < limit ? undefined : messages.at(-1)?.sequence };
}

async function searchAll(client: SqliteClient, { before, limit, ...filter }: SearchFilter) {
  const { terms, values } = conditionsOf(filter);
  const where = [...terms, 'sequence >= ?', 'sequence < ?'].join(' and ');
  const sql = `${LISTED} where ${where} order by sequence desc limit ?`;
  const messages: ListedMessage[] = [];
  let top = before ?? (await newest(client)) + 1;
  for (let round = 0; round < MOST_STATEMENTS && top > 1; round += 1) {
    const bottom = Math.max(1, top - PER_STATEMENT);
    const { rows } = await client.run(sql, [...values, bottom, top, limit - messages.length]);
    messages.push(...rows.map(toListed));
    if (messages.length >= limit) return { messages, next: messages.at(-1)?.sequence };
    top = bottom;
  }
  return { messages, next: top > 1 ? top : undefined };
}

async function newest(client: SqliteClient): Promise<number> {
  const { rows } = await client.run(NEWEST, []);
  return (rows[0]?.newest ?? 0) as number;
}

function conditionsOf({ application, state, service, lane, instance }: Omit<SearchFilter, 'limit' | 'before'>) {
  const conditions: readonly (readonly [string, Value | undefined])[] = [
    ['application = ?', application],
    ['state = ?', state],
    ['service = ?', service],
    ['lane = ?', lane],
    ['lane > ?', instance === undefined ? undefined : `${instance} `],
    ['lane < ?', instance === undefined ? undefined : `${instance}!`], // comes after a space
  ];
  const used = conditions.filter(([, value]) => value !== undefined);
  return { terms: used.map(([term]) => term), values: used.map(([, value]) => value as Value) };
}

function standingOf(waiting: readonly Row[], stopped: readonly Row[]): readonly LaneStanding[] {
  const lanes = new Map<string, LaneStanding>();
  const add = (lane: string, changes: Partial<LaneStanding>) =>
    lanes.set(lane, {
      ...(lanes.get(lane) ?? { lane, waiting: 0, oldestAt: null, refused: 0, unsure: 0 }),
      ...changes,
    });
  for (const { lane, open, oldest_at } of waiting)
    add(lane as string, { waiting: open as number, oldestAt: oldest_at as number });
  for (const { lane, state, stopped: count } of stopped)
    add(lane as string, { [state as 'refused' | 'unsure']: count as number });
  return [...lanes.values()].sort((one, other) => (one.lane < other.lane ? -1 : 1));
}

function toListed(row: Row): ListedMessage {
  return {
    sequence: row.sequence as number,
    id: row.id as string,
    lane: row.lane as string,
    service: row.service as string,
    application: row.application as string,
    about: row.about as string,
    acceptedAt: row.accepted_at as number,
    changedAt: row.changed_at as number,
    dueAt: row.due_at as number,
    state: row.state as MessageState,
    unsure: row.unsure === 1,
    attempts: row.attempts as number,
    trouble: row.trouble as string,
    head: row.head === 1,
  };
}
