import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { laporSandbox } from '../../../../../connectors/lapor/sandbox/server.ts';
import { newId } from '../../../../../hub/identifiers/new-id.ts';
import { readExport, type Writing, writeExport } from '../../../../../hub/services/pengaduan/import/import.ts';
import { ownMayBeginAt } from '../../../../../hub/services/pengaduan/import/unsettled.ts';
import { pollReports } from '../../../../../hub/services/pengaduan/poll.ts';
import { adoptedId, newReport, type Report } from '../../../../../hub/services/pengaduan/report.ts';
import type { StoredMessage } from '../../../../../hub/store/forwarding.ts';
import { createSealedRecords } from '../../../../../hub/store/sealed-records.ts';
import { createSealing } from '../../../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../../../hub/store/sqlite/open.ts';
import type { LaporanHulu } from '../../../../../openapi/generated/types.ts';
import { withSandbox } from '../../../../connectors/sandbox-kit/with-sandbox.ts';
import { ANSWER, AT, complaint, message, REQUEST } from '../samples.ts';
import { listing, type Reports, withReports } from '../with-reports.ts';
import { ROW, type Row, reading, type Sheet, workbookOf } from './spreadsheet.ts';

const ID = adoptedId('9900123');
const NO_MESSAGES: Writing['messages'] = { list: async () => [] };
const HOUR_MS = 3_600_000;

interface Import extends Partial<Writing>, Sheet {
  readonly madeAt?: number;
}

/** Reads a file of these rows, or this file, and writes it into the store of a test. */
async function importInto(given: Reports, rows: readonly Row[] | Buffer, changes: Import = {}) {
  const { banner, columns, footer, madeAt, ...rest } = changes;
  const sheet = { ...(banner ? { banner } : {}), ...(columns ? { columns } : {}), ...(footer ? { footer } : {}) };
  const bytes = Buffer.isBuffer(rows) ? rows : await workbookOf(rows, sheet);
  const found = await readExport(bytes, reading({ now: given.clock.at, madeAt }));
  return writeExport(found, {
    records: given.context().records,
    messages: NO_MESSAGES,
    instance: 'lapor',
    now: given.clock.at,
    dry: false,
    progress: () => {},
    writing: () => {},
    ...rest,
  });
}

const keptOf = ({ context }: Reports) => context().records.get<Report>('laporan', ID);
const all = ({ context }: Reports) => context().records.list<Report>({ collection: 'laporan', limit: 100 });
const NOTHING = { baru: 0, berubah: 0, tetap: 0, lebihBaru: 0, ditahan: 0 };

test("the sandbox's own export becomes its twelve complaints, and the same file again changes nothing", () =>
  withSandbox(
    laporSandbox,
    ({ url }) =>
      withReports(async (given) => {
        const { body } = await request(`${url}/ekspor/laporan.xlsx`);
        const file = Buffer.from(await body.arrayBuffer());
        expect(await importInto(given, file)).toEqual({ ...NOTHING, baru: 12 });
        const before = await all(given);
        expect(await importInto(given, file)).toEqual({ ...NOTHING, tetap: 12 });
        expect(await all(given)).toEqual(before);
        const two = await given.context().records.find<Report>('laporan', '9900126');
        expect(two?.value.hulu?.laporan.disposisi.map(({ instansi }) => instansi.id)).toEqual(['1275-04', '1275-09']);
        expect(await given.context().records.find('laporan', '6340753')).toBeDefined();
        expect(before.filter(({ value }) => value.rahasia)).toHaveLength(1);
        expect(before.filter(({ value }) => value.anonim)).toHaveLength(2);
        expect(before.filter(({ value }) => value.pelapor)).toEqual([]);
        expect(JSON.stringify(before)).not.toMatch(/BUNGA|BUDI|SITI/);
        expect(given.told).toEqual([]);
      }),
    { now: () => new Date(AT) },
  ));

test('a new complaint is found by its number, belongs to no application, and is nobody’s lateness', () =>
  withReports(async (given) => {
    await importInto(given, [ROW]);
    expect(await given.context().records.find('laporan', '9900123')).toMatchObject({
      id: ID,
      owner: '',
      state: 'terverifikasi',
      group: '13',
      createdAt: Date.parse('2026-01-03T20:15:00+07:00'),
      watchAt: null,
      value: { judul: 'Lampu jalan padam', terlambat: false, pelapor: null, belumDiumumkan: null, sambungan: 'lapor' },
    });
  }));

test('one whose day has not passed yet is watched', () =>
  withReports(async (given) => {
    const today = { ...ROW, 'Tanggal Laporan Masuk': '20 Nov 2026', 'Waktu Laporan Masuk': '08:00' };
    await importInto(given, [today]);
    expect((await keptOf(given))?.watchAt).toBe(Date.parse('2026-11-21T08:00:00+07:00'));
  }));

test('without the column of the type everything new is secret', () =>
  withReports(async (given) => {
    const columns = Object.keys(ROW).filter((name) => !name.startsWith('Tipe'));
    await importInto(given, [ROW], { columns });
    expect((await keptOf(given))?.value.rahasia).toBe(true);
  }));

