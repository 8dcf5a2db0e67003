import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Claimed, MessageStore, Settlement } from '../../hub/store/forwarding.ts';
import type { Store } from '../../hub/store/store.ts';
import { change, event, history, message, type Rule, settlement } from './store-samples.ts';

/** Something that happens; `pick` chooses among what there is. */
interface Happening {
  readonly kind: 'accept' | 'claim' | 'settle' | 'late' | 'cancel' | 'resubmit' | 'die' | 'leave';
  readonly key: number;
  readonly lane: number;
  readonly worker: number;
  readonly pick: number;
  readonly to: Settlement['to'];
}

interface Held {
  readonly claimed: Claimed;
  readonly owner: string;
}

/** What the test itself knows: nothing that the store must tell. */
interface Known {
  readonly store: Store;
  /** Of this run: the store is shared by all runs of a rule. */
  readonly run: number;
  readonly accepted: string[];
  readonly held: Held[];
  /** Held once, and taken away since: their workers may still be heard. */
  readonly lost: Held[];
  at: number;
  /** How often a worker has died: its successor has a new name. */
  readonly deaths: number[];
}

const KEYS = 3;
const LANES = 3;
const WORKERS = 3;
const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom(
    ...(['accept', 'accept', 'accept', 'claim', 'claim', 'claim', 'settle', 'settle', 'settle'] as const),
    ...(['late', 'cancel', 'resubmit', 'die', 'leave'] as const),
  ),
  key: fc.nat({ max: KEYS - 1 }),
  lane: fc.nat({ max: LANES - 1 }),
  worker: fc.nat({ max: WORKERS - 1 }),
  pick: fc.nat({ max: 100 }),
  to: fc.constantFrom('delivered', 'delivered', 'waiting', 'refused', 'unsure'),
});
/** What happens in one step happens at once, and mostly in one commit. */
const story = fc.array(fc.array(happening, { minLength: 1, maxLength: 5 }), { minLength: 5, maxLength: 40 });

export function orderRules(rule: Rule) {
  rule('whatever happens, one of a key is under way, in order, and nothing is lost', async ({ store }) => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        run += 1;
        const deaths = new Array<number>(WORKERS).fill(0);
        const known: Known = { store, run, accepted: [], held: [], lost: [], at: 100, deaths };
        for (const step of steps) {
          known.at += 1;
          await Promise.all(step.map((one) => happen(known, one)));
          await checkOrder(known);
        }
        await deliverAll(known);
        await checkEnd(known);
      }),
      { numRuns: 120 }, // on failure fast-check prints the seed and the shortest story
    );
  });
}

const laneOf = ({ run }: Known, lane: number) => `run ${run} lane ${lane}`;
const keyOf = ({ run }: Known, key: number) => `run ${run} key ${key}`;
const workerOf = ({ run, deaths }: Known, worker: number) => `run ${run} worker ${worker} life ${deaths[worker]}`;
const applicationOf = ({ run }: Known) => `application ${run}`;

async function happen(known: Known, { kind, key, lane, worker, pick, to }: Happening): Promise<void> {
  const { messages } = known.store;
  const { held, lost, accepted, at } = known;
  switch (kind) {
    case 'accept': {
      const id = `run ${known.run} message ${String(accepted.length).padStart(4, '0')}`;
      accepted.push(id);
      const place = { lane: laneOf(known, lane), orderingKey: keyOf(known, key) };
      await messages.accept([message({ id, ...place, application: applicationOf(known), acceptedAt: at })]);
      return;
    }
    case 'claim':
      return claim(known, lane, workerOf(known, worker), 1 + (pick % 3));
    case 'settle': {
      const [mine] = held.splice(pick % Math.max(1, held.length), 1);
      if (mine) await messages.settle(said(known, mine, to));
      return;
    }
    case 'late': {
      const mine = lost[pick % Math.max(1, lost.length)];
      if (mine) await messages.settle(said(known, mine, to));
      return;
    }
    case 'cancel':
    case 'resubmit': {
      const id = accepted[pick % Math.max(1, accepted.length)];
      if (id) await messages[kind](change(id, { application: applicationOf(known), at }));
      return;
    }
    case 'die':
      return die(known, worker);
    case 'leave':
      return leave(known, worker);
    default:
      kind satisfies never;
  }
}

