import { isIPv6 } from 'node:net';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
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

/** One subscriber has 2^64 addresses of IPv6: what counts is the first half. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const between = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...between, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
