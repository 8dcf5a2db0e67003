import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../connectors/connector.ts';
import type { Decision } from '../../../hub/relay/decision.ts';
import type { LaneState } from '../../../hub/store/forwarding.ts';
import { DELIVERED, HELD, START, withLane } from './with-lane.ts';

const WORDS = 'lokasi.kecamatan wajib diisi';
const EMPTY: Decision = { to: 'refused', code: '422', reason: WORDS };
const OTHERWISE: Decision = { to: 'refused', code: '422', reason: 'isi terlalu pendek' };
const CHANGED: Decision = {
  to: 'again',
  reason: 'changed',
  unsure: false,
  attempted: true,
  hold: { reason: 'changed' },
};
const REASON = `contract: ${WORDS}`;
const askedWith = () => 'as ever';
/** From this moment on everything is refused. */
const refusesFrom = (from: number) => (_turn: number, at: number) => (at < from ? DELIVERED : EMPTY);

describe('a lane whose upstream suddenly refuses everything in the same words', () => {
  test('is held after a few, with the words, and loses none of them', () =>
    withLane({ messages: 200, mostAtOnce: 4, askedWith, answer: refusesFrom(1000) }, async (world) => {
      world.lane.wake();
      await world.pass(2000);
      expect(world.lane.shut()).toMatchObject({ state: 'held', reason: REASON });
      expect(world.contracts).toEqual([REASON]);
      expect(world.takenBack.length).toBeGreaterThanOrEqual(3);
      expect(world.takenBack.length).toBeLessThanOrEqual(3 + 4);
      expect(world.refused()).toEqual([]);
    }));

  test('goes on within a moment when messages are put in another way, and all arrive', () => {
    let release = 'old';
    const answer = (_turn: number, at: number): Decision => (at < 1000 || release === 'new' ? DELIVERED : EMPTY);
    return withLane({ messages: 200, askedWith: () => release, answer }, async (world) => {
      world.lane.wake();
      await world.pass(60_000);
      expect(world.lane.shut()).toMatchObject({ reason: REASON });
      release = 'new';
      world.lane.askedAnew();
      await world.pass(200);
      expect(world.lane.shut()).toBeUndefined();
      expect(world.contracts).toEqual([REASON, 'open']);
      await world.pass(60_000);
      expect(world.delivered()).toBe(200);
      expect(world.refused()).toEqual([]);
    });
  });

  test('tells those at once that are refused for reasons of their own', () => {
    const answer = (_turn: number, at: number, index: number): Decision =>
      at < 1000 ? DELIVERED : index % 10 === 9 ? OTHERWISE : EMPTY;
    return withLane({ messages: 60, mostAtOnce: 2, askedWith, answer }, async (world) => {
      world.lane.wake();
      await world.pass(300_000);
      expect(world.lane.shut()).toMatchObject({ reason: REASON });
      expect(world.refused().filter((id) => !id.endsWith('9'))).toEqual([]);
      expect(world.refused().length).toBeGreaterThan(1);
    });
  });

  test('tries each that waits every few seconds: one of them may be good, and then the words are about the messages', () => {
    const answer = (_turn: number, _at: number, index: number): Decision =>
      index >= 20 && index < 40 ? EMPTY : DELIVERED;
    return withLane({ messages: 60, mostAtOnce: 1, askedWith, answer }, async (world) => {
      world.lane.wake();
      await world.pass(120_000);
      expect(world.lane.shut()).toBeUndefined();
      expect(world.refused()).toHaveLength(20); // told in the end, as it is about them
      expect(world.sent.filter(({ id }) => id === 'psn_59')).toHaveLength(1);
      expect(world.sent.find(({ id }) => id === 'psn_40')?.at).toBeLessThan(40_000);
      expect(world.contracts).toEqual([REASON, 'open']);
    });
  });

  test('is known to be held for that after a restart, and probes with one', () => {
    const kept: LaneState = { lane: 'x', state: 'held', reason: REASON, since: START - 9000, until: START + 99_000 };
    return withLane({ messages: 5, kept, askedWith, answer: () => EMPTY }, async (world) => {
      world.lane.wake();
      await world.pass(10_000);
      expect(world.lane.shut()).toMatchObject({ reason: REASON, since: START - 9000 });
      expect(world.refused()).toEqual([]);
      expect(world.mostUnderWay()).toBe(1);
    });
  });

  test('stays paused when a person said so, and asks the doubt anew when it is opened', () => {
    let release = 'old';
    const answer = (_turn: number, at: number): Decision => (at < 1000 || release === 'new' ? DELIVERED : EMPTY);
    return withLane({ messages: 200, mostAtOnce: 4, askedWith: () => release, answer }, async (world) => {
      world.lane.wake();
      await world.pass(2000);
      await world.lane.pause('audit');
      const before = world.sent.length;
      release = 'new';
      world.lane.askedAnew();
      await world.pass(60_000);
      expect(world.sent).toHaveLength(before);
      expect(world.lane.shut()).toMatchObject({ state: 'paused', reason: 'audit' });
      await world.lane.open();
      expect(world.contracts).toEqual([REASON, 'open']);
      await world.pass(60_000);
      expect(world.delivered()).toBe(200);
    });
  });
});

