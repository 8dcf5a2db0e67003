import { randomUUID } from 'node:crypto';
import { newId } from '../identifiers/new-id.ts';
import type { EventStore } from '../store/events.ts';
import type { Along, Claimed, LaneState, MessageStore, NewMessage, StoredMessage } from '../store/forwarding.ts';
import type { Announcements, Happening } from './announcements.ts';
import type { Backoff } from './backoff.ts';
import type { Decision } from './decision.ts';
import { createDelivery } from './delivery.ts';
import type { Destination } from './destination.ts';
import type { ForwardService, Repeatable, Submission } from './forward-service.ts';
import { createLane, type Lane } from './lane.ts';
import type { Payloads } from './payloads.ts';
import { createWaiting } from './waiting.ts';

export interface RelayParts {
  readonly store: MessageStore;
  readonly events: EventStore;
  readonly payloads: Payloads;
  readonly announcements: Announcements;
  readonly keyedHash: (text: string) => string;
  readonly serviceOf: (name: string) => ForwardService | undefined;
  /** Where a lane goes; `undefined` while its instance or address is not configured: its messages wait. */
  readonly destinationOf: (lane: string) => Destination | undefined;
  readonly backoff: Backoff;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

export interface AcceptedForward {
  readonly message: StoredMessage;
  /** `false`: the Idempotency-Key was used before, and this is the message of then. */
  readonly fresh: boolean;
}

/** An Idempotency-Key was used before, for another request. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

export interface LaneView {
  readonly lane: string;
  readonly state: 'open' | LaneState['state'];
  readonly reason: string | null;
  readonly since: number | null;
  readonly until: number | null;
  readonly waiting: number;
  readonly perSecond: number;
  /** When it will be empty at the pace of late; `null`: nobody can tell. */
  readonly emptyAt: number | null;
}

export interface Relay {
  /**
   * Resolves once every message and what comes along is on the disk. With a repeated Idempotency-Key the messages of then.
   * Rejects with `KeyReused`, and with a `StoreError` when nothing can be written.
   */
  accept(
    submissions: readonly Submission[],
    options?: { readonly repeatable?: Repeatable; readonly along?: Along },
  ): Promise<readonly AcceptedForward[]>;
  /** The messages of an Idempotency-Key that was used before; none where it was not. Rejects with `KeyReused`. */
  repeated(application: string, repeatable: Repeatable): Promise<readonly AcceptedForward[]>;
  /** Resolves when the message has come to something, or the time is up. */
  outcome(id: string, withinMs: number): Promise<void>;
  cancel(message: StoredMessage): Promise<boolean>;
  resubmit(message: StoredMessage, asked?: Submission['asked']): Promise<boolean>;
  /** Writes events, and sends them to the addresses that want them. */
  tell(happenings: readonly Happening[]): Promise<void>;
  /** Resolves at the next event of this application, or when the time is up. */
  nextEvent(application: string, withinMs: number): Promise<void>;
  laneOf(lane: string): LaneView;
  lanes(): readonly LaneView[];
  pause(lane: string, reason: string): Promise<void>;
  open(lane: string): Promise<void>;
  /** Ends what is under way, gives back the rest. Resolves within `graceMs`. */
  close(graceMs: number): Promise<void>;
}

const BEAT_MS = 1000;
/** A worker that was silent for so long is dead: with the sweep, what it held goes on within five seconds. */
const DEAD_AFTER_MS = 3000;
const SWEEP_MS = 500;

