import { describe, expect, test } from '@jest/globals';
import { createMonthly } from '../../../../hub/health/monthly/monthly.ts';
import type { LaporanBulanan } from '../../../../hub/health/monthly/report.ts';
import type { Store } from '../../../../hub/store/store.ts';
import { withStore } from '../../store/with-store.ts';
import { counted, DAY, HOUR, MINUTE } from '../traffic.ts';
import { keep, type Raw, SERVICES, STANDING, trafficOf } from './month-of-traffic.ts';
import { bucketOf, inMonth, longestOf, p95Of, recomputed } from './recomputed.ts';

const local = (text: string) => Date.parse(`${text}+07:00`);
const FINENESS = { minute: MINUTE, hour: HOUR, day: DAY };

describe('the figures of a month are those that its raw observations come to', () => {
  test.each([
    {
      given: 'months over, kept by the hour and by the day only, and one that goes on',
      ...{
        from: local('2026-08-20T00:00:00'),
        now: local('2026-11-20T13:30:41'),
        silent: ['2026-10-12', '2026-11-03'],
        each: 2000,
      },
      months: { '2026-09': 'day', '2026-10': 'hour', '2026-11': 'minute' },
    },
    {
      given: 'a leap February, of which the day it has more than others is silent',
      ...{ from: local('2027-12-20T00:00:00'), now: local('2028-03-10T08:00:00'), silent: ['2028-02-29'], each: 1000 },
      months: { '2028-02': 'hour' },
    },
  ] as const)('$given', ({ from, now, silent, each, months }) =>
    withStore(async (store) => {
      const raw = trafficOf({
        seed: now,
        from,
        now,
        each,
        silent: silent.map((day) => local(`${day}T00:00:00`)),
      });
      await keep(raw, store, now);
      for (const [month, fineness] of Object.entries(months)) {
        const report = await monthlyOf(store, now).report(month);
        const own = inMonth(raw, month);
        expect(Math.min(own.calls.length, own.answers.length)).toBeGreaterThan(100);
        const upTo = Math.min(Date.parse(report.sampai), now);
        const { sebelumnya, ...figures } = recomputed(raw, month, upTo);
        expect(withoutLatencies(report)).toEqual(figures);
        expect(report.sebelumnya && withoutLatencies(report.sebelumnya)).toEqual(sebelumnya && { total: sebelumnya });
        expect(latenciesOf(report).filter(([, told, real]) => !isNear(told, real))).toEqual([]);
        expect(latenciesOf(report).filter(([, told]) => told !== null).length).toBeGreaterThan(10);
        expectLongest(report, raw, upTo);
        expectCovered(report, own, FINENESS[fineness]);

        function latenciesOf({ total, layanan, hulu }: LaporanBulanan) {
          const answers = (nama?: string) =>
            p95Of(own.answers.filter(({ service }) => (nama ?? service) === service).map(({ tookMs }) => tookMs));
          const calls = (nama?: string) =>
            p95Of(own.calls.filter(({ instance }) => (nama ?? instance) === instance).map(({ tookMs }) => tookMs));
          return [
            ['aplikasi', total.aplikasi.p95Ms, answers()],
            ['hulu', total.hulu.p95Ms, calls()],
            ...layanan.map(({ nama, p95Ms }) => [nama, p95Ms, answers(nama)] as const),
            ...hulu.map(({ nama, p95Ms }) => [nama, p95Ms, calls(nama)] as const),
          ] as const;
        }
      }
    }),
  );
});

/** Everything of the report that is counted, but the latencies. */
function withoutLatencies(report: Partial<LaporanBulanan>): unknown {
  const { total, layanan, hulu, harian } = report;
  const counted = { total, layanan, hulu, harian };
  return JSON.parse(JSON.stringify(counted, (key, value) => (key === 'p95Ms' ? undefined : value)));
}

function isNear(told: number | null, real: number | null): boolean {
  if (told === null || real === null) return told === real;
  return Math.abs(bucketOf(told) - bucketOf(real)) <= 1;
}