test('a later export moves what was known on, and adds the office it names', () =>
  withReports(async (given) => {
    await importInto(given, [ROW]);
    given.clock.at += 24 * HOUR_MS;
    const later = { ...ROW, 'Status Laporan': 'Ditutup oleh Sistem', 'ID Instansi Terdisposisi': '1275-09' };
    const banner = [['Dibuat pada 20 Nov 2026']];
    expect(await importInto(given, [{ ...later, 'Instansi Terdisposisi': 'Dinas PU' }], { banner })).toEqual({
      ...NOTHING,
      berubah: 1,
    });
    const kept = await keptOf(given);
    expect(kept).toMatchObject({ state: 'selesai', version: 2 });
    expect(kept?.value.hulu?.laporan).toMatchObject({
      ditutupOleh: 'sistem',
      disposisi: [{ instansi: { id: '1275-15' } }, { instansi: { id: '1275-09' } }],
    });
    expect(kept?.value.catatan.map(({ keterangan }) => keterangan)).toEqual(['Terverifikasi', 'Ditutup oleh Sistem']);
  }));

test('a word nobody knows is kept, beside the later export it came with', () =>
  withReports(async (given) => {
    await importInto(given, [ROW]);
    given.clock.at += 24 * HOUR_MS;
    const later = { ...ROW, 'Status Laporan': 'Sedang Ditelaah' };
    expect(await importInto(given, [later], { banner: [['Dibuat pada 20 Nov 2026']] })).toMatchObject({ berubah: 1 });
    expect((await keptOf(given))?.value.hulu?.laporan.statusAsli).toBe('Sedang Ditelaah');
  }));

test('an earlier export does not take back what a later one said', () =>
  withReports(async (given) => {
    await importInto(given, [{ ...ROW, 'Status Laporan': 'Selesai' }]);
    const banner = [['Dibuat pada 18 Nov 2026']];
    expect(await importInto(given, [ROW], { banner })).toEqual({ ...NOTHING, lebihBaru: 1 });
    expect((await keptOf(given))?.state).toBe('selesai');
  }));

describe('what LAPOR itself was heard saying is written over by what is newer for certain', () => {
  /** Polled at ten in the morning of the 20th; in work, and answered. */
  const polled: Partial<LaporanHulu> = { status: 'dikerjakan', statusAsli: 'Diproses', tindakLanjut: [ANSWER] };
  const closed = { ...ROW, 'Status Laporan': 'Ditutup oleh Admin' };
  const LATER_MS = 72 * HOUR_MS;

  test.each([
    { made: 'the day before', banner: [['Dibuat pada 19 Nov 2026']], state: 'dikerjakan' },
    { made: 'on the same day, and nobody knows when', banner: [['Dibuat pada 20 Nov 2026']], state: 'dikerjakan' },
    { made: 'nobody knows when', banner: [], state: 'dikerjakan' },
    { made: 'the day after', banner: [['Dibuat pada 21 Nov 2026']], state: 'selesai' },
  ])('made $made: $state', ({ banner, state }) =>
    withReports(async (given) => {
      given.upstream.answer = listing(() => [complaint(polled)]);
      await pollReports.run(given.context());
      given.clock.at += LATER_MS;
      const counts = await importInto(given, [closed], { banner });
      expect(counts).toEqual({ ...NOTHING, [state === 'selesai' ? 'berubah' : 'lebihBaru']: 1 });
      const kept = await keptOf(given);
      expect(kept?.state).toBe(state);
      expect(kept?.value.hulu?.laporan).toMatchObject({
        transaksiId: 'T-9900123',
        tindakLanjut: [ANSWER],
        diubahPada: '2026-11-20T10:04:00+07:00',
      });
    }),
  );

  test('made on that day, with the minute given by whoever imports it', () =>
    withReports(async (given) => {
      given.upstream.answer = listing(() => [complaint(polled)]);
      await pollReports.run(given.context());
      given.clock.at += LATER_MS;
      expect(await importInto(given, [closed], { madeAt: AT + HOUR_MS })).toMatchObject({ berubah: 1 });
    }));

  test('not where the poll has seen every change since: what it left alone is as it was', () =>
    withReports(async (given) => {
      const other = { trackingId: '9900999', diubahPada: '2026-11-22T10:00:00+07:00' };
      given.upstream.answer = listing(() => [complaint(polled)]);
      await pollReports.run(given.context());
      given.clock.at += LATER_MS;
      given.upstream.answer = listing(() => [complaint(polled), complaint(other)]);
      await pollReports.run(given.context());
      const banner = [['Dibuat pada 21 Nov 2026']];
      expect(await importInto(given, [closed], { banner })).toEqual({ ...NOTHING, lebihBaru: 1 });
    }));

  test('not by a word that nobody knows', () =>
    withReports(async (given) => {
      given.upstream.answer = listing(() => [complaint(polled)]);
      await pollReports.run(given.context());
      given.clock.at += LATER_MS;
      const banner = [['Dibuat pada 21 Nov 2026']];
      await importInto(given, [{ ...ROW, 'Status Laporan': 'Sedang Ditelaah' }], { banner });
      expect(await keptOf(given)).toMatchObject({ state: 'dikerjakan' });
    }));

  test('and a poll after the import has the last word', () =>
    withReports(async (given) => {
      await importInto(given, [closed]);
      given.upstream.answer = listing(() => [complaint(polled)]);
      await pollReports.run(given.context());
      expect(await keptOf(given)).toMatchObject({ state: 'dikerjakan' });
    }));
});

