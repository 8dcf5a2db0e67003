import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isQuiet } from '../../../hub/notices/quiet-hours.ts';
import { HOUR, MINUTE, SECOND, TEN, watch } from './with-plan.ts';

const NIGHT = { quietHours: { from: '22:00', to: '06:00' } };
/** 20 November, 23.00 in western Indonesia. */
const ELEVEN_AT_NIGHT = Date.parse('2026-11-20T16:00:00Z');
const SIX = ELEVEN_AT_NIGHT + 7 * HOUR;

describe('quiet hours', () => {
  test.each([
    { hours: { from: '22:00', to: '06:00' }, at: '21:59', want: false },
    { hours: { from: '22:00', to: '06:00' }, at: '22:00', want: true },
    { hours: { from: '22:00', to: '06:00' }, at: '00:00', want: true },
    { hours: { from: '22:00', to: '06:00' }, at: '05:59', want: true },
    { hours: { from: '22:00', to: '06:00' }, at: '06:00', want: false },
    { hours: { from: '12:00', to: '13:30' }, at: '11:59', want: false },
    { hours: { from: '12:00', to: '13:30' }, at: '13:29', want: true },
    { hours: { from: '12:00', to: '13:30' }, at: '23:00', want: false },
    { hours: null, at: '23:00', want: false },
  ])('$hours at $at in western Indonesia: $want', ({ hours, at, want }) => {
    expect(isQuiet(hours, Date.parse(`2026-11-20T${at}:00+07:00`))).toBe(want);
  });

  test('hold back what happens over midnight, and give one summary at their end', () => {
    const { opens, closes, happens, pass, told, notices } = watch(NIGHT, ELEVEN_AT_NIGHT);
    opens({ operation: 'over' });
    pass(HOUR);
    closes({ operation: 'over' });
    opens({ operation: 'goes on' });
    pass(HOUR);
    for (let turn = 0; turn < 20; turn += 1) {
      opens({ operation: 'flaps' });
      pass(MINUTE);
      closes({ operation: 'flaps' });
      pass(MINUTE);
    }
    happens({ operation: 'switched', kind: 'rilis-beralih' });
    opens({ operation: 'over' });
    pass(HOUR);
    closes({ operation: 'over' });
    pass(SIX - ELEVEN_AT_NIGHT);
    expect(notices).toHaveLength(1);
    expect(notices[0]?.wasHeld).toBe(true);
    expect(Math.abs((notices[0]?.at ?? 0) - SIX)).toBeLessThanOrEqual(2 * MINUTE);
    expect([...(told()[0] ?? [])].sort()).toEqual([
      'sempat over',
      'sempat switched',
      'tenang flaps',
      'terbuka goes on',
    ]);
    const openings = Object.fromEntries(
      notices[0]?.items.map(({ subject, openings }) => [subject.operation, openings]) ?? [],
    );
    expect(openings).toMatchObject({ over: 2, flaps: 20 });
  });

  test('are broken by what is grave where the channel wants that, and by nothing else', () => {
    const { opens, closes, pass, told, notices } = watch({ ...NIGHT, graveBreaksQuiet: true }, ELEVEN_AT_NIGHT);
    opens({ operation: 'changed', kind: 'hulu-berubah' });
    opens({ operation: 'gone' });
    pass(HOUR);
    closes({ operation: 'gone' });
    pass(SIX - ELEVEN_AT_NIGHT);
    expect(told()).toEqual([['terbuka gone'], ['terbuka changed', 'pulih gone']]);
    expect(notices.map(({ wasHeld }) => wasHeld)).toEqual([false, true]);
  });

  test('that were broken by what goes up and down are so once, and again where it stays away', () => {
    const { opens, closes, pass, told, at } = watch({ ...NIGHT, graveBreaksQuiet: true }, ELEVEN_AT_NIGHT);
    while (at() < ELEVEN_AT_NIGHT + HOUR) {
      opens();
      pass(10 * SECOND);
      closes();
      pass(10 * SECOND);
    }
    opens();
    pass(HOUR);
    expect(
      told()
        .flat()
        .map((one) => one.split(' ')[0]),
    ).toEqual(['naik-turun', 'tenang']);
  });
});

