import { randomUUID } from 'node:crypto';
import type { Along, Change, HistoryEntry, MessageStore, Settlement } from '../forwarding.ts';
import type { NewMessage } from '../new-message.ts';
import type { SqliteClient } from './client.ts';
import type { Unit, UnitRows, WriteGroup } from './group.ts';
import { createLanes } from './lanes.ts';
import { createLooking } from './looking.ts';
import type { Part, Row, Value } from './messages.ts';
import { createOutgoingReads, toClaimed } from './outgoing-reads.ts';
import {
  ACCEPT,
  BEAT,
  CANCEL,
  CLAIM,
  CONFIRM,
  DELIVER,
  DUE_LANES,
  LEAVE,
  NEXT_DUE,
  OPEN_BY_LANE,
  RESUBMIT,
  RETURN,
  STOP,
  TAKE_OVER,
} from './outgoing-sql.ts';

export function createOutgoing(client: SqliteClient, group: WriteGroup): MessageStore {
  return {
    ...createOutgoingReads(client),
    ...createLooking(client),
    ...createLanes(client),
    async accept(messages, along = {}) {
      const [first] = messages;
      if (first === undefined) return [];
      const [rows = []] = await group.addUnit(ACCEPT, [
        messages.flatMap(messageValues),
        messages.map(({ id }) => id),
        ...alongValues(along, first.id, first.id),
      ]);
      return (rows as Row[]).map((row) => ({
        id: row.id as string,
        bodyHash: row.body_hash as string,
        head: row.head === 1,
      }));
    },
    async claim(lane, owner, limit, now) {
      const [rows = []] = await group.addUnit(CLAIM, [[lane, owner, limit, now]]);
      const claimed = (rows[0] ?? []) as readonly Row[];
      return claimed.map(toClaimed).sort((one, other) => one.sequence - other.sequence);
    },
    settle: (settlement) => settle(group, settlement),
    async nextDue(lane) {
      const { rows } = await client.run(NEXT_DUE, [lane]);
      return (rows[0]?.due ?? undefined) as number | undefined;
    },
    async dueLanes(now) {
      const { rows } = await client.run(DUE_LANES, [now]);
      return rows.map(({ lane }) => lane as string);
    },
    async waiting() {
      const { rows } = await client.run(OPEN_BY_LANE, []);
      return new Map(rows.map(({ lane, open }) => [lane as string, open as number]));
    },
    cancel: (change) => end(group, CANCEL, change),
    confirm: (change) => end(group, CONFIRM, change),
    async resubmit(change) {
      const token = randomUUID();
      const { id, application, at, sealed } = change;
      const values = [
        [id, application, token, at, sealed === undefined ? null : copied(sealed)],
        changeHistory(change, token),
        ...alongValues(change.along ?? {}, id, token),
      ];
      // it may be said twice, and of two in one commit only the second would find its token
      const rows = await client.batch(alone(RESUBMIT, values));
      const lane = laneOf(rows, 0);
      return lane === undefined ? undefined : { lane };
    },
    beat: (owner, now) => group.add(BEAT, [owner, now]),
    async leave(owner) {
      await group.addUnit(LEAVE, [[owner], [owner]]);
    },
    async takeOver(owner, deadBefore, now) {
      const values = [owner, deadBefore, now];
      // of two in one commit both would write the history of what the first then takes
      const [, lanes = []] = await client.batch(alone(TAKE_OVER, [values, values, [owner, deadBefore]]));
      return [...new Set(((lanes[0] ?? []) as readonly Row[]).map(({ lane }) => lane as string))];
    },
  };
}

/** By somebody's word; the next of its key is free. */
async function end(group: WriteGroup, unit: Unit, change: Change) {
  const token = randomUUID();
  const { id, application, at, along = {} } = change;
  const rows = await group.addUnit(unit, [
    [id, application, token, at],
    [id],
    changeHistory(change, token),
    ...alongValues(along, id, token),
  ]);
  const lane = laneOf(rows, 0);
  return lane === undefined ? undefined : { lane, freed: laneOf(rows, 1) };
}

