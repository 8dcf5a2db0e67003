import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isQuiet } from '../../../hub/notices/quiet-hours.ts';
import { HOUR, MINUTE, SECOND, TEN, watch } from './with-plan.ts';

const NIGHT = { quietHours: { from: '22:00', to: '06:00' } };
/** 20 November, 23.00 in western Indonesia. */
const ELEVEN_AT_NIGHT = Date.parse('2026-11-20T16:00:00Z');
const SIX = ELEVEN_AT_NIGHT + 7 * HOUR;

describe('what is told', () => {
  test('an incident is told when it began and when it is over, each once', () => {
    const { opens, closes, pass, told, notices } = watch();
    opens();
    pass(4 * HOUR);
    closes();
    pass(4 * HOUR);
    expect(told()).toEqual([['terbuka peserta-by-nik'], ['pulih peserta-by-nik']]);
    expect(notices.map(({ at }) => at - TEN)).toEqual([65 * SECOND, 4 * HOUR + 65 * SECOND]);
  });

  test('what opens within a minute of the first is told with it, and the next one for itself', () => {
    const { opens, pass, told } = watch();
    opens({ operation: 'a' });
    pass(30 * SECOND);
    opens({ operation: 'b' });
    opens({ operation: 'c', instance: 'dukcapil' });
    pass(25 * SECOND);
    opens({ operation: 'd' });
    pass(20 * SECOND);
    opens({ operation: 'e' });
    pass(5 * MINUTE);
    expect(told()).toEqual([['terbuka a', 'terbuka b', 'terbuka c', 'terbuka d'], ['terbuka e']]);
  });

  test('what is over before it could be told is one line', () => {
    const { opens, closes, happens, pass, told } = watch();
    opens({ operation: 'a' });
    happens({ kind: 'rilis-beralih', operation: 'b', detail: { dari: 'vclaim-1.1', ke: 'vclaim-2.0' } });
    pass(20 * SECOND);
    closes({ operation: 'a' });
    pass(HOUR);
    expect(told()).toEqual([['sempat a', 'sempat b']]);
  });

  test('one that begins and ends between two looks is told', () => {
    const { opens, closes, pass, told, sleep } = watch();
    pass(MINUTE);
    opens();
    sleep(SECOND);
    closes();
    pass(HOUR);
    expect(told()).toEqual([['sempat peserta-by-nik']]);
  });

  test('a channel hears what goes on when it begins to listen, of the kinds it asks for', () => {
    const { opens, pass, told, rules } = watch({ incidents: ['hulu-berubah'] });
    opens({ operation: 'a' });
    opens({ operation: 'b', kind: 'hulu-berubah' });
    pass(HOUR);
    rules({ incidents: ['hulu-berubah', 'hulu-mati'] });
    pass(HOUR);
    rules({ incidents: ['hulu-mati'] });
    pass(HOUR);
    expect(told()).toEqual([['terbuka b'], ['terbuka a']]);
  });

  test('nothing is left behind of what is over', () => {
    const { opens, closes, pass, state } = watch();
    for (let turn = 0; turn < 40; turn += 1) {
      opens({ operation: `operation ${turn}` });
      pass(MINUTE);
      closes({ operation: `operation ${turn}` });
    }
    pass(HOUR);
    expect(state()).toMatchObject({ subjects: [], gatheringSince: null, summaryAt: null, held: false });
  });
});

