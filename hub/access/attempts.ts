import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './network.ts';

export interface AttemptLimits {
  readonly perAddress: number;
  readonly perName: number;
  readonly duringSeconds: number;
}

const LIMITS: AttemptLimits = { perAddress: 30, perName: 10, duringSeconds: 900 };
/** Whoever has many addresses fills so many places and no more; each takes about 400 bytes. */
const PLACES = 16_384;

/** Counts attempts before they are looked at, so that a right password among a thousand sent at once does not get through. */
export interface Attempts {
  /** Resolves to the seconds to wait when there were too many, else to what takes this attempt back. */
  take(about: { readonly name: string; readonly address?: string }): Promise<number | (() => Promise<void>)>;
}

export function createAttempts({ perAddress, perName, duringSeconds }: AttemptLimits = LIMITS): Attempts {
  const placeOf = createPlaces();
  const addresses = new RateLimiterMemory({ points: perAddress, duration: duringSeconds });
  const names = new RateLimiterMemory({ points: perName, duration: duringSeconds });
  return {
    async take({ name, address }) {
      const counted: [RateLimiterMemory, string][] = [];
      try {
        if (address !== undefined) counted.push([addresses, placeOf(`address ${networkOf(address)}`)]);
        counted.push([names, placeOf(`name ${name}`)]);
        for (const [limiter, place] of counted) await limiter.consume(place);
      } catch (refusal) {
        return Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000));
      }
      return async () => {
        for (const [limiter, place] of counted) await limiter.reward(place);
      };
    },
  };
}

/** Keyed, so that nobody can choose an address or a name that shares its place with another. */
function createPlaces(): (text: string) => string {
  const key = randomBytes(32);
  return (text) => String(createHmac('sha256', key).update(text).digest().readUInt32BE() % PLACES);
}