describe('planned maintenance', () => {
  test('keeps what begins in it to itself, unless it outlasts it', () => {
    const { opens, closes, happens, pass, told, maintenance, at } = watch();
    maintenance(at(), at() + HOUR);
    opens({ operation: 'over in time', kind: 'hulu-berubah' });
    opens({ operation: 'outlasts', kind: 'hulu-berubah' });
    happens({ operation: 'switched', kind: 'rilis-beralih' });
    opens({ operation: 'elsewhere', instance: 'dukcapil' });
    pass(30 * MINUTE);
    closes({ operation: 'over in time', kind: 'hulu-berubah' });
    pass(40 * MINUTE);
    closes({ operation: 'outlasts', kind: 'hulu-berubah' });
    pass(HOUR);
    expect(told()).toEqual([['terbuka elsewhere'], ['terbuka outlasts'], ['pulih outlasts']]);
  });

  test('stops reminders of what went on before, and not its end', () => {
    const { opens, closes, pass, told, maintenance, at } = watch({ renotifyAfterMinutes: 30 });
    opens();
    pass(10 * MINUTE);
    maintenance(at(), at() + 3 * HOUR);
    pass(2 * HOUR);
    closes();
    pass(HOUR);
    expect(
      told()
        .flat()
        .map((one) => one.split(' ')[0]),
    ).toEqual(['terbuka', 'pulih']);
  });

  test('that flaps is nobody’s concern', () => {
    const { opens, closes, pass, told, maintenance, at } = watch();
    maintenance(at(), at() + HOUR);
    while (at() < TEN + 50 * MINUTE) {
      opens({ kind: 'hulu-berubah' });
      pass(20 * SECOND);
      closes({ kind: 'hulu-berubah' });
      pass(20 * SECOND);
    }
    pass(2 * HOUR);
    expect(told()).toEqual([]);
  });
});

test('whatever happens, what was told ends as it is, and nothing is told twice in a row', () => {
  const step = fc.record({
    operation: fc.constantFrom('a', 'b', 'c'),
    waitMs: fc.constantFrom(5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 20 * MINUTE),
    asleepMs: fc.constantFrom(0, 0, 0, 3 * MINUTE),
  });
  const rules = fc.record({
    quietHours: fc.constantFrom(null, NIGHT.quietHours, { from: '09:00', to: '11:00' }),
    graveBreaksQuiet: fc.boolean(),
  });
  fc.assert(
    fc.property(rules, fc.array(step, { maxLength: 40 }), (given, steps) => {
      const { opens, closes, pass, sleep, notices, state } = watch(given);
      const open = new Set<string>();
      const began = new Map<string, number>();
      for (const { operation, waitMs, asleepMs } of steps) {
        if (open.delete(operation)) closes({ operation });
        else {
          opens({ operation });
          open.add(operation);
          began.set(operation, (began.get(operation) ?? 0) + 1);
        }
        sleep(asleepMs);
        pass(waitMs);
      }
      pass(24 * HOUR, MINUTE);
      for (const operation of ['a', 'b', 'c']) {
        const items = notices.flatMap((notice) => notice.items.filter((one) => one.subject.operation === operation));
        const last = items.at(-1);
        expect(last === undefined).toBe(!began.has(operation));
        if (last) expect(last.subject.closedAt === null).toBe(open.has(operation));
        const lines = items.map(({ what, subject }) => `${what} ${subject.incident}`);
        expect(lines.filter((line, index) => line === lines[index + 1])).toEqual([]);
      }
      const unfinished = state().subjects.filter(({ closedAt }) => closedAt !== null);
      expect(unfinished).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
