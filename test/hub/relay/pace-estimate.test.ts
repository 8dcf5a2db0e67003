import { expect, test } from '@jest/globals';
import { createPace } from '../../../hub/relay/pace.ts';

const START = 1_000_000;

interface Estimate {
  readonly at: number;
  readonly saidMs: number | undefined;
}

/** Sends so many as fast as the pace allows, each answered well after `takesMs`; resolves to what was said on the way. */
function drain(most: number, count: number, takesMs: number, isReborn: boolean) {
  const pace = createPace(most);
  if (isReborn) pace.reborn(START);
  const underWay: number[] = [];
  const estimates: Estimate[] = [];
  let toSend = count;
  let now = START;
  for (let open = count; open > 0; now += 1) {
    while (underWay.length > 0 && (underWay[0] ?? 0) <= now) {
      underWay.shift();
      open -= 1;
      pace.came(true, now);
    }
    while (toSend > 0 && pace.room(now) > 0) {
      pace.left(now);
      underWay.push(now + takesMs);
      toSend -= 1;
    }
    if (open > 0 && (now - START) % 250 === 0) estimates.push({ at: now, saidMs: pace.msFor(open, now) });
  }
  return { estimates, end: now };
}

test.each([
  { given: 'a destination that is slow', most: 4, count: 800, takesMs: 50 },
  { given: 'one that is fast', most: 32, count: 3000, takesMs: 5 },
  { given: 'many places', most: 100, count: 9000, takesMs: 30 },
])('while a lane rises after an outage it knows when it will be empty: $given', ({ most, count, takesMs }) => {
  const { estimates, end } = drain(most, count, takesMs, true);
  const rising = estimates.filter(({ at }) => at - START >= 500 && at - START < 8000);
  expect(rising.length).toBeGreaterThan(5);
  for (const { at, saidMs = Number.NaN } of rising) {
    const ratio = saidMs / (end - at);
    expect({ at: at - START, ratio, isGood: ratio > 0.5 && ratio < 2 }).toMatchObject({ isGood: true });
  }
});

test('a lane that was not away says so by its pace of late', () => {
  const { estimates, end } = drain(8, 4000, 20, false);
  const later = estimates.filter(({ at }) => at - START >= 2000 && end - at > 500);
  expect(later.length).toBeGreaterThan(5);
  for (const { at, saidMs = Number.NaN } of later) {
    expect(saidMs / (end - at)).toBeGreaterThan(0.8);
    expect(saidMs / (end - at)).toBeLessThan(1.25);
  }
});

test('nobody can tell while nothing comes back', () => {
  const pace = createPace(8);
  expect(pace.msFor(100, START)).toBeUndefined();
  pace.reborn(START);
  pace.left(START);
  expect(pace.msFor(100, START + 900)).toBeUndefined();
});
