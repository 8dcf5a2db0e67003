import { jest } from '@jest/globals';
import type { Fault } from '../../../connectors/connector.ts';
import type { Decision } from '../../../hub/relay/decision.ts';
import type { Destination } from '../../../hub/relay/destination.ts';
import { orDoubted } from '../../../hub/relay/doubt.ts';
import { createLane, type Lane } from '../../../hub/relay/lane.ts';
import type { Outcome } from '../../../hub/relay/lane-parts.ts';
import type { Claimed, LaneState } from '../../../hub/store/forwarding.ts';

/** A lane before a door that the test opens and shuts, over messages in memory, in a time that the test lets pass. */
export interface LaneWorld {
  readonly lane: Lane;
  /** Everything that left, in order: which message, and how many milliseconds after the start. */
  readonly sent: readonly { readonly id: string; readonly at: number }[];
  /** What the store was told of the lane, in order. */
  readonly written: readonly string[];
  readonly troubles: readonly string[];
  /** Claimed and not given back or settled. */
  claimed(): number;
  delivered(): number;
  mostUnderWay(): number;
  /** Messages that were refused and wait again, in order. */
  readonly takenBack: readonly string[];
  /** What was told of the contract: why it is in doubt, `open` when it is not any more. */
  readonly contracts: readonly string[];
  /** Messages that ended refused. */
  refused(): readonly string[];
  /** Lets so many milliseconds pass. */
  pass(ms: number): Promise<void>;
  /** How many left in each of the next seconds. */
  sentPerSecond(seconds: number): Promise<readonly number[]>;
}

export interface LaneSettings {
  readonly messages: number;
  readonly mostAtOnce?: number;
  readonly takesMs?: number;
  /**
   * What becomes of a message, by how many left before it, when it comes back, in milliseconds since the start, and which
   * one it is.
   */
  readonly answer?: (turn: number, at: number, index: number) => Decision;
  /** What messages are put with; absent: the destination does not say. */
  readonly askedWith?: () => unknown;
  readonly shut?: (at: number) => Fault | undefined;
  readonly kept?: LaneState;
  readonly claim?: (turn: number) => Promise<void>;
  readonly write?: (what: string) => Promise<void>;
  /** How far the clock is behind the timers, so many milliseconds after the start. */
  readonly clockBehindMs?: (at: number) => number;
}

/** The moment a world begins. */
export const START = Date.parse('2026-11-20T03:00:00Z');
export const DELIVERED: Decision = { to: 'delivered', value: null };
export const HELD: Decision = {
  to: 'again',
  reason: 'auth',
  unsure: false,
  attempted: true,
  hold: { reason: 'auth' },
};

interface Kept {
  readonly message: Claimed;
  state: 'waiting' | 'sending' | 'ended';
  dueAt: number;
  refused?: boolean;
}

export async function withLane(settings: LaneSettings, action: (world: LaneWorld) => Promise<void>): Promise<void> {
  jest.useFakeTimers({ now: START });
  try {
    const { world, lane } = createWorld(settings);
    try {
      await action(world);
    } finally {
      const closed = lane.close();
      await jest.advanceTimersByTimeAsync(settings.takesMs ?? 100);
      await closed;
    }
  } finally {
    jest.useRealTimers();
  }
}

