import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../connectors/connector.ts';
import { HELD, START, withLane } from './with-lane.ts';

const BREAKER: Fault = { trouble: 'unavailable', outcome: 'not-done', reason: 'breaker_open' };
const STOPPED: Fault = { ...BREAKER, reason: 'stopped_by_operator' };
const AUTH: Fault = { trouble: 'auth', outcome: 'not-done', reason: 'auth_failed', retryAt: new Date(START + 20_000) };

/** Somebody else found out: a breaker, a read of the same account. */
describe('a lane that finds its door shut', () => {
  test.each<{ given: string; retryAt?: Date }>([
    { given: 'without knowing for how long' },
    { given: 'until a moment that is over', retryAt: new Date(START + 500) },
  ])('looks again every second, $given: what was not sent is no failed probe', (until) =>
    withLane(
      { messages: 3, shut: (at) => (at < 10_000 ? { ...BREAKER, ...until } : undefined) },
      async ({ lane, sent, pass }) => {
        lane.wake();
        await pass(9_990);
        expect(sent).toEqual([]);
        await pass(1_100);
        expect(sent[0]?.at).toBeLessThan(11_000);
      },
    ),
  );

  test('while it is claiming sends none of what it gets, and gives it back', () =>
    withLane(
      {
        messages: 40,
        claim: () => new Promise((resolve) => setTimeout(resolve, 30)),
        shut: (at) => (at >= 10 && at < 20_000 ? AUTH : undefined),
      },
      async (world) => {
        world.lane.wake();
        await world.pass(15_000);
        expect(world.sent).toEqual([]);
        expect(world.claimed()).toBe(0);
        await world.pass(60_000);
        expect(world.delivered()).toBe(40);
      },
    ));

  test('says that a person stopped it, for as long as that is so and whatever it stood still for before', () =>
    withLane(
      {
        messages: 3,
        shut: (at) => (at > 500 && at < 60_000 ? STOPPED : at < 70_000 && at > 500 ? BREAKER : undefined),
        answer: () => HELD,
      },
      async ({ lane, pass }) => {
        lane.wake();
        await pass(400);
        expect(lane.shut()).toMatchObject({ reason: 'auth' });
        await pass(9600);
        expect(lane.shut()).toMatchObject({ state: 'held', reason: 'stopped_by_operator' });
        await pass(52_000);
        expect(lane.shut()).toMatchObject({ reason: 'breaker_open' });
        await pass(20_000);
        expect(lane.shut()).toMatchObject({ reason: 'auth' });
      },
    ));

  test('tells the trouble, in the same word as when it finds out by itself', () =>
    withLane({ messages: 3, shut: () => AUTH }, async ({ lane, pass }) => {
      lane.wake();
      await pass(10);
      expect(lane.shut()).toMatchObject({ state: 'held', reason: 'auth', until: START + 20_000 });
    }));
});
