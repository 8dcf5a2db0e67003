import type { LaneStanding, MessageStore } from '../store/forwarding.ts';

/** What stands in each lane, as of a moment ago. */
export type Standing = () => Promise<ReadonlyMap<string, LaneStanding>>;

const NO_OFTENER_MS = 1000;
/** Payments wait in the same thread: looking takes a hundredth of its time at most, however much waits. */
const SHARE = 100;

/** Asked twice a second by everybody who looks, it is read once a second, and less often where reading takes long. */
export function createStanding(messages: Pick<MessageStore, 'standing'>): Standing {
  let known: ReadonlyMap<string, LaneStanding> = new Map();
  let goodUntil = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const started = performance.now();
    known = new Map((await messages.standing()).map((one) => [one.lane, one]));
    const ended = performance.now();
    goodUntil = ended + Math.max(NO_OFTENER_MS, (ended - started) * SHARE);
  }

  return async () => {
    if (performance.now() < goodUntil) return known;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
    return known;
  };
}