function createWorld(settings: LaneSettings): { readonly world: LaneWorld; readonly lane: Lane } {
  const { mostAtOnce = 10, takesMs = 100, answer = () => DELIVERED, clockBehindMs = () => 0 } = settings;
  const kept = Array.from({ length: settings.messages }, (_, index): Kept => {
    return { message: claimedMessage(index), state: 'waiting', dueAt: START - 1_000_000 + index };
  });
  const of = ({ sequence }: Claimed) => kept[sequence] as Kept;
  const sent: { id: string; at: number }[] = [];
  const written: string[] = [];
  const troubles: string[] = [];
  const takenBack: string[] = [];
  const contracts: string[] = [];
  const now = () => new Date(Date.now() - clockBehindMs(Date.now() - START));
  let underWay = 0;
  let mostUnderWay = 0;
  let claims = 0;

  const destination: Destination = {
    mostAtOnce,
    whenUnknown: () => 'resend',
    shut: () => settings.shut?.(Date.now() - START),
    send: () => Promise.reject(new Error('deliver stands for it')),
    ...(settings.askedWith ? { askedWith: settings.askedWith } : {}),
  };
  async function claim(_lane: string, _owner: string, limit: number, now: number) {
    claims += 1;
    await settings.claim?.(claims);
    const due = kept.filter(({ state, dueAt }) => state === 'waiting' && dueAt <= now);
    const mine = due.toSorted((one, other) => one.dueAt - other.dueAt).slice(0, limit);
    for (const one of mine) one.state = 'sending';
    return mine.map(({ message }) => message);
  }
  async function deliver(message: Claimed, _destination: Destination, doubted?: string): Promise<Outcome> {
    const decision = orDoubted(await attempt(message), doubted);
    const at = now().getTime();
    const mine = of(message);
    mine.state = decision.to === 'again' ? 'waiting' : 'ended';
    mine.refused = decision.to === 'refused';
    mine.dueAt = decision.to === 'again' ? (decision.hold ? held(mine, decision.reason, at) : at + 1000) : mine.dueAt;
    return decision.to === 'again' ? { decision, dueAt: mine.dueAt } : { decision };
  }
  /** Behind what is due already where the contract is in doubt, as a delivery has it. */
  const held = ({ dueAt }: Kept, reason: string, at: number) => (reason.startsWith('contract') ? at : dueAt);
  async function takeBack(message: Claimed): Promise<void> {
    takenBack.push(message.id);
    Object.assign(of(message), { state: 'waiting', refused: false, dueAt: now().getTime() });
  }
  async function attempt({ id, sequence }: Claimed): Promise<Decision> {
    const turn = sent.push({ id, at: Date.now() - START }) - 1;
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    await new Promise((resolve) => setTimeout(resolve, takesMs));
    underWay -= 1;
    return answer(turn, Date.now() - START, sequence);
  }
  async function write(what: string): Promise<void> {
    await settings.write?.(what);
    written.push(what);
  }
  const put = ({ state, reason }: LaneState) => write(`${state} ${reason}`);
  const open = () => write('open');
  const lane = createLane({
    name: 'bpjs antrean-tambah',
    owner: 'worker',
    store: { claim, putLane: put, holdLane: put, openLane: open, reopenLane: open },
    destination,
    deliver,
    takeBack,
    contract: (reason) => void contracts.push(reason ?? 'open'),
    async release(message) {
      of(message).state = 'waiting';
    },
    now,
    trouble: (what) => troubles.push(what),
    ...(settings.kept ? { kept: settings.kept } : {}),
  });
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const world: LaneWorld = {
    lane,
    sent,
    written,
    ...{ troubles, takenBack, contracts },
    refused: () => kept.filter(({ refused }) => refused).map(({ message }) => message.id),
    claimed: () => kept.filter(({ state }) => state === 'sending').length,
    delivered: () => kept.filter(({ state }) => state === 'ended').length,
    mostUnderWay: () => mostUnderWay,
    pass: async (ms) => {
      await pass(ms);
    },
    async sentPerSecond(seconds) {
      const counts: number[] = [];
      for (let second = 0; second < seconds; second += 1) {
        const before = sent.length;
        await pass(1000);
        counts.push(sent.length - before);
      }
      return counts;
    },
  };
  return { world, lane };
}

function claimedMessage(index: number): Claimed {
  return {
    sequence: index,
    id: `psn_${index}`,
    lane: 'bpjs antrean-tambah',
    orderingKey: '',
    service: 'daftarAntrean',
    application: 'antrean',
    about: '',
    attempts: 1,
    unsure: false,
    acceptedAt: 0,
    sealed: new Uint8Array(0),
  };
}
