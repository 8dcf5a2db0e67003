import { expect, test } from '@jest/globals';
import { createUsage, type Usage } from '../../../hub/health/usage.ts';
import type { CounterStore } from '../../../hub/store/store.ts';
import { testClock } from '../clock.ts';
import { withStore } from '../store/with-store.ts';

const counted = (usage: Usage, application: string) => {
  const { today, yesterday, lastAt } = usage.of(application);
  const short = (days: typeof today) =>
    days.map(({ service, counts }) => {
      const some = Object.entries(counts).filter(([, count]) => count > 0);
      return `${service} ${some.map(([outcome, count]) => `${outcome}:${count}`).join(' ')}`;
    });
  return { today: short(today), yesterday: short(yesterday), lastAt };
};

test('each application is counted by service and outcome, the busiest first, before and after it is written', () =>
  withStore(async ({ counters }) => {
    const clock = testClock();
    const usage = createUsage({ counters, now: clock.now });
    usage.answered('app_1', 'getPeserta', 'segar');
    usage.answered('app_1', 'getPeserta', 'ditolak');
    usage.answered('app_1', 'getPeserta', 'segar');
    usage.answered('app_1', 'kirimLaporan', 'diterima');
    usage.answered('app_2', 'getPeserta', 'gagal-hulu');
    const want = {
      today: ['getPeserta segar:2 ditolak:1', 'kirimLaporan diterima:1'],
      yesterday: [],
      lastAt: clock.now().getTime(),
    };
    expect(counted(usage, 'app_1')).toEqual(want);
    await usage.flush();
    expect(counted(usage, 'app_1')).toEqual(want);
    await usage.flush();
    expect(counted(usage, 'app_1')).toEqual(want);
    expect(counted(usage, 'app_2').today).toEqual(['getPeserta gagal-hulu:1']);
    expect(counted(usage, 'nobody')).toEqual({ today: [], yesterday: [], lastAt: undefined });
  }));

test('a restart goes on where it was, and processes that count at once are summed', () =>
  withStore(async ({ counters }) => {
    const clock = testClock();
    const [one, other] = [0, 1].map(() => createUsage({ counters, now: clock.now })) as [Usage, Usage];
    one.answered('app_1', 'getPeserta', 'segar');
    await one.flush();
    clock.pass(1);
    other.answered('app_1', 'getPeserta', 'segar');
    other.answered('app_1', 'getPoli', 'tersimpan');
    await other.flush();
    await one.flush();
    const after = createUsage({ counters, now: clock.now });
    await after.flush();
    for (const usage of [one, other, after])
      expect(counted(usage, 'app_1')).toEqual({
        today: ['getPeserta segar:2', 'getPoli tersimpan:1'],
        yesterday: [],
        lastAt: clock.now().getTime(),
      });
  }));

test('at midnight in western Indonesia today becomes yesterday, and the day after it is forgotten but for its last use', () =>
  withStore(async ({ counters }) => {
    const clock = testClock('2026-11-20T16:59:00Z');
    const usage = createUsage({ counters, now: clock.now });
    const lastAt = clock.now().getTime();
    usage.answered('app_1', 'getPeserta', 'segar');
    clock.pass(1);
    expect(counted(usage, 'app_1')).toEqual({ today: [], yesterday: ['getPeserta segar:1'], lastAt });
    await usage.flush();
    expect(counted(usage, 'app_1')).toEqual({ today: [], yesterday: ['getPeserta segar:1'], lastAt });
    clock.pass(24 * 60);
    await usage.flush();
    expect(counted(usage, 'app_1')).toEqual({ today: [], yesterday: [], lastAt });
    expect(await counters.list({ prefix: 'pakai ', day: '2026-11-20' })).toEqual([]);
  }));

test('what could not be written is counted once all the same', () =>
  withStore(async ({ counters }) => {
    let broken = true;
    let written = 0;
    const add: CounterStore['add'] = async (name, day, by) => {
      written += 1;
      if (broken && written % 2 === 0) throw new Error('the disk is full');
      return counters.add(name, day, by);
    };
    const { now } = testClock();
    const usage = createUsage({ counters: { ...counters, add }, now });
    for (const service of ['a', 'b', 'c']) usage.answered('app_1', service, 'segar');
    const flushing = usage.flush();
    usage.answered('app_1', 'b', 'segar');
    await expect(flushing).rejects.toThrow('the disk is full');
    const want = ['b segar:2', 'a segar:1', 'c segar:1'];
    expect(counted(usage, 'app_1').today.toSorted()).toEqual(want.toSorted());
    broken = false;
    await usage.flush();
    expect(counted(usage, 'app_1').today.toSorted()).toEqual(want.toSorted());
    const after = createUsage({ counters, now });
    await after.flush();
    expect(counted(after, 'app_1').today.toSorted()).toEqual(want.toSorted());
  }));

test('names with spaces are read back as they were', () =>
  withStore(async ({ counters }) => {
    const { now } = testClock();
    const usage = createUsage({ counters, now });
    usage.answered('an old one', 'getPeserta', 'nihil');
    await usage.flush();
    const after = createUsage({ counters, now });
    await after.flush();
    expect(counted(after, 'an old one').today).toEqual(['getPeserta nihil:1']);
  }));
