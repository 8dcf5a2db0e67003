import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE, SECOND, TEN, watch } from './with-plan.ts';

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
