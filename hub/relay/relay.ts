import { randomUUID } from 'node:crypto';
import type { EventStore } from '../store/events.ts';
import type { Claimed, LaneState, MessageStore } from '../store/forwarding.ts';
import type { Traces } from '../traces/traces.ts';
import { type Accepting, createAccepting } from './accepting.ts';
import type { Announced, Announcements, Happening } from './announcements.ts';
import type { Backoff } from './backoff.ts';
import { createDeciding, type Deciding } from './deciding.ts';
import type { Decision } from './decision.ts';
import { createDelivery } from './delivery.ts';
import type { Destination } from './destination.ts';
import type { ForwardService } from './forward-service.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';
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
  readonly traces: Traces;
  /** Told when a lane stands still because its upstream wants something else than before, and when it goes on. */
  readonly contract?: (lane: string, reason: string | undefined) => void;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
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

export interface Relay extends Accepting, Deciding {
  /** Resolves when the message has come to something, or the time is up. */
  outcome(id: string, withinMs: number): Promise<void>;
  /** Puts happenings into words, to be written by somebody else in one commit with what they are about. */
  prepare(happenings: readonly Happening[]): Announced;
  /** Writes events, and sends them to the addresses that want them. */
  tell(happenings: readonly Happening[]): Promise<void>;
  /** Resolves at the next event of this application, or when the time is up. */
  nextEvent(application: string, withinMs: number): Promise<void>;
  laneOf(lane: string): LaneView;
  lanes(): readonly LaneView[];
  pause(lane: string, reason: string): Promise<void>;
  open(lane: string): Promise<void>;
  /** Messages of this lane are put in another way from now on. */
  askedAnew(lane: string): void;
  /** Ends what is under way, gives back the rest. Resolves within `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Opens the relay on what a former process left behind. */
export async function openRelay(parts: RelayParts): Promise<Relay> {
  const { store, payloads, announcements, keyedHash, now, trouble } = parts;
  const owner = randomUUID();
  const stopping = new AbortController();
  const lanes = new Map<string, Lane>();
  const open = new Map(await store.waiting());
  let kept = new Map((await store.lanes()).map((state) => [state.lane, state]));
  const outcomes = createWaiting();
  const eventWaits = createWaiting();
  const delivery = createDelivery({
    ...parts,
    owner,
    settled,
    signal: stopping.signal,
  });
  let closed = false;
  let heartbeat: Heartbeat | undefined;

  function laneNamed(name: string): Lane | undefined {
    const there = lanes.get(name);
    if (there) return there;
    const destination = parts.destinationOf(name);
    if (!destination || closed) return undefined;
    const left = kept.get(name);
    const { deliver, release, takeBack } = delivery;
    const lane = createLane({
      ...{ name, owner, store, destination, deliver, release, takeBack, now, trouble },
      contract: (reason) => parts.contract?.(name, reason),
      alive: () => heartbeat?.alive() ?? true,
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

  const { accept, repeated } = createAccepting({
    ...{ store, payloads, keyedHash, traces: parts.traces, now },
    accepted(lane, head) {
      count(lane, 1);
      if (head) wake(lane);
    },
  });

  function prepare(happenings: readonly Happening[]): Announced {
    const all = happenings.map((happening) => announcements.of(happening));
    const events = all.flatMap((one) => one.events);
    const messages = all.flatMap((one) => one.messages);
    return {
      told: { events, messages },
      written() {
        entered(messages.map(({ lane }) => lane));
        for (const { application } of events) eventWaits.tell(application);
      },
    };
  }

  const deciding = createDeciding({
    ...{ store, payloads, announcements, now },
    alongOf: delivery.alongOf,
    decided({ id, application }, { lane, freed, ended, also }) {
      if (ended) count(lane, -1);
      outcomes.tell(id);
      wake(lane);
      if (freed !== undefined) wake(freed);
      eventWaits.tell(application);
      entered(also);
    },
  });

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

  /** What stands in the database is what other processes and people say. */
  async function sweep(taken: readonly string[], at: number): Promise<void> {
    for (const lane of taken) wake(lane);
    kept = new Map((await store.lanes()).map((state) => [state.lane, state]));
    for (const lane of lanes.values()) lane.told(kept.get(lane.name), at);
    for (const lane of await store.dueLanes(at)) wake(lane);
  }
  heartbeat = await startHeartbeat({ store, owner, sweep, now, trouble });

  return {
    accept,
    repeated,
    outcome: (id, withinMs) => outcomes.wait(id, withinMs),
    ...deciding,
    prepare,
    async tell(happenings) {
      const { told, written } = prepare(happenings);
      const { events, messages } = told;
      if (messages.length > 0) await store.accept(messages, { events });
      else await parts.events.append(events);
      written();
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
    // what nothing was ever sent through is no lane: most operations are only read
    askedAnew: (name) => (kept.has(name) ? laneNamed(name) : lanes.get(name))?.askedAnew(),
    async close(graceMs) {
      closed = true;
      await heartbeat?.rest();
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
      // alive until the end: nobody takes over what is just being finished
      await Promise.race([whole, late]).catch((error: unknown) => trouble('the relay could not end in order', error));
      heartbeat?.stop();
    },
  };
}