test('a report of the hub itself is changed under its own id and keeps its reporter and its application', () =>
  withReports(async (given) => {
    const { records } = given.context();
    const own = newReport(REQUEST, { id: newId('lpr', AT), owner: 'loket', sambungan: 'lapor', lampiran: [], at: AT });
    await records.create([own], [{ collection: 'laporan', id: own.id, link: '9900123' }]);
    expect(await importInto(given, [ROW])).toEqual({ ...NOTHING, berubah: 1 });
    expect(await all(given)).toHaveLength(1);
    expect(await records.get<Report>('laporan', own.id)).toMatchObject({
      owner: 'loket',
      state: 'terverifikasi',
      value: { pelapor: { nama: 'BUNGA CONTOH' } },
    });
  }));

describe('a complaint that may be one of the hub’s own waits', () => {
  const about = (state: StoredMessage['state'], unsure = false): Writing['messages'] => ({
    list: async (filter) =>
      filter.state === state
        ? [{ ...message({ state, unsure, acceptedAt: AT }), sealed: new Uint8Array() } as never]
        : [],
  });
  const today = { ...ROW, 'Tanggal Laporan Masuk': '20 Nov 2026', 'Waktu Laporan Masuk': '09:00' };

  test.each([
    { state: 'sending', unsure: false, ditahan: 1 },
    { state: 'unsure', unsure: true, ditahan: 1 },
    { state: 'waiting', unsure: true, ditahan: 1 },
    { state: 'waiting', unsure: false, ditahan: 0 },
    { state: 'refused', unsure: false, ditahan: 0 },
  ] as const)('while a forward is $state, unsure $unsure: $ditahan of it', ({ state, unsure, ditahan }) =>
    withReports(async (given) => {
      const counts = await importInto(given, [today], { messages: about(state, unsure) });
      expect(counts).toEqual({ ...NOTHING, ditahan, baru: 1 - ditahan });
    }),
  );

  test('but not one that was reported days before it', () =>
    withReports(async (given) => {
      expect(
        await importInto(given, [ROW, { ...today, 'Tracking ID': '9900124' }], { messages: about('unsure') }),
      ).toEqual({ ...NOTHING, baru: 1, ditahan: 1 });
    }));

  test('over a real store, from the moment its citizen reported', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'simpul-import-'));
    const store = await openSqliteStore({ directory });
    try {
      const records = createSealedRecords(
        store.records,
        createSealing({ keys: [{ id: 'test', secret: 'of a test' }] }),
      );
      const waktu = '2026-11-10T08:00:00+07:00';
      const own = newReport(
        { ...REQUEST, waktu },
        { id: newId('lpr', AT), owner: 'a', sambungan: 'lapor', lampiran: [], at: AT },
      );
      await store.messages.accept(
        [
          {
            ...{ id: newId('psn', AT), lane: 'lapor laporan-kirim', orderingKey: 'k', service: 'kirimLaporan' },
            ...{ application: 'a', about: `laporan ${own.id}`, idempotencyKey: null, bodyHash: '', acceptedAt: AT },
            sealed: new Uint8Array([1]),
          },
        ],
        { records: [records.seal(own)] },
      );
      expect(await ownMayBeginAt(store.messages, records)).toBeUndefined();
      await store.messages.claim('lapor laporan-kirim', 'worker', 1, AT);
      expect(await ownMayBeginAt(store.messages, records)).toBe(Date.parse(waktu) - 24 * HOUR_MS);
    } finally {
      await store.close();
      await rm(directory, { recursive: true });
    }
  });
});

test('what the hub learns while an import reckons is not written over: it reckons again', () =>
  withReports(async (given) => {
    await importInto(given, [ROW]);
    given.clock.at += 24 * HOUR_MS;
    const { records } = given.context();
    let tries = 0;
    const meddled: Writing['records'] = {
      ...records,
      async replace(changes, links) {
        tries += 1;
        if (tries === 1)
          await records.change<Report>('laporan', ID, given.clock.at, ({ value }) => ({
            value: { ...value, terlambat: true },
          }));
        return records.replace(changes, links);
      },
    };
    const later = { ...ROW, 'Status Laporan': 'Selesai' };
    await importInto(given, [later], { records: meddled, banner: [['Dibuat pada 20 Nov 2026']] });
    expect(tries).toBe(2);
    expect(await keptOf(given)).toMatchObject({ state: 'selesai', value: { terlambat: true } });
  }));

test('a dry run counts and writes nothing', () =>
  withReports(async (given) => {
    expect(await importInto(given, [ROW], { dry: true })).toEqual({ ...NOTHING, baru: 1 });
    expect(await all(given)).toEqual([]);
  }));
