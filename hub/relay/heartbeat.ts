import type { MessageStore } from '../store/forwarding.ts';

const BEAT_MS = 1000;
/** A worker that was silent for so long is dead: with the sweep, what it held goes on within five seconds. */
const DEAD_AFTER_MS = 3000;
const SWEEP_MS = 500;

export interface Heartbeat {
  /** `false` when others may think that this worker is dead. Costs nothing. */
  alive(): boolean;
  /** Looks no more for what is due; goes on beating. */
  rest(): Promise<void>;
  stop(): void;
}

export interface HeartbeatParts {
  readonly store: Pick<MessageStore, 'beat' | 'takeOver'>;
  readonly owner: string;
  /** Looks for what is due. `taken`: lanes of what dead workers held. */
  readonly sweep: (taken: readonly string[], at: number) => Promise<void>;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** Says that this worker is alive, takes over from those that are not, and looks for what nobody rang a bell for. */
export async function startHeartbeat({ store, owner, sweep, now, trouble }: HeartbeatParts): Promise<Heartbeat> {
  // on the clock that never jumps, and short of the moment at which others take over, with a second to spare
  let beatAt = Number.NEGATIVE_INFINITY;
  const alive = () => performance.now() - beatAt < DEAD_AFTER_MS - BEAT_MS;

  const beat = async () => {
    const began = performance.now();
    try {
      await store.beat(owner, now().getTime());
      beatAt = began;
    } catch (error) {
      trouble('the relay could not say that it lives', error);
    }
  };
  const look = async () => {
    try {
      const at = now().getTime();
      await sweep(await store.takeOver(owner, at - DEAD_AFTER_MS, at), at);
    } catch (error) {
      trouble('due messages could not be looked for', error);
    }
  };

  await beat();
  await look();
  let looking: Promise<void> | undefined;
  const beats = setInterval(() => void beat(), BEAT_MS).unref();
  const looks = setInterval(() => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  }, SWEEP_MS).unref();
  return {
    alive,
    async rest() {
      clearInterval(looks);
      await looking;
    },
    stop: () => clearInterval(beats),
  };
}
