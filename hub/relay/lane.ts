import type { Claimed, LaneState } from '../store/forwarding.ts';
import type { Decision } from './decision.ts';
import { contractReason, createDoubt, waitsForRelease } from './doubt.ts';
import type { LaneParts, Outcome } from './lane-parts.ts';
import { reasonBeside, reasonToHold } from './lane-reason.ts';
import { createLaneWriting } from './lane-writing.ts';
import { createPace } from './pace.ts';

export interface Lane {
  readonly name: string;
  /** There may be something to do. */
  wake(): void;
  /** `undefined` when it is open. */
  shut(): LaneState | undefined;
  perSecond(): number;
  /** How long so many will take; `undefined`: nobody can tell. */
  msFor(count: number): number | undefined;
  pause(reason: string): Promise<void>;
  /** Tries again at once. */
  open(): Promise<void>;
  /** Messages are put in another way from now on: what waits for that is tried. */
  askedAnew(): void;
  /** What stands in the database: somebody else (a command, another process) may have paused or opened it. */
  told(kept: LaneState | undefined, readAt: number): void;
  /** Sends nothing more, and resolves when nothing is under way. */
  close(): Promise<void>;
}

const MOST_PER_CLAIM = 64;
const FIRST_HOLD_MS = 1000;
const LONGEST_HOLD_MS = 60_000;
/** A pause shorter than this was no outage: the destination is not flooded by what gathered meanwhile. */
const OUTAGE_MS = 10_000;
const PACE_TICK_MS = 20;
/** Reasons of `unsure` that come without an attempt. */
const NEVER_SENT: readonly string[] = ['sender_died', 'unreadable'];

/**
 * Everything that waits for one door. Claims what is due, sends as fast as its pace allows, and stands still when the
 * door is shut: then one message at a time finds out whether it opens again.
 */
