import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Callback, Received } from '../../connectors/callback.ts';
import type { Route } from './routes.ts';

/** What the connector makes of a call; `stopped`: the address guessed so often that nobody looks at what it says now. */
export type Listen = (route: Route, address: string, receive: () => Received) => Promise<Received | 'stopped'>;

const A_MINUTE_SECONDS = 60;

/** Slows down whoever tries one password after the other; counted by instance and address. */
export function createListen(refusalsPerMinute: number, trouble: (what: string) => void): Listen {
  const limiter = new RateLimiterMemory({ points: refusalsPerMinute, duration: A_MINUTE_SECONDS });
  /** Those that ever refused credentials. The others go on: whoever shares an address with a guesser has a token. */
  const guessable = new Set<Callback<unknown>>();
  return async ({ instance, callback }, address, receive) => {
    const key = `${instance.name} ${address}`;
    // counted before it is looked at: of a hundred sent down one connection at once, no more are looked at than of others
    const { consumedPoints } = await limiter.penalty(key);
    if (consumedPoints > refusalsPerMinute && guessable.has(callback)) return 'stopped';
    const received = receive();
    if (received.kind === 'answered' && received.refused) {
      guessable.add(callback);
      if (consumedPoints === refusalsPerMinute)
        trouble(`${instance.name}: ${callback.name} refused the credentials of one address too often; it has to wait`);
    } else await limiter.reward(key);
    return received;
  };
}
