import { expect, test } from '@jest/globals';
import { tindakLanjutLaporan } from '../../../../hub/services/pengaduan/follow-ups.ts';
import { kirimLaporan } from '../../../../hub/services/pengaduan/intake.ts';
import { lateReports } from '../../../../hub/services/pengaduan/late.ts';
import { REQUEST } from './samples.ts';
import { type Reports, withReports } from './with-reports.ts';

const HOUR = 3_600_000;
const late = ({ context }: Reports) => lateReports.run(context());

async function handedIn(given: Reports): Promise<string> {
  const plan = await kirimLaporan.plan(REQUEST, given.context());
  await given.accept('kirimLaporan', plan);
  return plan.submissions[0]?.about.slice('laporan '.length) ?? '';
}

test('a report is called late once, a day after it was made', () =>
  withReports(async (given) => {
    const id = await handedIn(given);
    given.clock.at += 24 * HOUR - 1;
    await late(given);
    expect(given.told).toEqual([]);
    given.clock.at += 1;
    await late(given);
    await late(given);
    expect(given.told.map(({ kind, application, about }) => ({ kind, application, about }))).toEqual([
      { kind: 'laporan.terlambat', application: 'loket', about: `laporan ${id}` },
      { kind: 'laporan.terlambat', application: 'dashboard', about: `laporan ${id}` },
    ]);
    expect(given.told[0]?.data).toMatchObject({ terlambat: true, status: 'menunggu-kirim' });
    expect((await given.report(id))?.terlambat).toBe(true);
  }));

test('what a hub could not say any more is said by the next one', () =>
  withReports(async (given) => {
    await handedIn(given);
    given.clock.at += 25 * HOUR;
    const dying = { tell: () => Promise.reject(new Error('killed')) };
    await expect(lateReports.run(given.context(dying))).rejects.toThrow('killed');
    await late(given);
    expect(given.told).toHaveLength(2);
  }));

test.each([
  { name: 'in time: nothing is said', hours: 23, terlambat: false },
  { name: 'after the day: it was late, and there is nothing to hurry any more', hours: 25, terlambat: true },
])('an answer that the upstream took and no poll has seen, $name', ({ hours, terlambat }) =>
  withReports(async (given) => {
    const id = await handedIn(given);
    await given.settle(await given.claim('laporan-kirim'), 'delivered');
    await given.accept(
      'tindakLanjutLaporan',
      await tindakLanjutLaporan.plan({ id, isi: 'Sudah diganti.' }, given.context()),
    );
    given.clock.at += hours * HOUR;
    await given.settle(await given.claim('tindak-lanjut'), 'delivered');
    given.clock.at += 2 * HOUR;
    await late(given);
    expect(given.told).toEqual([]);
    expect((await given.report(id))?.terlambat).toBe(terlambat);
  }),
);

test('an answer that is still on its way is none', () =>
  withReports(async (given) => {
    const id = await handedIn(given);
    await given.accept(
      'tindakLanjutLaporan',
      await tindakLanjutLaporan.plan({ id, isi: 'Sudah diganti.' }, given.context()),
    );
    given.clock.at += 25 * HOUR;
    await late(given);
    expect(given.told).toHaveLength(2);
  }));

test('nobody waits for an answer to a report that was called off', () =>
  withReports(async (given) => {
    const id = await handedIn(given);
    await given.cancel(id);
    given.clock.at += 25 * HOUR;
    await late(given);
    expect(given.told).toEqual([]);
    expect((await given.context().records.get('laporan', id))?.watchAt).toBeNull();
  }));
