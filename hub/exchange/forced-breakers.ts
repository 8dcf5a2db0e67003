import type { BreakerStore, BreakerWord } from '../store/breakers.ts';

/** A breaker that a person holds. */
export type ForcedBreaker = Omit<BreakerWord, 'to'> & { readonly to: 'open' | 'closed' };

/** Who says so, and why. */
export interface Said {
  readonly by: string;
  readonly reason: string;
}

/** What people said about the breakers of one instance. */
export interface InstanceBreakers {
  /** `undefined`: it decides by itself. Costs a look in a map. */
  of(operation: string): ForcedBreaker | undefined;
  /** Holds from the moment it is on the disk. Rejects with a RangeError, in Indonesian, where who or why is not said. */
  say(operation: string, to: BreakerWord['to'], said: Said): Promise<void>;
  /** Told of each operation whose breaker was given back. */
  onGivenBack(listener: (operation: string) => void): void;
}

export interface ForcedBreakers {
  of(instance: string): InstanceBreakers;
  /** Takes over what other processes and commands said. */
  refresh(): Promise<void>;
}

const LONGEST_REASON = 300;

/** Reads what was said before the start, so that a restart forces nothing open or closed that was not. */
export async function openForcedBreakers(store: BreakerStore, now: () => Date): Promise<ForcedBreakers> {
  const instances = new Map<string, Map<string, ForcedBreaker>>();
  const listeners = new Map<string, (operation: string) => void>();
  let said = 0;

  function forcedOf(instance: string): Map<string, ForcedBreaker> {
    const there = instances.get(instance);
    if (there) return there;
    const forced = new Map<string, ForcedBreaker>();
    instances.set(instance, forced);
    return forced;
  }

  function take(word: BreakerWord): void {
    const { instance, operation, to } = word;
    const forced = forcedOf(instance);
    if (to !== 'auto') forced.set(operation, { ...word, to });
    else if (forced.delete(operation)) listeners.get(instance)?.(operation);
  }

  async function refresh(): Promise<void> {
    const before = said;
    const words = await store.words();
    if (said === before) for (const word of words) take(word); // else what was read is older than what was said here
  }
  await refresh();

  return {
    refresh,
    of: (instance) => {
      const forced = forcedOf(instance);
      return {
        of: (operation) => forced.get(operation),
        async say(operation, to, { by, reason }) {
          const word = { instance, operation, to, since: now().getTime(), by: by.trim(), reason: reason.trim() };
          check(word);
          await store.say(word);
          said += 1;
          take(word);
        },
        onGivenBack: (listener) => void listeners.set(instance, listener),
      };
    },
  };
}

function check({ to, by, reason }: BreakerWord): void {
  if (by === '') throw new RangeError('Pemutus hanya diubah atas nama seseorang.');
  if (to !== 'auto' && reason === '') throw new RangeError('Tulis alasan mengapa pemutus ini dipaksa.');
  if (reason.length > LONGEST_REASON) throw new RangeError(`Alasan paling panjang ${LONGEST_REASON} huruf.`);
}
