import { describe, expect, test } from '@jest/globals';
import { goesWell } from '../../../hub/health/operation-state.ts';
import { createProbes, type ProbeParts, type Probes } from '../../../hub/health/probes.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import { type TestClock, testClock } from '../clock.ts';
import {
  ABSENT,
  type Answering,
  CHANGED,
  GONE,
  LOST,
  REFUSED,
  reads,
  release,
  type UpstreamSettings,
  type UpstreamWorld,
  withUpstream,
} from '../exchange/with-upstream.ts';

const AUTH: Verdict = { kind: 'fault', fault: { trouble: 'auth', outcome: 'not-done', reason: 'auth_failed' } };
const UNAVAILABLE: Verdict = { kind: 'fault', fault: { trouble: 'unavailable', outcome: 'not-done' } };
const PLANNED = { id: 'plh_1', instance: 'bpjs', from: 0, to: 1, note: 'ganti server', by: 'Rini' };
const RINI = { by: 'Rini', reason: 'server pindah' };
const PROBED = release('r', 'daftar', reads('good'), { probe: { question: 'semua' } });

interface World extends UpstreamWorld {
  readonly probes: Probes;
  readonly clock: TestClock;
  /** Asks by hand, and says what came of it. */
  byHand(): Promise<string>;
}

interface Settings extends UpstreamSettings, Partial<Pick<ProbeParts, 'planOf' | 'maintenanceOf'>> {}

function withProbes(answering: Answering, use: (world: World) => Promise<void>, settings: Settings = {}) {
  const clock = testClock();
  const { planOf = () => ({ everySeconds: 60 }), maintenanceOf = async () => undefined, ...ofUpstream } = settings;
  return withUpstream(
    [PROBED],
    answering,
    async (world) => {
      const { upstream, observations } = world;
      const upstreams = new Map([['bpjs', upstream]]);
      const troubles: unknown[] = [];
      const trouble = (...told: unknown[]) => void troubles.push(told);
      const parts = { upstreams, planOf, maintenanceOf, observations, now: clock.now, trouble, random: () => 0 };
      const probes = createProbes(parts);
      try {
        await use({
          ...{ ...world, probes, clock },
          byHand: async () => (await probes.now('bpjs')).map(({ kata }) => kata).join(),
        });
        expect(troubles).toEqual([]);
      } finally {
        await probes.close();
      }
    },
    { ...ofUpstream, now: clock.now },
  );
}

const good = () => 'good';
/** Lets minutes pass, a second at a time, and looks in each of them. */
async function looks({ probes, clock }: World, minutes: number): Promise<void> {
  for (let second = 0; second < minutes * 60; second += 1) {
    clock.pass(1 / 60);
    await probes.look();
  }
}

describe('an upstream that nobody asks', () => {
  test('is asked its harmless question about once a minute, and that is nobody’s use', () =>
    withProbes(good, async (world) => {
      await looks(world, 5);
      expect(world.asked.length).toBeGreaterThanOrEqual(5);
      expect(world.asked.length).toBeLessThanOrEqual(6);
      expect(new Set(world.asked)).toEqual(new Set(['/daftar/semua']));
      expect(world.observations.healthOf('bpjs', 'peserta')).toMatchObject({ calls: world.asked.length });
      expect(world.observations.healthOf('bpjs', 'peserta').lastUse).toBeUndefined();
      expect(world.probes.last('bpjs')).toMatchObject([{ verdict: 'found', byHand: false, release: 'r' }]);
    }));

  test('is not while it is asked by others', () =>
    withProbes(good, async (world) => {
      for (let turn = 0; turn < 10; turn += 1) {
        await world.ask('orang');
        await looks(world, 0.5);
      }
      expect(new Set(world.asked)).toEqual(new Set(['/daftar/orang']));
      await looks(world, 0.75);
      expect(world.asked.at(-1)).toBe('/daftar/semua');
    }));

  test.each(['off', 'metered', 'sandbox'] as const)('is asked by hand only where the schedule is %s', (never) =>
    withProbes(
      good,
      async (world) => {
        await looks(world, 3);
        expect(world.asked).toEqual([]);
        expect(await world.byHand()).toMatch(/^menjawab dalam \d+ ms$/);
        expect(world.probes.last('bpjs')).toMatchObject([{ byHand: true }]);
      },
      { planOf: () => ({ never }) },
    ),
  );

  test('and that comes back has its breaker closed, also for what was not asked, and is well again', () => {
    let answer: Verdict | 'good' = GONE;
    const beside = release('r', 'orang', reads('good'), { name: 'orang' });
    return withProbes(
      () => answer,
      async (world) => {
        for (let call = 0; call < 3; call += 1) await world.askBeside();
        const { upstream, observations } = world;
        expect(upstream.stateOf('orang').breaker).toBe('terbuka');
        answer = 'good';
        await looks(world, 1.2);
        expect(upstream.stateOf('orang').breaker).toBe('tertutup');
        expect(goesWell(observations.healthOf('bpjs', 'orang'))).toBe(true);
        answer = UNAVAILABLE;
        await world.askBeside();
        answer = 'good';
        await looks(world, 1.2);
        // it was there, and that operation's own trouble may last
        expect(goesWell(observations.healthOf('bpjs', 'orang'))).toBe(false);
      },
      { beside, minimumCalls: 2 },
    );
  });
});

