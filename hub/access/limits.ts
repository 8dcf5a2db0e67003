import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Application } from './applications.ts';

export interface RateLimits {
  /** Resolves to `undefined` when the request may pass, else to the seconds until the next may. */
  take(application: Application): Promise<number | undefined>;
}

/** Requests a minute and application. One limiter per distinct limit, counted by application. */
export function createRateLimits(defaultPerMinute: number): RateLimits {
  const limiters = new Map<number, RateLimiterMemory>();
  const limiterOf = (points: number) => {
    const there = limiters.get(points) ?? new RateLimiterMemory({ points, duration: 60 });
    limiters.set(points, there);
    return there;
  };
  return {
    async take(application) {
      try {
        await limiterOf(application.requestsPerMinute ?? defaultPerMinute).consume(application.id);
        return undefined;
      } catch (refusal) {
        return Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000));
      }
    },
  };
}
