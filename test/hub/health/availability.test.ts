import { describe, expect, test } from '@jest/globals';
import { availabilityOf, type Standing, spansOf } from '../../../hub/health/availability.ts';
import { createHealthKeeping } from '../../../hub/health/keeping.ts';
import { createMeters } from '../../../hub/health/meters.ts';
import type { Observation } from '../../../hub/health/observations.ts';
import type { Outcome } from '../../../hub/health/outcomes.ts';
import { withStore } from '../store/with-store.ts';
import { DAY, down, HOUR, MIDNIGHT, MINUTE, observation, seeded } from './traffic.ts';

const STANDING: readonly Standing[] = [
  { service: 'getPeserta', instance: 'bpjs', operation: 'peserta-by-nik' },
  { service: 'getPeserta', instance: 'bpjs', operation: 'peserta-by-kartu' },
  { service: 'getPenduduk', instance: 'dukcapil', operation: 'nik' },
  { service: 'verifikasiPenduduk', instance: 'dukcapil', operation: 'nik' },
];
const CALLED = [
  ...[...STANDING.slice(0, 3)].map(({ instance, operation }) => ({ instance, operation })),
  { instance: 'bpjs', operation: 'of no service' },
];
const OUTCOMES: readonly Outcome[] = [
  'segar',
  'tersimpan',
  'usang',
  'diterima',
  'nihil',
  'ditolak',
  'gagal-hulu',
  'gagal-simpul',
];

interface Answered {
  readonly service: string;
  readonly outcome: Outcome;
  readonly at: number;
}

describe('the figures of a month', () => {
  test.each([1, 2, 3])(
    'are those that its raw observations come to, for connectors and services (traffic %d)',
    (seed) =>
      withStore(async ({ health }) => {
        const now = MIDNIGHT + 9 * HOUR + 17 * MINUTE;
        const { calls, answers } = traffic(seed, now);
        const meters = createMeters();
        const keeping = createHealthKeeping({ meters, store: health, now: () => new Date(now) });
        for (const [index, call] of calls.entries()) {
          meters.called(call);
          if (index % 500 === 0) await keeping.finish();
        }
        for (const { service, outcome, at } of answers) meters.answered(service, outcome, 5, at);
        await keeping.finish();
        await keeping.prune(); // what is left of old minutes and hours is their days

        const months = [
          { from: Date.parse('2026-09-30T17:00:00Z'), to: Date.parse('2026-10-31T17:00:00Z') },
          { from: Date.parse('2026-10-31T17:00:00Z'), to: now + MINUTE }, // this month, until now
          { from: now - 100 * DAY - (now % DAY) + 17 * HOUR, to: now - DAY - 3 * MINUTE },
        ];
        for (const { from, to } of months) {
          const inside = <One>(all: readonly One[], of: (one: One) => number) =>
            all.filter((one) => of(one) >= from && of(one) < to);
          const raw = { calls: inside(calls, ({ at }) => at.getTime()), answers: inside(answers, ({ at }) => at) };
          expect(raw.calls.length).toBeGreaterThan(200);
          for (const by of ['connector', 'service'] as const) {
            const report = await availabilityOf(health, {
              from: new Date(from),
              to: new Date(to),
              by,
              standing: STANDING,
              now: new Date(now),
            });
            expect([+report.from, +report.to]).toEqual([from, to]);
            expect(
              report.rows.map(({ name, upstream, applications }) => ({ name, ...told(upstream, applications) })),
            ).toEqual(recomputed(raw, by));
          }
        }
      }),
  );

  test('mark planned maintenance of whatever they are made of', () =>
    withStore(async ({ health }) => {
      const window = {
        id: 'plh_1',
        instance: 'dukcapil',
        from: MIDNIGHT,
        to: MIDNIGHT + HOUR,
        note: 'ganti server',
        by: 'Rini',
      };
      await health.putMaintenance(window);
      await health.putMaintenance({ ...window, id: 'plh_2', from: MIDNIGHT - 90 * DAY, to: MIDNIGHT - 89 * DAY });
      const asked = {
        from: new Date(MIDNIGHT - DAY),
        to: new Date(MIDNIGHT + DAY),
        standing: STANDING,
        now: new Date(MIDNIGHT + DAY),
      };
      const marked = async (by: 'connector' | 'service') =>
        (await availabilityOf(health, { ...asked, by })).rows.map(({ name, maintenance }) => [
          name,
          maintenance.map(({ id }) => id),
        ]);
      expect(await marked('connector')).toEqual([
        ['bpjs', []],
        ['dukcapil', ['plh_1']],
      ]);
      expect(await marked('service')).toEqual([
        ['getPenduduk', ['plh_1']],
        ['getPeserta', []],
        ['verifikasiPenduduk', ['plh_1']],
      ]);
    }));

  test('of nothing are none', () =>
    withStore(async ({ health }) => {
      const asked = { from: new Date(MIDNIGHT), to: new Date(MIDNIGHT + HOUR), now: new Date(MIDNIGHT + HOUR) };
      const { rows } = await availabilityOf(health, { ...asked, by: 'service', standing: STANDING.slice(0, 1) });
      expect(rows).toMatchObject([
        {
          name: 'getPeserta',
          upstream: { calls: 0, share: undefined },
          applications: { requests: 0, share: undefined },
        },
      ]);
      expect((await availabilityOf(health, { ...asked, by: 'connector', standing: [] })).rows).toEqual([]);
    }));

  test('say from when to when they were counted, where what was asked for is kept in days only', () =>
    withStore(async ({ health }) => {
      const now = new Date(MIDNIGHT + 12 * HOUR + 30_000);
      const covers = async (from: number, to: number) => {
        const report = await availabilityOf(health, {
          from: new Date(from),
          to: new Date(to),
          by: 'service',
          standing: [],
          now,
        });
        return [+report.from - MIDNIGHT, +report.to - MIDNIGHT];
      };
      expect(await covers(MIDNIGHT + 90_000, MIDNIGHT + 100_000)).toEqual([MINUTE, 2 * MINUTE]);
      expect(await covers(MIDNIGHT - 5 * DAY + MINUTE, MIDNIGHT - 4 * DAY)).toEqual([-5 * DAY, -4 * DAY]);
      expect(await covers(MIDNIGHT - 90 * DAY + MINUTE, MIDNIGHT - 80 * DAY + 1)).toEqual([-90 * DAY, -79 * DAY]);
    }));
});

