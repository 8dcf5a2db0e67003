import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../../../hub/relay/decision.ts';
import type { LaneState } from '../../../hub/store/forwarding.ts';
import { DELIVERED, HELD, type LaneWorld, START, withLane } from './with-lane.ts';

const AGAIN: Decision = { to: 'again', reason: 'unreachable', unsure: false, attempted: true };
const UNSURE: Decision = { to: 'unsure', reason: 'timeout' };
const SENDER_DIED: Decision = { to: 'unsure', reason: 'sender_died' };
const REFUSED: Decision = { to: 'refused', code: '208' };
const secondsOf = ({ sent }: LaneWorld) => sent.map(({ at }) => at / 1000);

describe('a lane that has been idle', () => {
  test('sends one first, and two more for each that is answered well', () =>
    withLane({ messages: 100, mostAtOnce: 16 }, async ({ lane, sent, pass }) => {
      lane.wake();
      const left: number[] = [];
      for (let turn = 0; turn < 6; turn += 1) {
        await pass(turn === 0 ? 1 : 100);
        left.push(sent.length);
      }
      expect(left).toEqual([1, 3, 7, 15, 31, 47]); // 1, 2, 4, 8, 16 at once, and never more
    }));

  test('never has more under way than its destination bears, however often it is woken', () =>
    withLane({ messages: 400, mostAtOnce: 7 }, async (world) => {
      for (let turn = 0; turn < 300; turn += 1) {
        world.lane.wake();
        await world.pass(23);
      }
      expect(world.mostUnderWay()).toBe(7);
      expect(world.delivered()).toBe(400);
      expect(new Set(world.sent.map(({ id }) => id)).size).toBe(400);
    }));

  test('asks the store for nothing while nothing may be sent', () =>
    withLane({ messages: 5, shut: () => SHUT_UNTIL_20 }, async (world) => {
      world.lane.wake();
      await world.pass(19_000);
      expect(world.claimed() + world.sent.length).toBe(0);
      expect(world.lane.shut()).toMatchObject({ state: 'held', reason: 'breaker_open', until: START + 20_000 });
    }));
});

