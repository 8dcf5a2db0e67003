import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPace, type Pace } from '../../../hub/relay/pace.ts';

const START = 1_000_000;

describe('a pace', () => {
  test('begins with one and lets one more go for each good answer, up to the most', () => {
    const pace = createPace(4);
    const rooms: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      rooms.push(pace.room(START));
      pace.left(START);
      pace.came(true, START);
    }
    expect(rooms).toEqual([1, 2, 3, 4, 4, 4]);
  });

  test('counts what is under way', () => {
    const pace = grown(8);
    pace.left(START);
    pace.left(START);
    expect([pace.underWay, pace.room(START)]).toEqual([2, 6]);
    pace.came(true, START);
    expect([pace.underWay, pace.room(START)]).toEqual([1, 7]);
  });

  test('narrows by a quarter with each bad answer, and never below one', () => {
    const pace = grown(16);
    const rooms: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      pace.left(START);
      pace.came(false, START);
      rooms.push(pace.room(START));
    }
    expect(rooms).toEqual([12, 9, 6, 5, 3, 2, 2, 1, 1, 1, 1, 1]);
  });

  test('begins with one again after more than half a minute without anything', () => {
    const pace = grown(8);
    expect(pace.room(START + 30_000)).toBe(8);
    expect(pace.room(START + 30_001)).toBe(1);
  });

  test('does not forget what it knows while an answer takes its time', () => {
    const pace = grown(8);
    pace.left(START);
    expect(pace.room(START + 60_000)).toBe(7);
  });

  test('lets nobody leave beyond its room, whatever happens', () => {
    const steps = fc.array(
      fc.record({
        kind: fc.constantFrom('send', 'good', 'bad', 'reborn'),
        ms: fc.nat({ max: 5000 }),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), steps, (most, happenings) => {
        const pace = createPace(most);
        let now = START;
        for (const { kind, ms } of happenings) {
          now += ms;
          if (kind === 'reborn') pace.reborn(now);
          if (kind === 'send') while (pace.room(now) > 0) pace.left(now);
          if (kind === 'good' || kind === 'bad') {
            if (pace.underWay > 0) pace.came(kind === 'good', now);
          }
          expect(pace.underWay).toBeGreaterThanOrEqual(0);
          expect(pace.underWay).toBeLessThanOrEqual(most);
        }
        // whatever it has been through: with everything answered, somebody may leave within a second
        while (pace.underWay > 0) pace.came(true, now);
        expect(pace.room(now + 1000)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('after an outage', () => {
  test('ten leave in the first second, and twice as many in each that goes well', () => {
    const counts = drain(createReborn(1000), 8);
    const want = [10, 20, 40, 80, 160, 320, 640, 1280];
    for (const [second, count] of counts.entries()) {
      expect(count).toBeGreaterThanOrEqual((want[second] ?? 0) * 0.9);
      expect(count).toBeLessThanOrEqual((want[second] ?? 0) * 1.2 + 2);
    }
  });

  test('the pace does not rise while nothing is answered well', () => {
    const counts = drain(createReborn(1000), 5, () => false);
    for (const count of counts) expect(count).toBeLessThanOrEqual(11);
  });

  test('what nobody asked for is not saved up beyond a second', () => {
    const pace = createReborn(1000);
    for (let turn = 0; turn < 50; turn += 1) {
      pace.left(START);
      pace.came(true, START); // wide, within the first second
    }
    expect(pace.room(START + 3_600_000)).toBeLessThanOrEqual(10);
  });

  test('the first leaves at once', () => {
    expect(createReborn(1000).room(START)).toBe(1);
  });

  test('only its destination limits it in the end', () => {
    const pace = createReborn(100);
    const counts = drain(pace, 14, () => true, 5);
    expect(counts.at(-1)).toBe(200 * 100); // as many as there are places, at every tick
  });
});

describe('what was delivered a second', () => {
  test('is nothing at first', () => {
    expect(createPace(10).perSecond(START)).toBe(0);
  });

  test.each([1, 20, 100])('is told as %i when it is', (each) => {
    const pace = createPace(10);
    for (let ms = 0; ms < 12_000; ms += 1000 / each) {
      pace.left(START + ms);
      pace.came(true, START + ms);
    }
    expect(pace.perSecond(START + 12_000)).toBeGreaterThan(each * 0.9);
    expect(pace.perSecond(START + 12_000)).toBeLessThan(each * 1.1 + 0.5);
  });

  test('is forgotten when it was long ago', () => {
    const pace = createPace(10);
    for (let ms = 0; ms < 4000; ms += 10) {
      pace.left(START + ms);
      pace.came(true, START + ms);
    }
    expect(pace.perSecond(START + 4000)).toBeGreaterThan(90);
    expect(pace.perSecond(START + 3_600_000)).toBeLessThan(1);
    expect(pace.perSecond(START + 3_610_000)).toBe(0);
  });

  test('does not count what came to nothing', () => {
    const pace = createPace(10);
    pace.left(START);
    pace.came(false, START);
    expect(pace.perSecond(START + 2000)).toBe(0);
  });
});

/** As wide as it gets. */
function grown(most: number): Pace {
  const pace = createPace(most);
  for (let turn = 0; turn < most; turn += 1) {
    pace.left(START);
    pace.came(true, START);
  }
  return pace;
}

function createReborn(most: number): Pace {
  const pace = createPace(most);
  pace.reborn(START);
  return pace;
}

/** Sends whatever the pace allows, answered within a tick; how many left in each second. */
function drain(pace: Pace, seconds: number, well: () => boolean = () => true, tickMs = 10): number[] {
  const counts = new Array<number>(seconds).fill(0);
  for (let ms = 0; ms < seconds * 1000; ms += tickMs) {
    const now = START + ms;
    const second = Math.floor(ms / 1000);
    for (let room = pace.room(now); room > 0; room -= 1) {
      pace.left(now);
      counts[second] = (counts[second] ?? 0) + 1;
    }
    while (pace.underWay > 0) pace.came(well(), now + tickMs - 1);
  }
  return counts;
}
