import { expect, test } from '@jest/globals';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import type { Unit } from '../../../hub/store/sqlite/group.ts';
import {
  ACCEPT,
  CANCEL,
  CLAIM,
  CONFIRM,
  DELIVER,
  DUE_LANES,
  LEAVE,
  LISTED,
  NEXT_DUE,
  OPEN_BY_LANE,
  RESUBMIT,
  RETURN,
  STOP,
  STOPPED,
  STOPPED_BY_LANE,
  TAKE_OVER,
  WAITING_BY_LANE,
  WHOLE,
} from '../../../hub/store/sqlite/outgoing-sql.ts';
import { withStore } from './with-store.ts';

// What happens once per message must cost the same with half a million waiting. SQLite chooses by its statistics, so the
// plans are looked at on an empty database, on a full one, and on a full one whose statistics were gathered.

const UNITS: readonly Unit[] = [ACCEPT, CLAIM, DELIVER, STOP, RETURN, CANCEL, CONFIRM, RESUBMIT, TAKE_OVER, LEAVE];
const STATEMENTS: readonly (readonly [string, string])[] = [
  ...UNITS.flatMap(({ name, statements }) => statements.map(({ sql }, index) => [`${name} ${index}`, sql] as const)),
  ['next due', NEXT_DUE],
  ['due lanes', DUE_LANES],
  ['open by lane', OPEN_BY_LANE],
  ['waiting by lane', WAITING_BY_LANE],
  ['stopped by lane', STOPPED_BY_LANE],
  ['what was refused', `${LISTED} where ${STOPPED} and state = ? and sequence < ? order by sequence desc limit ?`],
  [
    'a stretch',
    `${LISTED} where state = ? and lane = ? and sequence >= ? and sequence < ? order by sequence desc limit ?`,
  ],
  ['one message', `${WHOLE} where id = ?`],
  ['by key', `${WHOLE} where idempotency_key = ? and idempotency_key is not null`],
];
/** Reads the few that are under way, or, at the start and while somebody looks, the index of what is open. */
const MAY_SCAN_AN_INDEX = ['take over 0', 'take over 1', 'open by lane', 'waiting by lane', 'stopped by lane'];

const WAITING = 500_000;
/** Half of them without an order, the others in long lines, in few lanes. */
const FILL = `with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < ${WAITING})
  insert into messages (id, lane, ordering_key, service, application, about, body_hash, accepted_at, changed_at, due_at,
    state, open, head, unsure, attempts, trouble, sealed)
  select 'psn_' || i, 'lane ' || (i % 5), case when i % 2 then '' else 'key ' || (i % 1000) end, 's', 'a', '', '', i, i, i,
    'waiting', 1, i % 2 or i <= 1000, 0, 0, '', x'00' from numbers`;

test('half a million waiting messages are looked through by nobody', () =>
  withStore(async (_store, client) => {
    const empty = await plansOf(client);
    expect(scansIn(empty)).toEqual([]);
    await client.run(FILL, []);
    expect(await plansOf(client)).toEqual(empty);
    await client.exec('analyze');
    expect(scansIn(await plansOf(client))).toEqual([]);
  }));

test('whoever looks for what is not there is told how far was looked, and goes on from there', () =>
  withStore(async ({ messages }, client) => {
    await client.run(FILL, []);
    expect(await messages.search({ state: 'delivered', limit: 10 })).toEqual({ messages: [], next: 400_001 });
    expect(await messages.search({ state: 'delivered', before: 50_000, limit: 10 })).toEqual({
      messages: [],
      next: undefined,
    });
    const { messages: found, next } = await messages.search({ lane: 'lane 3', before: 30_000, limit: 2 });
    expect({ ids: found.map(({ id }) => id), next }).toEqual({ ids: ['psn_29998', 'psn_29993'], next: 29_993 });
    expect((await messages.standing()).map(({ lane, waiting, oldestAt }) => [lane, waiting, oldestAt])).toEqual(
      [0, 1, 2, 3, 4].map((lane) => [`lane ${lane}`, 100_000, lane === 0 ? 5 : lane]),
    );
  }));

test.each([
  { of: 'accept 0', uses: 'messages_open (ordering_key=?)' },
  { of: 'claim 0', uses: 'messages_due (lane=? AND due_at<?)' },
  { of: 'deliver 1', uses: 'messages_open (ordering_key=?)' },
  { of: 'cancel 1', uses: 'messages_open (ordering_key=?)' },
  { of: 'take over 1', uses: 'messages_claimed' },
  { of: 'leave 0', uses: 'messages_claimed (owner=?)' },
  { of: 'next due', uses: 'messages_due (lane=?)' },
  { of: 'due lanes', uses: 'messages_due (lane>?)' },
  { of: 'due lanes', uses: 'messages_due (lane=? AND due_at<?)' },
  { of: 'one message', uses: 'messages_id (id=?)' },
  { of: 'by key', uses: 'messages_idempotency (idempotency_key=?)' },
  { of: 'waiting by lane', uses: 'messages_open' },
  { of: 'waiting by lane', uses: 'messages_stopped' },
  { of: 'stopped by lane', uses: 'messages_stopped' },
  { of: 'what was refused', uses: 'messages_stopped (state=? AND sequence<?)' },
])('$of uses $uses', ({ of, uses }) =>
  withStore(async (_store, client) => {
    expect((await plansOf(client))[of]?.join('\n')).toContain(`INDEX ${uses}`);
  }),
);

test('the next of its key is looked for in the line of that key only, and what has no order has no line', () =>
  withStore(async ({ messages }, client) => {
    await client.run(FILL, []);
    const word = { application: 'a', at: 1, history: { at: 1, what: 'dibatalkan', attempt: null, detail: '' } };
    expect(await messages.cancel({ ...word, id: 'psn_1' })).toEqual({ lane: 'lane 1', freed: undefined });
    expect(await messages.cancel({ ...word, id: 'psn_2' })).toEqual({ lane: 'lane 2', freed: 'lane 2' });
    expect(await messages.get('psn_1002')).toMatchObject({ behind: null });
    expect(await messages.get('psn_2002')).toMatchObject({ behind: 'psn_1002' });
  }));

type Plans = Readonly<Record<string, readonly string[]>>;

async function plansOf(client: SqliteClient): Promise<Plans> {
  const plans: Record<string, readonly string[]> = {};
  for (const [name, sql] of STATEMENTS) {
    const { rows } = await client.run(`explain query plan ${sql}`, []);
    plans[name] = rows.map(({ detail }) => String(detail));
  }
  return plans;
}

/** Steps that read every message there is, or every entry of an index where one statement must not. */
function scansIn(plans: Plans): readonly string[] {
  return Object.entries(plans).flatMap(([name, steps]) =>
    steps
      .filter((step) => /^SCAN (messages|before|history)/.test(step))
      .filter((step) => !(MAY_SCAN_AN_INDEX.includes(name) && step.includes(' INDEX messages_')))
      .map((step) => `${name}: ${step}`),
  );
}