describe('a lane before a door that is shut', () => {
  test('burns 3 attempts of a thousand messages in five seconds, and doubles its pause up to a minute', () =>
    withLane({ messages: 1000, takesMs: 0, answer: () => HELD }, async (world) => {
      world.lane.wake();
      await world.pass(5000);
      expect(world.sent).toHaveLength(3);
      await world.pass(200_000);
      expect(secondsOf(world).map(Math.floor)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
      expect(new Set(world.sent.map(({ id }) => id))).toEqual(new Set(['psn_0'])); // the same one finds it out
      expect(world.mostUnderWay()).toBe(1);
    }));

  test('gives back what it has claimed and not sent', () =>
    withLane({ messages: 200, answer: (turn) => (turn < 60 ? DELIVERED : HELD) }, async (world) => {
      world.lane.wake();
      await world.pass(5000);
      await world.pass(0);
      expect(world.lane.shut()).toMatchObject({ state: 'held', reason: 'auth' });
      expect(world.claimed()).toBeLessThanOrEqual(1); // the probe
      expect(world.delivered()).toBe(60);
    }));

  test('takes what failed together for one failure', () =>
    withLane({ messages: 200, answer: (_turn, at) => (at < 1000 ? DELIVERED : HELD) }, async (world) => {
      world.lane.wake();
      await world.pass(1050);
      const before = world.sent.length;
      expect(world.lane.shut()).toMatchObject({ since: START + 1000, until: START + 2000 });
      await world.pass(900);
      expect(world.sent).toHaveLength(before);
      await world.pass(100);
      expect(world.sent).toHaveLength(before + 1);
      expect(world.written).toEqual(['held auth']);
    }));

  test('comes back when it is told to, and not before', () =>
    withLane({ messages: 20, answer: (turn) => (turn === 0 ? HELD_UNTIL_9 : DELIVERED) }, async (world) => {
      world.lane.wake();
      await world.pass(8999);
      expect(world.sent).toHaveLength(1);
      await world.pass(3000);
      expect(secondsOf(world)[1]).toBe(9);
      expect(world.delivered()).toBe(20);
      expect(world.written).toEqual(['held auth', 'open']);
    }));

  test('comes back by itself when the clock was put back meanwhile', () => {
    const clockBehindMs = (at: number) => (at < 500 ? 0 : 7);
    return withLane({ messages: 3, clockBehindMs, answer: opensAfterOne }, async (world) => {
      world.lane.wake();
      await world.pass(3000);
      expect(world.delivered()).toBe(3);
    });
  });

  test('does not wait longer because it was found shut: nothing was sent', () =>
    withLane({ messages: 3, takesMs: 0, shut: (at) => (at < 20_000 ? SHUT : undefined) }, async (world) => {
      world.lane.wake();
      await world.pass(60_000);
      expect(secondsOf(world)[0]).toBeLessThanOrEqual(21);
      expect(world.delivered()).toBe(3);
    }));

  test('is opened by an answer, whatever it says', () =>
    withLane({ messages: 2, answer: (turn) => (turn === 0 ? HELD : REFUSED) }, async (world) => {
      world.lane.wake();
      await world.pass(3000);
      expect(world.lane.shut()).toBeUndefined();
      expect(world.delivered()).toBe(2);
    }));

  test.each<{ given: string; probe: Decision; want: readonly number[] }>([
    { given: 'that fails in another way', probe: AGAIN, want: [0, 1, 3, 7] },
    { given: 'whose answer is lost', probe: UNSURE, want: [0, 1, 3, 7] },
    { given: 'that was not sent after all', probe: SENDER_DIED, want: [0, 1, 1, 1, 1, 1] },
  ])('is not opened by a probe $given', ({ probe, want }) =>
    withLane({ messages: 5, takesMs: 0, answer: (turn) => (turn === 0 ? HELD : probe) }, async (world) => {
      world.lane.wake();
      await world.pass(10_000);
      expect(secondsOf(world).map(Math.floor)).toEqual(want);
      expect(world.lane.shut()).toMatchObject({ state: 'held', reason: 'auth', since: START });
    }),
  );

  test('does not speed up on answers that are lost', () =>
    withLane({ messages: 50, mostAtOnce: 16, answer: () => UNSURE }, async (world) => {
      world.lane.wake();
      await world.pass(2000);
      expect(world.mostUnderWay()).toBe(1);
    }));
});

describe('after an outage', () => {
  test('of more than ten seconds a lane starts at about ten a second, and doubles', () =>
    withLane({ messages: 9000, mostAtOnce: 100, takesMs: 10, answer: openFrom(20_000) }, async (world) => {
      world.lane.wake();
      while (world.lane.shut() || world.delivered() === 0) await world.pass(100);
      const perSecond = await world.sentPerSecond(6);
      const want = [10, 20, 40, 80, 160, 320];
      for (const [second, count] of perSecond.entries()) {
        expect(count).toBeGreaterThanOrEqual((want[second] ?? 0) * 0.6);
        expect(count).toBeLessThanOrEqual((want[second] ?? 0) * 1.5);
      }
    }));

  test('that was shorter a lane goes on as fast as answers come', () =>
    withLane({ messages: 9000, mostAtOnce: 100, takesMs: 10, answer: openFrom(4000) }, async (world) => {
      world.lane.wake();
      while (world.lane.shut() || world.delivered() === 0) await world.pass(100);
      expect((await world.sentPerSecond(1))[0]).toBeGreaterThan(500);
    }));

  test('that a person ends a lane starts slowly as well', () =>
    withLane({ messages: 9000, mostAtOnce: 100, takesMs: 10 }, async (world) => {
      await world.lane.pause('maintenance');
      await world.pass(11_000);
      await world.lane.open();
      expect((await world.sentPerSecond(1))[0]).toBeLessThanOrEqual(12);
    }));
});

describe('a person', () => {
  test('pauses a lane: what is under way ends, nothing else leaves, and nothing stays claimed', () =>
    withLane({ messages: 300 }, async (world) => {
      world.lane.wake();
      await world.pass(950);
      await world.lane.pause('audit');
      const before = world.sent.length;
      await world.pass(120_000);
      world.lane.wake();
      await world.pass(1000);
      expect(world.sent).toHaveLength(before);
      expect(world.delivered()).toBe(before);
      expect(world.claimed()).toBe(0);
      expect(world.lane.shut()).toMatchObject({ state: 'paused', reason: 'audit', until: null });
      expect(world.written).toEqual(['paused audit']);
      await world.lane.open();
      await world.pass(60_000);
      expect(world.delivered()).toBe(300);
    }));

  test('opens a held lane: it is tried at once', () =>
    withLane({ messages: 3, takesMs: 0, answer: (_turn, at) => (at < 40_000 ? HELD : DELIVERED) }, async (world) => {
      world.lane.wake();
      await world.pass(40_000);
      const before = world.sent.length;
      await world.lane.open();
      await world.pass(1);
      expect(world.sent).toHaveLength(before + 1);
    }));

  test('is told when the pause could not be written', () =>
    withLane({ messages: 3, write: () => Promise.reject(new Error('the disk is full')) }, async ({ lane }) => {
      await expect(lane.pause('audit')).rejects.toThrow('the disk is full');
    }));

  test('has the last word on the disk, however slow the disk is', () =>
    withLane({ messages: 3, answer: (turn) => (turn === 0 ? HELD : DELIVERED), write: slowFirst }, async (world) => {
      world.lane.wake();
      await world.pass(1200); // held, and open again: both still on their way to the disk
      const paused = world.lane.pause('audit');
      await world.pass(5000);
      await paused;
      expect(world.written).toEqual(['held auth', 'open', 'paused audit']);
    }));
});

describe('a lane that a former process left', () => {
  const left: LaneState = { lane: 'x', state: 'held', reason: 'auth', since: START - 60_000, until: START + 999_000 };

  test('held is tried at once, with one message, and then starts slowly', () =>
    withLane({ messages: 900, mostAtOnce: 100, takesMs: 10, kept: left }, async (world) => {
      world.lane.wake();
      await world.pass(5);
      expect(world.sent).toHaveLength(1);
      expect((await world.sentPerSecond(1))[0]).toBeLessThanOrEqual(12);
      expect(world.written).toEqual(['open']);
    }));

  test('paused stays so', () =>
    withLane({ messages: 9, kept: { ...left, state: 'paused', until: null } }, async (world) => {
      world.lane.wake();
      await world.pass(600_000);
      expect(world.sent).toEqual([]);
    }));
});

describe('a lane and its store', () => {
  test('closing leaves nothing claimed, not even what is being claimed', () =>
    withLane({ messages: 100, claim: () => new Promise((resolve) => setTimeout(resolve, 30)) }, async (world) => {
      world.lane.wake();
      await world.pass(1015); // in the midst of a claim
      const closed = world.lane.close();
      await world.pass(500);
      await closed;
      expect(world.claimed()).toBe(0);
      const before = world.sent.length;
      world.lane.wake();
      await world.pass(60_000);
      expect(world.sent).toHaveLength(before);
    }));

  test('what cannot be claimed is told and tried again', () =>
    withLane({ messages: 5, claim: failing(2) }, async (world) => {
      world.lane.wake();
      await world.pass(900);
      expect(world.troubles).toEqual(['messages could not be claimed']);
      await world.pass(10_000);
      expect(world.troubles).toHaveLength(2);
      expect(world.delivered()).toBe(5);
    }));

  test('a state that cannot be written is told, and nothing else changes', () =>
    withLane(
      { messages: 2, answer: (turn) => (turn ? DELIVERED : HELD), write: () => Promise.reject(new Error('full')) },
      async (world) => {
        world.lane.wake();
        await world.pass(5000);
        expect(world.troubles).toEqual(new Array(2).fill('the state of a lane could not be written'));
        expect(world.delivered()).toBe(2);
      },
    ));

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('a bell that rings %i turns after a claim came back is heard', (turns) => {
    let ring: () => void = () => {};
    let claims = 0;
    const claim = async () => {
      claims += 1;
      if (claims === 1) void afterTurns(turns).then(() => ring());
    };
    return withLane({ messages: 0, claim }, async ({ lane, pass }) => {
      ring = lane.wake;
      lane.wake();
      await pass(1);
      expect(claims).toBe(2);
    });
  });

  test('a message that failed alone comes again when it is due, without being called', () =>
    withLane({ messages: 3, answer: (turn) => (turn === 1 ? AGAIN : DELIVERED) }, async (world) => {
      world.lane.wake();
      await world.pass(3000);
      expect(world.delivered()).toBe(3);
      expect(world.lane.shut()).toBeUndefined();
    }));
});

const SHUT = { trouble: 'unavailable', outcome: 'not-done', reason: 'breaker_open' } as const;
const SHUT_UNTIL_20 = { ...SHUT, retryAt: new Date(START + 20_000) };
const HELD_UNTIL_9: Decision = {
  to: 'again',
  reason: 'auth',
  unsure: false,
  attempted: true,
  hold: { reason: 'auth', until: new Date(START + 9000) },
};

function opensAfterOne(turn: number): Decision {
  return turn === 0 ? HELD : DELIVERED;
}

function openFrom(from: number) {
  return (_turn: number, at: number): Decision => (at < from ? HELD : DELIVERED);
}

function failing(times: number) {
  return async (turn: number): Promise<void> => {
    if (turn <= times) throw new Error('the disk is full');
  };
}

async function slowFirst(what: string): Promise<void> {
  if (what.startsWith('held')) await new Promise((resolve) => setTimeout(resolve, 2000));
}

async function afterTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await undefined;
}