/** Opens the relay on what a former process left behind. */
export async function openRelay(parts: RelayParts): Promise<Relay> {
  const { store, payloads, announcements, keyedHash, now, trouble } = parts;
  const owner = randomUUID();
  const stopping = new AbortController();
  const lanes = new Map<string, Lane>();
  const open = new Map(await store.waiting());
  const kept = new Map((await store.lanes()).map((state) => [state.lane, state]));
  const outcomes = createWaiting();
  const eventWaits = createWaiting();
  const delivery = createDelivery({
    ...parts,
    owner,
    settled,
    signal: stopping.signal,
  });
  let closed = false;

  function laneNamed(name: string): Lane | undefined {
    const there = lanes.get(name);
    if (there) return there;
    const destination = parts.destinationOf(name);
    if (!destination || closed) return undefined;
    const left = kept.get(name);
    const { deliver, release } = delivery;
    const lane = createLane({
      name,
      owner,
      store,
      destination,
      deliver,
      release,
      now,
      trouble,
      ...(left ? { kept: left } : {}),
    });
    lanes.set(name, lane);
    return lane;
  }

  const wake = (name: string) => laneNamed(name)?.wake();
  const count = (lane: string, by: number) => open.set(lane, Math.max(0, (open.get(lane) ?? 0) + by));

  function settled(message: Claimed, decision: Decision, freed: string | undefined, also: readonly string[]): void {
    if (decision.to === 'again') return;
    if (decision.to === 'delivered') count(message.lane, -1);
    if (freed !== undefined) wake(freed);
    outcomes.tell(message.id);
    if (message.application !== '') eventWaits.tell(message.application);
    entered(also);
  }

  /** Messages have just been put into these lanes. */
  function entered(names: readonly string[]): void {
    for (const name of names) {
      count(name, 1);
      wake(name);
    }
  }

  function messageOf({ service, instance, application, asked, orderedBy, about }: Submission, at: number): NewMessage {
    const id = newId('psn', at);
    return {
      id,
      lane: `${instance} ${service.operation}`,
      orderingKey: orderedBy === '' ? '' : keyedHash(`order ${instance} ${orderedBy}`),
      service: service.name,
      application,
      about,
      idempotencyKey: null,
      bodyHash: '',
      acceptedAt: at,
      sealed: payloads.seal(id, asked),
    };
  }

  const keyOf = (application: string, index: number, key: string) =>
    keyedHash(`idempotency ${application} ${index} ${key}`);
  const requestHash = (request: string) => keyedHash(`request ${request}`);

  function repeatableMessage(message: NewMessage, { key, request }: Repeatable, index: number): NewMessage {
    return {
      ...message,
      idempotencyKey: keyOf(message.application, index, key),
      bodyHash: requestHash(request),
    };
  }

  async function repeated(application: string, { key, request }: Repeatable): Promise<readonly AcceptedForward[]> {
    const found: AcceptedForward[] = [];
    for (;;) {
      const message = await store.byKey(keyOf(application, found.length, key));
      if (!message) return found;
      if (message.bodyHash !== requestHash(request)) throw new KeyReused('the key was used for another request');
      found.push({ message, fresh: false });
    }
  }

  async function accept(
    submissions: readonly Submission[],
    { repeatable, along = {} }: { readonly repeatable?: Repeatable; readonly along?: Along } = {},
  ): Promise<readonly AcceptedForward[]> {
    const at = now().getTime();
    const messages = submissions.map((submission, index) => {
      const message = messageOf(submission, at);
      return repeatable ? repeatableMessage(message, repeatable, index) : message;
    });
    // of several, some could be new although the first is not: what is there is looked for before anything is written
    const before = repeatable && messages.length > 1 ? await repeated(messages[0]?.application ?? '', repeatable) : [];
    if (before.length > 0) return before;
    const accepted = await store.accept(messages, along);
    return Promise.all(
      messages.map(async (message, index) => {
        const there = accepted[index];
        if (there?.bodyHash !== message.bodyHash) throw new KeyReused('the key was used for another request');
        if (there.id !== message.id) {
          const before = await store.get(there.id);
          if (!before) throw new KeyReused('the message of this key is not kept any more');
          return { message: before, fresh: false };
        }
        count(message.lane, 1);
        if (there.head) wake(message.lane);
        return { message: justAccepted(message, there.head), fresh: true };
      }),
    );
  }

  function changed(message: StoredMessage, lane: string, freed: string | undefined): void {
    outcomes.tell(message.id);
    wake(lane);
    if (freed !== undefined) wake(freed);
    eventWaits.tell(message.application);
  }

  function viewOf(name: string): LaneView {
    const lane = lanes.get(name);
    const state = lane ? lane.shut() : kept.get(name);
    const waiting = open.get(name) ?? 0;
    const perSecond = lane?.perSecond() ?? 0;
    const emptyInMs = waiting > 0 ? lane?.msFor(waiting) : undefined;
    return {
      lane: name,
      state: state?.state ?? 'open',
      reason: state?.reason ?? null,
      since: state?.since ?? null,
      until: state?.until ?? null,
      waiting,
      perSecond: Math.round(perSecond * 10) / 10,
      emptyAt: emptyInMs === undefined ? null : now().getTime() + Math.ceil(emptyInMs),
    };
  }

  const beat = () =>
    store
      .beat(owner, now().getTime())
      .catch((error: unknown) => trouble('the relay could not say that it lives', error));
  const sweep = async () => {
    try {
      const at = now().getTime();
      for (const lane of await store.takeOver(owner, at - DEAD_AFTER_MS, at)) wake(lane);
      const states = new Map((await store.lanes()).map((state) => [state.lane, state]));
      for (const lane of lanes.values()) lane.told(states.get(lane.name), at);
      for (const lane of await store.dueLanes(at)) wake(lane);
    } catch (error) {
      trouble('due messages could not be looked for', error);
    }
  };

  await beat();
  await sweep();
  let sweeping: Promise<void> = Promise.resolve();
  let swept = true;
  const beating = setInterval(() => void beat(), BEAT_MS).unref();
  const sweeps = setInterval(() => {
    if (!swept) return;
    swept = false;
    sweeping = sweep().finally(() => {
      swept = true;
    });
  }, SWEEP_MS).unref();

  return {
    accept,
    repeated,
    outcome: (id, withinMs) => outcomes.wait(id, withinMs),
    async cancel(message) {
      const at = now().getTime();
      const { id, application, about, service } = message;
      const history = { at, what: 'dibatalkan', attempt: null, detail: '' };
      const along = announcements.of({
        kind: 'pesan.dibatalkan',
        application,
        about: about || `pesan ${id}`,
        at,
        data: { pesan: id, layanan: service },
      });
      const done = await store.cancel({ id, application, at, history, along });
      if (!done) return false;
      count(done.lane, -1);
      changed(message, done.lane, done.freed);
      entered(along.messages.map(({ lane }) => lane));
      return true;
    },
    async resubmit(message, asked) {
      const at = now().getTime();
      const { id, application } = message;
      const history = {
        at,
        what: 'diulang',
        attempt: null,
        detail: JSON.stringify({ dikoreksi: asked !== undefined }),
      };
      const sealed = asked === undefined ? {} : { sealed: payloads.seal(id, asked) };
      const done = await store.resubmit({ id, application, at, history, ...sealed });
      if (!done) return false;
      changed(message, done.lane, undefined);
      return true;
    },
    async tell(happenings) {
      const all = happenings.map((happening) => announcements.of(happening));
      const events = all.flatMap(({ events }) => events);
      const messages = all.flatMap(({ messages }) => messages);
      if (messages.length > 0) await store.accept(messages, { events });
      else await parts.events.append(events);
      entered(messages.map(({ lane }) => lane));
      for (const { application } of events) eventWaits.tell(application);
    },
    nextEvent: (application, withinMs) => eventWaits.wait(application, withinMs),
    laneOf: viewOf,
    lanes: () => [...new Set([...open.keys(), ...lanes.keys(), ...kept.keys()])].sort().map(viewOf),
    async pause(name, reason) {
      const lane = laneNamed(name);
      const since = now().getTime();
      await (lane?.pause(reason) ?? store.putLane({ lane: name, state: 'paused', reason, since, until: null }));
    },
    async open(name) {
      await store.hurry(name, now().getTime());
      await laneNamed(name)?.open();
    },
    async close(graceMs) {
      closed = true;
      clearInterval(beating);
      clearInterval(sweeps);
      await sweeping;
      outcomes.tellAll();
      eventWaits.tellAll();
      const ended = Promise.all([...lanes.values()].map((lane) => lane.close()));
      const late = new Promise<void>((resolve) => {
        setTimeout(() => {
          stopping.abort(); // what is under way is unsure now, and the next process treats it so
          resolve();
        }, graceMs).unref();
      });
      const whole = ended.then(() => store.leave(owner));
      await Promise.race([whole, late]).catch((error: unknown) => trouble('the relay could not end in order', error));
    },
  };
}

/** What was just accepted, without asking the database what it was just told. */
function justAccepted(message: NewMessage, head: boolean): StoredMessage {
  return {
    ...message,
    sequence: 0,
    state: 'waiting',
    attempts: 0,
    unsure: false,
    changedAt: message.acceptedAt,
    dueAt: message.acceptedAt,
    behind: head ? null : '',
    result: null,
    trouble: '',
  };
}