function expectLongest({ bulan, gangguanTerlama }: LaporanBulanan, raw: Raw, upTo: number): void {
  const wanted = longestOf(raw, bulan, upTo);
  expect(wanted.length).toBeGreaterThan(2);
  expect(
    gangguanTerlama.map(({ dari, sampai, insiden, ...one }) => ({
      ...{ ...one, dari: Date.parse(dari), sampai: sampai && Date.parse(sampai), insiden: insiden.toSorted() },
    })),
  ).toEqual(wanted.map(({ ms, ...one }) => ({ ...one, menit: Math.ceil(ms / MINUTE) })));
}

function expectCovered({ tercatat, sampai }: LaporanBulanan, { calls, answers }: Raw, fineness: number): void {
  const moments = [...calls.map(({ at }) => at.getTime()), ...answers.map(({ at }) => at)];
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  if (!tercatat) throw new Error('nothing is said to be counted');
  const [from, to] = [Date.parse(tercatat.dari), Date.parse(tercatat.sampai)];
  expect(from).toBeLessThanOrEqual(first);
  expect(first - from).toBeLessThan(Math.max(fineness, HOUR)); // a month begins further back than it ends
  expect(to).toBeGreaterThan(last);
  expect(to - last).toBeLessThanOrEqual(fineness);
  expect(to).toBeLessThanOrEqual(Date.parse(sampai));
}