describe('a lane that waits for a release', () => {
  const BREAKER: Fault = {
    trouble: 'unavailable',
    outcome: 'not-done',
    reason: 'breaker_open',
    retryAt: new Date(START + 90_000),
  };

  test.each([
    { whose: 'the hub’s own breaker', fault: BREAKER },
    { whose: 'a person', fault: { ...BREAKER, reason: 'stopped_by_operator' } },
  ])('says so even while $whose keeps the door shut, and goes on at once when asked anew', ({ fault }) => {
    let isMended = false;
    const answer = () => (isMended ? DELIVERED : CHANGED);
    const shut = (at: number) => (!isMended && at > 500 ? fault : undefined);
    return withLane({ messages: 50, askedWith, answer, shut }, async (world) => {
      world.lane.wake();
      await world.pass(5000);
      expect(world.lane.shut()).toMatchObject({ reason: 'changed' });
      isMended = true;
      world.lane.askedAnew();
      await world.pass(900);
      expect(world.lane.shut()).toBeUndefined();
      expect(world.delivered()).toBeGreaterThan(0);
    });
  });

  test('and meets another trouble says that one, and the end of the former is told all the same', () => {
    const answer = (turn: number): Decision => [CHANGED, HELD, HELD][turn] ?? DELIVERED;
    return withLane({ messages: 3, askedWith, answer }, async (world) => {
      world.lane.wake();
      await world.pass(2000);
      expect(world.lane.shut()).toMatchObject({ reason: 'auth' });
      await world.pass(30_000);
      expect(world.lane.shut()).toBeUndefined();
      expect(world.contracts).toEqual(['changed', 'open']);
    });
  });

  test('is no excuse for trying a key that is refused, message after message', () => {
    const answer = (_turn: number, at: number): Decision => (at < 1000 ? DELIVERED : at < 2500 ? EMPTY : HELD);
    return withLane({ messages: 200, mostAtOnce: 2, askedWith, answer }, async (world) => {
      world.lane.wake();
      await world.pass(2500);
      const before = world.sent.length;
      await world.pass(60_000);
      expect(world.sent.length - before).toBeLessThanOrEqual(7); // 1, 2, 4, 8, 16, 32 seconds
    });
  });

  test('is not tried because messages of another kind are put in another way', () =>
    withLane({ messages: 3, askedWith, answer: () => HELD }, async (world) => {
      world.lane.wake();
      await world.pass(10_000);
      const before = world.sent.length;
      world.lane.askedAnew();
      await world.pass(1);
      expect(world.sent).toHaveLength(before);
    }));
});