export function createLane(parts: LaneParts): Lane {
  const { name, owner, store, destination, alive = () => true, now, trouble } = parts;
  const pace = createPace(destination.mostAtOnce);
  const buffer: Claimed[] = [];
  const busy = new Set<Promise<void>>();
  const writing = createLaneWriting();
  // a restart may have mended what was wrong: what was held is tried at once
  let state: LaneState | undefined = parts.kept?.state === 'held' ? { ...parts.kept, until: 0 } : parts.kept;
  let holdMs = FIRST_HOLD_MS;
  let filling = false;
  let woken = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Number.POSITIVE_INFINITY;

  /** Whoever is told of contracts was told of this one. */
  let contractTold = parts.kept !== undefined && waitsForRelease(parts.kept.reason);
  const { askedWith } = destination;
  const doubt =
    askedWith &&
    createDoubt({
      ...{ askedWith, now },
      takeBack: (message) => track(parts.takeBack?.(message) ?? Promise.resolve()),
      ...(parts.kept ? { kept: parts.kept.reason } : {}),
    });

  const wakeIn = (ms: number) => {
    const at = performance.now() + ms;
    if (closed || at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timerAt = Number.POSITIVE_INFINITY;
      wake();
    }, ms).unref();
  };

  const isShut = () => state?.state === 'paused' || (state?.until ?? 0) > now().getTime();

  /** Somebody else may have found out that the door is shut: a read, or another lane of the same account. */
  const foundShut = (): boolean => {
    const fault = destination.shut();
    if (fault) hold(reasonToHold(fault), fault.retryAt, false);
    return fault !== undefined;
  };

  /** How many may be claimed now: as the pace has room for, and some more, so that no slot waits for a commit. */
  const wanted = (): number => {
    if (closed || !alive()) return 0;
    if (isShut()) {
      // a timer may fire a moment before the clock says so, and the clock may have been put back
      if (state?.until) wakeIn(Math.max(1, state.until - now().getTime()));
      return 0;
    }
    if (foundShut()) return 0;
    if (state) return pace.underWay === 0 && buffer.length === 0 ? 1 : 0; // a probe
    const room = pace.room(performance.now());
    if (room <= 0 && pace.underWay === 0) wakeIn(PACE_TICK_MS);
    const ahead = room > 1 ? room : 0;
    return Math.min(MOST_PER_CLAIM, room + ahead - buffer.length);
  };

  async function fill(): Promise<void> {
    for (;;) {
      woken = false;
      const limit = wanted();
      if (limit <= 0) return;
      const claimed = await store.claim(name, owner, limit, now().getTime());
      buffer.push(...claimed);
      pump();
      if (claimed.length < limit && !woken) return;
    }
  }

  function wake(): void {
    woken = true;
    pump();
    if (filling || closed) return;
    filling = true;
    track(
      fill()
        .catch((error: unknown) => {
          trouble('messages could not be claimed', error);
          wakeIn(FIRST_HOLD_MS);
        })
        .finally(() => {
          filling = false;
          if (woken && !closed) wake(); // between the last look and now
        }),
    );
  }

  function pump(): void {
    if (closed || isShut() || !alive()) {
      giveBack();
      return;
    }
    if (state && buffer.length > 1) giveBack(1);
    while (buffer.length > 0 && pace.room(performance.now()) > 0 && !foundShut()) {
      const message = buffer.shift();
      if (message) send(message);
    }
    if (buffer.length > 0) wakeIn(PACE_TICK_MS);
  }

  function send(message: Claimed): void {
    pace.left(performance.now());
    track(parts.deliver(message, destination, doubt?.words()).then((outcome) => came(message, outcome)));
  }

  function came(message: Claimed, { decision, dueAt }: Outcome): void {
    const answered = decision.to === 'delivered' || decision.to === 'refused';
    pace.came(answered, performance.now());
    doubt?.came(message, decision);
    const doubted = doubt?.words();
    // each that waits is tried once without waiting longer for it: one of them may be another's, and good
    if (isAboutContract(decision) && doubt?.isFirstTry(message)) holdMs = FIRST_HOLD_MS / 2;
    if (decision.to === 'refused' && doubted !== undefined) hold(contractReason(doubted), undefined, true);
    else if (answered) opened();
    else if (decision.to === 'again' && decision.hold)
      hold(decision.hold.reason, decision.hold.until, decision.attempted);
    else if (state && !foundOutNothing(decision)) hold(state.reason, undefined, true); // a probe that failed in another way
    if (dueAt !== undefined && !state) wakeIn(Math.max(1, dueAt - now().getTime()));
    wake();
  }

  /** Each failed probe doubles the pause, unless somebody knows when to come back; a door found shut is no failed probe. */
  function hold(reason: string, until: Date | undefined, attempted: boolean): void {
    const at = now().getTime();
    if (state?.state === 'paused') return;
    // what was under way together fails together: that is one failure, and no failed probe
    const isOver = (state?.until ?? 0) <= at;
    if (!isOver && until === undefined) return;
    if (!state) holdMs = FIRST_HOLD_MS;
    else if (isOver && attempted) holdMs = Math.min(holdMs * 2, LONGEST_HOLD_MS);
    const pauseMs = attempted ? holdMs : FIRST_HOLD_MS;
    const untilAt = Math.max(until?.getTime() ?? 0, isOver ? at + pauseMs : (state?.until ?? 0));
    const because = reasonBeside(state?.reason, reason);
    const next: LaneState = { lane: name, state: 'held', reason: because, since: state?.since ?? at, until: untilAt };
    if (waitsForRelease(because) && state?.reason !== because) {
      contractTold = true;
      parts.contract?.(because);
    }
    state = next;
    giveBack();
    wakeIn(Math.max(1, untilAt - at));
    keep(() => store.holdLane(next));
  }

  function opened(): void {
    if (state?.state !== 'held') return;
    startAfter(state.since);
    keep(() => store.reopenLane(name));
  }

  /** `since` the lane was shut: what gathered meanwhile leaves slowly if it was an outage. */
  function startAfter(since: number): void {
    if (now().getTime() - since >= OUTAGE_MS) pace.reborn(performance.now());
    if (contractTold) parts.contract?.(undefined);
    contractTold = false;
    state = undefined;
    doubt?.settled();
    holdMs = FIRST_HOLD_MS;
  }

  function giveBack(but = 0): void {
    for (const message of buffer.splice(but)) track(parts.release(message));
  }

  function keep(write: () => Promise<void>): void {
    track(writing.write(write).catch((error: unknown) => trouble('the state of a lane could not be written', error)));
  }

  function track(work: Promise<void>): void {
    const done = work.finally(() => busy.delete(done));
    busy.add(done);
  }

  return {
    name,
    wake,
    shut: () => state,
    perSecond: () => pace.perSecond(performance.now()),
    msFor: (count) => (state ? undefined : pace.msFor(count, performance.now())),
    async pause(reason) {
      const next: LaneState = { lane: name, state: 'paused', reason, since: now().getTime(), until: null };
      state = next;
      giveBack();
      await writing.write(() => store.putLane(next));
    },
    async open() {
      destination.retry?.();
      if (state) startAfter(state.since);
      await writing.write(() => store.openLane(name));
      wake();
    },
    askedAnew() {
      if (state?.state !== 'held' || !contractTold) return;
      destination.retry?.();
      state = { ...state, until: 0 };
      holdMs = FIRST_HOLD_MS;
      wake();
    },
    told(kept, readAt) {
      if (writing.unwritten() || (state && state.since >= readAt)) return; // this process knows better
      const paused = state?.state === 'paused';
      if (kept?.state === 'paused') {
        if (!paused) state = kept;
        giveBack();
      } else if (paused || (state && kept?.until === 0)) {
        destination.retry?.();
        if (state) startAfter(state.since);
        if (kept) keep(() => store.reopenLane(name));
        wake();
      }
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      giveBack();
      while (busy.size > 0) await Promise.allSettled(busy);
    },
  };
}

/** The upstream answered, and turned it down. */
function isAboutContract(decision: Decision): boolean {
  return decision.to === 'refused' || (decision.to === 'again' && waitsForRelease(decision.reason));
}

/** Nothing was sent, so the door may be open or shut: its sender died, or its payload cannot be opened. */
function foundOutNothing(decision: Decision): boolean {
  return decision.to === 'unsure' && NEVER_SENT.includes(decision.reason);
}