describe('what is said of a month', () => {
  const NOW = local('2026-11-20T13:30:41');

  test.each(['2026-13', '2026-00', '2026-1', '26-10', '2026-10-01', 'Oktober', '', ' 2026-10', '1999-12'])(
    '"%s" is none',
    async (month) => {
      const untouched = {} as Store;
      await expect(monthlyOf(untouched, NOW).report(month)).rejects.toMatchObject({
        ...{ name: 'MonthRefusal', reason: 'malformed' },
        message: 'Bulan harus ditulis sebagai tahun dan bulan, misalnya 2026-10.',
      });
    },
  );

  test('that has not begun, in this zone, is that there can be no report', () =>
    withStore(async (store) => {
      const refused = {
        name: 'MonthRefusal',
        reason: 'future',
        message: expect.stringMatching(/^Desember 2026 belum/),
      };
      await expect(monthlyOf(store, NOW).report('2026-12')).rejects.toMatchObject(refused);
      const lastMoment = local('2026-12-01T00:00:00') - 1;
      await expect(monthlyOf(store, lastMoment).report('2026-12')).rejects.toMatchObject(refused);
      expect(await monthlyOf(store, lastMoment + 1).report('2026-12')).toMatchObject({ selesai: false });
    }));

  test('that goes on is until when it was counted', () =>
    withStore(async (store) => {
      await count(store, NOW - 90_000);
      expect(await monthlyOf(store, NOW).report('2026-11')).toMatchObject({
        ...{ bulan: '2026-11', namaBulan: 'November 2026', selesai: false, dibuatPada: '2026-11-20T13:30:41+07:00' },
        ...{ dari: '2026-11-01T00:00:00+07:00', sampai: '2026-11-20T13:30:00+07:00' },
        tercatat: { dari: '2026-11-20T13:29:00+07:00', sampai: '2026-11-20T13:30:00+07:00' },
        catatan: [
          { kode: 'belum-selesai', teks: expect.stringMatching(/angka sampai 20 November 2026 pukul 13\.30 WIB/) },
          {
            kode: 'tercatat-sebagian',
            teks: 'Angka November 2026 baru ada sejak 20 November 2026 pukul 13.29 WIB.',
          },
        ],
      });
    }));

  test('that is over is nothing where all of it was counted', () =>
    withStore(async (store) => {
      await count(store, local('2026-10-01T00:30:00'));
      const { selesai, sampai, catatan, harian } = await monthlyOf(store, NOW).report('2026-10');
      expect({ selesai, sampai, catatan, days: harian.length }).toEqual({
        ...{ selesai: true, sampai: '2026-11-01T00:00:00+07:00', catatan: [], days: 31 },
      });
    }));

  test('without figures is since when there are some, and it has no before', () =>
    withStore(async (store) => {
      await count(store, local('2026-09-05T10:00:00'));
      const report = await monthlyOf(store, NOW).report('2025-02');
      expect(report.tercatat).toBeNull();
      expect(report.sebelumnya).toBeNull();
      expect(report.total.aplikasi).toMatchObject({ permintaan: 0, tersediaPersen: null, p95Ms: null });
      expect(report.catatan).toEqual([
        { kode: 'tanpa-angka', teks: 'Tidak ada angka untuk Februari 2025.' },
        { kode: 'angka-sejak', teks: 'Angka disimpan 400 hari; yang tertua dari 5 September 2026.' },
      ]);
    }));

  test('where nothing was ever counted is just that', () =>
    withStore(async (store) => {
      const { catatan } = await monthlyOf(store, NOW).report('2026-10');
      expect(catatan.map(({ teks }) => teks)).toEqual([
        'Tidak ada angka untuk Oktober 2026.',
        'Angka disimpan 400 hari; belum ada sama sekali.',
      ]);
    }));

  test('of which days are gone is from when on they are there, and the next is not compared with it', () =>
    withStore(async (store) => {
      await count(store, local('2025-10-25T10:00:00'));
      await count(store, local('2025-11-05T10:00:00'));
      const monthly = monthlyOf(store, NOW);
      expect((await monthly.report('2025-10')).catatan).toEqual([
        {
          kode: 'sebagian-terhapus',
          teks: 'Angka disimpan 400 hari: dari Oktober 2025 tinggal yang sejak 25 Oktober 2025.',
        },
      ]);
      expect((await monthly.report('2025-11')).sebelumnya).toBeNull();
      expect((await monthly.report('2025-12')).sebelumnya).toMatchObject({ bulan: '2025-11' });
    }));

  test('marks planned maintenance and takes nothing out', () =>
    withStore(async (store) => {
      const planned = { id: 'plh_1', instance: 'dukcapil', note: 'ganti server', by: 'Rini' };
      const [from, to] = [local('2026-10-31T22:00:00'), local('2026-11-01T02:00:00')];
      await store.health.putMaintenance({ ...planned, from, to });
      await count(store, from + MINUTE, 4);
      for (const month of ['2026-10', '2026-11']) {
        const { hulu } = await monthlyOf(store, NOW).report(month);
        expect(hulu.filter(({ pemeliharaan }) => pemeliharaan.length > 0)).toMatchObject([
          {
            nama: 'dukcapil',
            pemeliharaan: [
              { dari: '2026-10-31T22:00:00+07:00', sampai: '2026-11-01T02:00:00+07:00', catatan: 'ganti server' },
            ],
          },
        ]);
      }
      const { hulu } = await monthlyOf(store, NOW).report('2026-10');
      expect(hulu.find(({ nama }) => nama === 'dukcapil')).toMatchObject({ panggilan: 1, tersediaPersen: 0 });
      expect(JSON.stringify(hulu)).not.toMatch(/Rini/);
    }));

  test('is never a hundred percent where one failed', () =>
    withStore(async (store) => {
      const at = local('2026-10-05T10:00:00');
      const row = { kind: 'call', instance: 'dukcapil', operation: 'nik', at } as const;
      await store.health.add([{ ...row, ...counted({ 0: 9_999_999, 5: 1 }) }]);
      const { total } = await monthlyOf(store, NOW).report('2026-10');
      expect(total.hulu).toMatchObject({ panggilan: 10_000_000, tersediaPersen: 99.99, p95Ms: null });
    }));
});

function monthlyOf(store: Store, now: number) {
  return createMonthly({ store, standing: () => STANDING, services: SERVICES, now: () => new Date(now) });
}

/** One call, well unless another place of its row is named. */
function count({ health }: Store, at: number, place = 0): Promise<void> {
  return health.add([
    { kind: 'call', instance: 'dukcapil', operation: 'nik', at, ...counted({ [place]: 1 }, { 3: 1 }) },
  ]);
}