function said({ at }: Known, { claimed, owner }: Held, to: Settlement['to']): Settlement {
  const told = event({ id: `${claimed.id} ${to}`, application: claimed.application, kind: to, about: claimed.id });
  const after = { dueAt: at, unsure: false, attempted: true, trouble: '', result: null };
  return settlement(claimed, owner, { at, to, history: history({ at }), along: { events: [told] }, ...after });
}

async function claim(known: Known, lane: number, owner: string, limit: number): Promise<void> {
  const { messages } = known.store;
  await messages.beat(owner, known.at);
  const claimed = await messages.claim(laneOf(known, lane), owner, limit, known.at);
  known.held.push(...claimed.map((one) => ({ claimed: one, owner })));
}

/** Its successor takes over what it held; everybody else has just been heard. */
async function die(known: Known, worker: number): Promise<void> {
  const { store, deaths, at } = known;
  const dead = workerOf(known, worker);
  deaths[worker] = (deaths[worker] ?? 0) + 1;
  lose(known, dead);
  const living = deaths.map((_, index) => workerOf(known, index));
  await Promise.all(living.map((owner) => store.messages.beat(owner, at + 1)));
  await store.messages.takeOver(workerOf(known, worker), at + 1, at);
}

async function leave(known: Known, worker: number): Promise<void> {
  const leaving = workerOf(known, worker);
  known.deaths[worker] = (known.deaths[worker] ?? 0) + 1;
  lose(known, leaving);
  await known.store.messages.leave(leaving);
}

function lose({ held, lost }: Known, owner: string): void {
  for (let index = held.length - 1; index >= 0; index -= 1) {
    if (held[index]?.owner === owner) lost.push(...held.splice(index, 1));
  }
}

/** Oldest first. */
async function allOf(known: Known) {
  const all = await known.store.messages.list({ application: applicationOf(known), limit: 1000 });
  return all.toReversed();
}

async function checkOrder(known: Known): Promise<void> {
  const all = await allOf(known);
  expect(all.map(({ id }) => id)).toEqual(known.accepted);
  for (let key = 0; key < KEYS; key += 1) {
    const mine = all.filter(({ orderingKey }) => orderingKey === keyOf(known, key));
    const open = mine.filter(({ state }) => state !== 'delivered' && state !== 'cancelled');
    const [first, ...rest] = open;
    expect(first?.behind ?? null).toBeNull();
    expect(rest.map(({ behind, state }) => ({ behind, state }))).toEqual(
      rest.map(() => ({ behind: first?.id, state: 'waiting' })), // nobody behind the first has ever left
    );
    const arrived = mine.filter(({ state }) => state === 'delivered').map(({ changedAt }) => changedAt);
    expect(arrived).toEqual(arrived.toSorted((one, other) => one - other));
  }
}

/** Everybody who held something dies; one worker delivers what is left, as often as something becomes due. */
async function deliverAll(known: Known): Promise<void> {
  const { messages } = known.store;
  const last = `run ${known.run} last worker`;
  known.at += 1;
  await messages.takeOver(last, known.at + 1, known.at);
  for (const { id, state } of await allOf(known)) {
    if (state === 'refused' || state === 'unsure')
      await messages.resubmit(change(id, { application: applicationOf(known), at: known.at }));
  }
  for (let rounds = 0; rounds <= known.accepted.length; rounds += 1) {
    known.at += 1;
    const due = (await messages.dueLanes(known.at)).filter((lane) => lane.startsWith(`run ${known.run} `));
    const claims = await Promise.all(due.map((lane) => messages.claim(lane, last, 100, known.at)));
    await deliver(known, messages, claims.flat(), last);
    await checkOrder(known);
    if (due.length === 0) return;
  }
}

async function deliver(known: Known, messages: MessageStore, claims: readonly Claimed[], owner: string): Promise<void> {
  await Promise.all(claims.map((claimed) => messages.settle(said(known, { claimed, owner }, 'delivered'))));
}

/** Everything has ended, and every delivery was told once. */
async function checkEnd(known: Known): Promise<void> {
  const all = await allOf(known);
  expect(all.filter(({ state }) => state !== 'delivered' && state !== 'cancelled')).toEqual([]);
  const told = await known.store.events.list({
    application: applicationOf(known),
    after: 0,
    kind: 'delivered',
    limit: 1000,
  });
  expect(told.map(({ about }) => about).sort()).toEqual(
    all.filter(({ state }) => state === 'delivered').map(({ id }) => id),
  );
  const open = [...(await known.store.messages.waiting()).keys()];
  expect(open.filter((lane) => lane.startsWith(`run ${known.run} `))).toEqual([]);
}