async function settle(group: WriteGroup, settlement: Settlement) {
  const { message, owner, at, history, along = {} } = settlement;
  const { sequence, id, orderingKey } = message;
  const written = historyValues(sequence, history);
  switch (settlement.to) {
    case 'delivered': {
      const token = randomUUID();
      const rows = await group.addUnit(DELIVER, [
        [sequence, token, at, settlement.result === null ? null : copied(settlement.result)],
        orderingKey === '' ? [] : [orderingKey],
        written,
        ...alongValues(along, id, token),
      ]);
      return { settled: Boolean(rows[0]?.[0]), freed: laneOf(rows, 1) };
    }
    case 'refused':
    case 'unsure': {
      const token = randomUUID();
      const values = [sequence, owner, settlement.to, settlement.trouble, token, at];
      const rows = await group.addUnit(STOP, [values, written, ...alongValues(along, id, token)]);
      return { settled: Boolean(rows[0]?.[0]), freed: undefined };
    }
    case 'waiting': {
      const { dueAt, unsure, attempted, trouble } = settlement;
      const values = [sequence, owner, dueAt, unsure ? 1 : 0, attempted ? 0 : 1, trouble, at];
      const rows = await group.addUnit(RETURN, [values, written]);
      return { settled: Boolean(rows[0]?.[0]), freed: undefined };
    }
    default:
      return settlement satisfies never;
  }
}

/** A unit that shares its commit with nobody. */
function alone({ statements }: Unit, values: readonly (readonly Value[])[]): readonly Part[] {
  return statements.map((statement, index) => ({ ...statement, values: values[index] ?? [] }));
}

export function messageValues(message: NewMessage): Value[] {
  const { id, lane, orderingKey, service, application, about, idempotencyKey, bodyHash, acceptedAt } = message;
  const plain = [id, lane, orderingKey, service, application, about, idempotencyKey, bodyHash, acceptedAt];
  return [...plain, copied(message.sealed), message.trace ?? null];
}

/**
 * In the order of `ALONG`; `id` and `token` name the change that all of it depends on. A token is new every time: with
 * one per attempt, an attempt that is settled twice would be told of twice.
 */
function alongValues(
  { records = [], links = [], events = [], messages = [], moves = [] }: Along,
  id: string,
  token: string,
) {
  return [
    records.flatMap((record): Value[] => [
      record.collection,
      record.id,
      record.owner,
      record.state,
      record.group,
      record.createdAt,
      record.updatedAt,
      record.watchAt,
      copied(record.sealed),
      id,
      token,
    ]),
    links.flatMap((one): Value[] => [one.collection, one.link, one.id, id, token]),
    events.flatMap((event): Value[] => [
      event.id,
      event.application,
      event.kind,
      event.at,
      event.about,
      copied(event.sealed),
      id,
      token,
    ]),
    messages.flatMap((message): Value[] => [...messageValues(message), id, token]),
    messages.map((message): Value => message.id),
    moves.flatMap((move): Value[] => [
      move.collection,
      move.id,
      JSON.stringify(move.from),
      move.to,
      move.at,
      id,
      token,
    ]),
  ];
}

function historyValues(sequence: number, { at, what, attempt, detail }: HistoryEntry): Value[] {
  return [sequence, at, what, attempt, detail];
}

function changeHistory({ id, history: { at, what, attempt, detail } }: Change, token: string): Value[] {
  return [id, token, at, what, attempt, detail];
}

function laneOf(rows: UnitRows, statement: number): string | undefined {
  const row = rows[statement]?.[0] as Row | null | undefined;
  return (row?.lane ?? undefined) as string | undefined;
}

/** A Buffer may lie in a pool with other people's bytes, and a message to a thread carries the whole pool. */
function copied(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