test('a time is made up of as few spans as there can be, without gap and overlap', () => {
  const random = seeded(7);
  for (let turn = 0; turn < 200; turn += 1) {
    const minute = () => MIDNIGHT + Math.floor(random() * 5 * 24 * 60) * MINUTE;
    const [from = 0, to = 0] = [minute(), minute()].toSorted((one, other) => one - other);
    const spans = spansOf(from, to);
    expect(spans.reduce((at, span) => (span.from === at ? span.to : Number.NaN), from)).toBe(to);
    expect(spans.length).toBeLessThanOrEqual(5);
    for (const { resolution, from: start, to: end } of spans.filter((one) => one.resolution !== 'minute')) {
      const length = resolution === 'day' ? DAY : HOUR;
      expect([(start - MIDNIGHT) % length, (end - MIDNIGHT) % length]).toEqual([0, 0]);
    }
  }
  expect(spansOf(MIDNIGHT, MIDNIGHT)).toEqual([]);
});

/** A hundred and ten days of it, more of it lately. */
function traffic(
  seed: number,
  now: number,
): { readonly calls: readonly Observation[]; readonly answers: readonly Answered[] } {
  const random = seeded(seed);
  const moment = () => Math.floor(now - random() ** 2 * 110 * DAY);
  const one = <Value>(of: readonly Value[]) => of[Math.floor(random() * of.length)] as Value;
  const verdicts = [{}, {}, { verdict: 'absent' }, { verdict: 'refused' }, { verdict: 'changed' }, down] as const;
  return {
    calls: Array.from({ length: 4000 }, () =>
      observation(moment(), { ...one(CALLED), ...one(verdicts), tookMs: random() * 900 }),
    ),
    answers: Array.from({ length: 4000 }, () => ({
      service: one(STANDING).service,
      outcome: one(OUTCOMES),
      at: moment(),
    })),
  };
}

/** Written without a look at how the hub does it: whatever comes to a good verdict, and whatever is answered. */
function recomputed(
  raw: { readonly calls: readonly Observation[]; readonly answers: readonly Answered[] },
  by: 'connector' | 'service',
) {
  const names = by === 'connector' ? ['bpjs', 'dukcapil'] : ['getPenduduk', 'getPeserta', 'verifikasiPenduduk'];
  return names.map((name) => {
    const own = STANDING.filter((one) => (by === 'connector' ? one.instance : one.service) === name);
    const calls = raw.calls.filter(({ instance, operation }) =>
      by === 'connector'
        ? instance === name
        : own.some((one) => one.instance === instance && one.operation === operation),
    );
    const answers = raw.answers.filter(({ service }) => own.some((one) => one.service === service));
    const number = (...outcomes: readonly Outcome[]) =>
      answers.filter(({ outcome }) => outcomes.includes(outcome)).length;
    return {
      name,
      calls: calls.length,
      good: calls.filter(({ verdict }) => ['found', 'absent', 'refused'].includes(verdict)).length,
      fresh: number('segar', 'tersimpan', 'nihil'),
      kept: number('usang', 'diterima'),
      failed: number('gagal-hulu', 'gagal-simpul'),
      refused: number('ditolak'),
    };
  });
}

function told(
  { calls, good }: { readonly calls: number; readonly good: number },
  { fresh, kept, failed, refused }: { readonly [key in 'fresh' | 'kept' | 'failed' | 'refused']: number },
) {
  return { calls, good, fresh, kept, failed, refused };
}
