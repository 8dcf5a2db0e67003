import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../access/network.ts';
import { tooMany } from './fault.ts';

const A_MINUTE_SECONDS = 60;

export interface AddressLimit {
  /** Throws a `Fault` where the address has asked for too much. */
  take(address: string | undefined, points: number): Promise<void>;
}

/** Whoever asks without a key is known by where from only. */
export function createAddressLimit(perMinute: number): AddressLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: A_MINUTE_SECONDS });
  return {
    async take(address, points) {
      try {
        await limiter.consume(networkOf(address ?? ''), points);
      } catch (refusal) {
        throw tooMany(Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000)));
      }
    },
  };
}