describe('what goes up and down', () => {
  test('is told once, summed up every quarter of an hour, and told when it has been quiet for as long', () => {
    const { opens, closes, pass, notices } = watch();
    for (let turn = 0; turn < 30; turn += 1) {
      opens();
      pass(90 * SECOND);
      closes();
      pass(30 * SECOND);
    }
    pass(HOUR);
    const told = notices.map(({ at, items: [item] }) => [Math.round((at - TEN) / MINUTE), item?.what, item?.openings]);
    expect(told).toEqual([
      [1, 'terbuka', 1],
      [3, 'naik-turun', 2],
      [19, 'ringkasan', 8],
      [35, 'ringkasan', 8],
      [51, 'ringkasan', 8],
      [67, 'ringkasan', 4],
      [76, 'tenang', 30],
    ]);
  });

  test('and stays away is told as such, and reminded of from then on', () => {
    const { opens, closes, pass, told, notices } = watch({ renotifyAfterMinutes: 60 });
    opens();
    pass(2 * MINUTE);
    closes();
    pass(2 * MINUTE);
    opens();
    pass(2 * HOUR);
    expect(told().flat()).toEqual(
      ['terbuka', 'pulih', 'naik-turun', 'tenang', 'masih'].map((what) => `${what} peserta-by-nik`),
    );
    expect(notices.at(-2)?.items[0]).toMatchObject({ openings: 2, subject: { closedAt: null } });
  });

  test('is summed up together with all that does, however many began when', () => {
    const { opens, closes, pass, told, notices } = watch();
    const operations = ['a', 'b', 'c', 'd', 'e', 'f'];
    const open = new Set<string>();
    for (let step = 0; step < 360; step += 1) {
      for (const [index, operation] of operations.entries()) {
        const isOpen = (step + index) % 4 < 2;
        if (isOpen && !open.has(operation)) opens({ operation });
        if (!isOpen && open.has(operation)) closes({ operation });
        if (isOpen) open.add(operation);
        else open.delete(operation);
      }
      pass(10 * SECOND);
    }
    for (const operation of open) closes({ operation });
    pass(HOUR);
    expect(notices.length).toBeLessThanOrEqual(6);
    expect(told().at(-1)).toHaveLength(operations.length);
  });

  test.each([20 * SECOND, MINUTE, 3 * MINUTE, 7 * MINUTE, 14 * MINUTE, 29 * MINUTE])(
    'every %d ms for an hour is at most eight notices, and ends well',
    (every) => {
      const { opens, closes, pass, told, at } = watch();
      while (at() < TEN + HOUR) {
        opens();
        pass(every / 2);
        closes();
        pass(every / 2);
      }
      pass(HOUR);
      expect(told().length).toBeLessThanOrEqual(8);
      expect(told().at(-1)).toEqual([expect.stringMatching(/^(tenang|pulih) /)]);
    },
  );

  test('is no longer what it was when it begins again much later', () => {
    const { opens, closes, pass, told } = watch();
    for (let turn = 0; turn < 3; turn += 1) {
      opens();
      pass(20 * MINUTE);
      closes();
      pass(20 * MINUTE);
    }
    expect(told().map(([one]) => one?.split(' ')[0])).toEqual([
      'terbuka',
      'pulih',
      'terbuka',
      'pulih',
      'terbuka',
      'pulih',
    ]);
  });
});

describe('what stays open', () => {
  test('is told again after its time, and again', () => {
    const { opens, pass, notices } = watch({ renotifyAfterMinutes: 30 });
    opens();
    pass(100 * MINUTE);
    expect(notices.map(({ items: [item] }) => item?.what)).toEqual(['terbuka', 'masih', 'masih', 'masih']);
  });

  test('and was acknowledged is not, until it is over', () => {
    const { opens, pass, closes, acknowledge, told } = watch({ renotifyAfterMinutes: 30 });
    const taken = opens({ operation: 'taken' });
    opens({ operation: 'left' });
    pass(10 * MINUTE);
    acknowledge(taken);
    pass(25 * MINUTE);
    closes({ operation: 'taken' });
    pass(5 * MINUTE);
    expect(told()).toEqual([['terbuka taken', 'terbuka left'], ['masih left'], ['pulih taken']]);
  });

  test('is told again when it opens anew, acknowledged or not', () => {
    const { opens, closes, pass, acknowledge, told } = watch({ renotifyAfterMinutes: 30 });
    acknowledge(opens());
    pass(10 * MINUTE);
    closes();
    pass(20 * MINUTE);
    opens();
    pass(40 * MINUTE);
    expect(
      told()
        .flat()
        .map((one) => one.split(' ')[0]),
    ).toEqual(['terbuka', 'pulih', 'terbuka', 'masih']);
  });
});

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
