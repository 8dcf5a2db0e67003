import { expect, test } from '@jest/globals';
import { kirimLaporan } from '../../../../hub/services/pengaduan/intake.ts';
import { adoptedReport } from '../../../../hub/services/pengaduan/report.ts';
import { settleReports } from '../../../../hub/services/pengaduan/settle.ts';
import { createStandingReports } from '../../../../hub/services/pengaduan/standing-reports.ts';
import type { LaporanHulu } from '../../../../openapi/generated/types.ts';
import { ANSWER, AT, complaint, REQUEST, SOURCE } from './samples.ts';
import { type Reports, withReports } from './with-reports.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ROADS = { instansi: { id: '7', nama: 'Dinas Pekerjaan Umum' }, waktu: null };
const LIGHTS = { instansi: { id: '9', nama: null }, waktu: null };

const standing = ({ context }: Reports) => createStandingReports(context());

async function adopt({ context, clock }: Reports, changes: Partial<LaporanHulu> & { trackingId: string }) {
  const record = adoptedReport(complaint(changes), SOURCE, clock.at);
  await context().records.put([record]);
  return record.id;
}

test('a report is late once its day is over and nobody answered, closed, archived or referred it', () =>
  withReports(async (given) => {
    const late = await adopt(given, { trackingId: '9900001', disposisi: [LIGHTS, ROADS] });
    const answered = await adopt(given, { trackingId: '9900002', tindakLanjut: [ANSWER] });
    for (const [trackingId, status] of Object.entries({
      9900003: 'selesai',
      9900004: 'diarsipkan',
      9900005: 'dialihkan',
    }))
      await adopt(given, { trackingId, status: status as LaporanHulu['status'], disposisi: [LIGHTS] });
    const reports = standing(given);
    expect(await reports.overdue(AT + DAY)).toEqual([]);
    expect((await reports.overdue(AT + DAY + 1)).map(({ id, office }) => ({ id, office }))).toEqual([
      { id: late, office: 'Dinas Pekerjaan Umum' },
    ]);
    const all = await reports.all();
    expect(all).toHaveLength(5);
    expect(all.find(({ id }) => id === answered)).toMatchObject({ answered: true, ended: false, office: null });
    expect(all.filter(({ ended }) => ended).map(({ status, office }) => `${status} ${office}`)).toEqual(
      expect.arrayContaining(['selesai 9', 'diarsipkan 9', 'dialihkan 9']),
    );
  }));

test('only what is closed was finished, when the upstream says so, else when its word for it was seen', () =>
  withReports(async (given) => {
    const waktuTutup = '2026-11-22T08:00:00+07:00';
    const closed = await adopt(given, { trackingId: '9900001', status: 'selesai', waktuTutup });
    const silent = await adopt(given, { trackingId: '9900002', status: 'selesai' });
    const archived = await adopt(given, { trackingId: '9900003', status: 'diarsipkan', waktuTutup });
    const all = await standing(given).all();
    const finishedAt = (id: string) => all.find((one) => one.id === id)?.finishedAt;
    expect(finishedAt(closed)).toBe(Date.parse(waktuTutup));
    expect(finishedAt(silent)).toBe(Date.parse('2026-11-20T10:04:00+07:00'));
    expect(finishedAt(archived)).toBeNull();
  }));

test('what changed is seen, also where it was written a little late, and each report is opened once', () =>
  withReports(async (given) => {
    const { records } = given.context();
    let opened = 0;
    const watched: typeof records.list = async (filter) => {
      const page = await records.list(filter);
      opened += page.length;
      return page as never;
    };
    const { messagesAbout } = given.context();
    const reports = createStandingReports({ records: { list: watched }, messagesAbout });
    for (let index = 0; index < 620; index += 1) await adopt(given, { trackingId: String(9_900_000 + index) });
    expect(await reports.all()).toHaveLength(620); // more than a page
    expect(opened).toBe(620);
    given.clock.at += 2 * HOUR;
    const id = await adopt(given, { trackingId: '9900007', status: 'dikerjakan' });
    expect((await reports.all()).find((one) => one.id === id)?.status).toBe('dikerjakan');
    given.clock.at -= 30_000; // by another process, whose commit came later than its clock says
    const slow = await adopt(given, { trackingId: '9900008', status: 'ditunda' });
    opened = 0;
    const again = await Promise.all([reports.all(), reports.all()]);
    expect(again[1].find((one) => one.id === slow)?.status).toBe('ditunda');
    expect(opened).toBe(2);
  }));

test('one that the upstream turned down waits on; one that was called off does not', () =>
  withReports(async (given) => {
    const hand = async () => {
      const plan = await kirimLaporan.plan(REQUEST, given.context());
      await given.accept('kirimLaporan', plan);
      return plan.submissions[0]?.about.slice('laporan '.length) ?? '';
    };
    const refused = await hand();
    await given.settle(await given.claim('laporan-kirim'), 'refused');
    const calledOff = await hand();
    await given.cancel(calledOff);
    await settleReports.run(given.context());
    const reports = standing(given);
    expect((await reports.all()).map(({ status }) => status)).toEqual(['ditolak', 'ditolak']);
    const late = async () => (await reports.overdue(AT + 2 * DAY)).map(({ id }) => id);
    expect(await late()).toEqual([refused]);
    await given.cancel(refused);
    expect(await late()).toEqual([]);
  }));