describe('a probe', () => {
  test.each<{ answer: Verdict | string; verdict: string; kata: RegExp }>([
    { answer: 'good', verdict: 'found', kata: /^menjawab dalam \d+ ms$/ },
    { answer: ABSENT, verdict: 'absent', kata: /^menjawab dalam \d+ ms$/ },
    { answer: REFUSED, verdict: 'refused', kata: /^menjawab dalam \d+ ms, tetapi menolak pertanyaannya$/ },
    { answer: CHANGED, verdict: 'changed', kata: /^menjawab dalam \d+ ms, tetapi jawabannya berbentuk lain/ },
    { answer: GONE, verdict: 'fault', kata: /^tidak dapat dihubungi \(setelah \d+ ms\)$/ },
    { answer: LOST, verdict: 'fault', kata: /^tidak menjawab pada waktunya \(setelah \d+ ms\)$/ },
    { answer: AUTH, verdict: 'fault', kata: /^menolak kredensial daerah/ },
  ])('by hand that comes to $verdict says so in words', ({ answer, verdict, kata }) =>
    withProbes(
      () => answer,
      async ({ probes }) => {
        const [result] = await probes.now('bpjs');
        expect(result).toMatchObject({ instance: 'bpjs', operation: 'peserta', verdict, byHand: true });
        expect(result?.kata).toMatch(kata);
        expect(probes.last('bpjs')).toEqual([result]);
      },
    ),
  );

  test('is never sent in planned maintenance', () =>
    withProbes(
      good,
      async (world) => {
        await looks(world, 2);
        expect(await world.byHand()).toBe('tidak diperiksa: pemeliharaan terencana: ganti server');
        expect(world.asked).toEqual([]);
        expect(world.probes.last('bpjs')).toEqual([]);
      },
      { maintenanceOf: async () => PLANNED },
    ));

  test('is never sent past a breaker that a person holds open', () =>
    withProbes(good, async (world) => {
      await world.upstream.forceBreaker('peserta', 'open', RINI);
      await looks(world, 2);
      expect(await world.byHand()).toBe('tidak diperiksa: pemutus dipaksa terbuka oleh Rini: server pindah');
      expect(world.asked).toEqual([]);
    }));

  test.each(['auth', 'quota'] as const)(
    'knocks at no account that is held for %s, not even when its time is up',
    (trouble) => {
      let answer: Verdict | 'good' = { kind: 'fault', fault: { trouble, outcome: 'not-done' } };
      return withProbes(
        () => answer,
        async (world) => {
          await world.ask();
          expect(await world.byHand()).toMatch(/^tidak diperiksa: akunnya ditahan: /);
          await looks(world, 3);
          expect(world.asked).toHaveLength(1);
          answer = 'good';
          expect(await world.byHand()).toMatch(/^menjawab/); // a person's word, once the time is up
          await looks(world, 1.2);
          expect(world.asked).toHaveLength(3);
        },
      );
    },
  );

  test('waits for an open breaker by itself, and by hand goes past it and closes it', () => {
    let answer: Verdict | 'good' = UNAVAILABLE;
    return withProbes(
      () => answer,
      async (world) => {
        for (let call = 0; call < 3; call += 1) await world.ask();
        await looks(world, 2);
        expect(world.asked).toHaveLength(2);
        expect(await world.byHand()).toMatch(/^menjawab dengan kesalahan/);
        expect(world.upstream.stateOf('peserta').breaker).toBe('terbuka');
        answer = 'good';
        expect(await world.byHand()).toMatch(/^menjawab dalam/);
        expect(world.upstream.stateOf('peserta').breaker).toBe('tertutup');
      },
      { minimumCalls: 2 },
    );
  });

  test('takes no place that people wait for, and who asks twice at once is answered once', () => {
    const held = Promise.withResolvers<string>();
    return withProbes(
      (path) => (path.endsWith('orang') ? held.promise : 'good'),
      async (world) => {
        const people = [world.ask('orang'), world.ask('orang')];
        world.clock.pass(2);
        await world.probes.look();
        expect(world.asked).toEqual(['/daftar/orang']);
        held.resolve('good');
        await Promise.all(people);
        expect(await Promise.all([world.byHand(), world.byHand()])).toHaveLength(2);
        expect(world.asked).toEqual(['/daftar/orang', '/daftar/orang', '/daftar/semua']);
      },
      { concurrentCalls: 1 },
    );
  });

  test('of an upstream without a harmless question is refused in words', () =>
    withProbes(good, async ({ probes }) => {
      await expect(probes.now('dukcapil')).rejects.toThrow('Untuk dukcapil tidak ada pertanyaan pemeriksaan yang aman');
    }));
});
