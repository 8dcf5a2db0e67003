import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { laporSandbox } from '../../../connectors/lapor/sandbox/server.ts';
import { createSortedList } from '../../../connectors/lapor/sandbox/sorted-list.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { NOW } from './reading.ts';
import { call, intake, ledgerOf } from './sandbox-client.ts';
import { CONTOH } from './wire.ts';

const DAY_SECONDS = 24 * 3600;
const withLapor = (use: (sandbox: SettableSandbox) => Promise<void>) =>
  withSandbox(laporSandbox, use, { now: () => NOW });
const key = (text: string) => ({ 'Idempotency-Key': text });
const numberOf = (data: unknown) => (data as { tracking_id: string }).tracking_id;
const rowsOf = (data: unknown) => data as readonly { tracking_id: string; status: string; diubah: string }[];

test("the document's complaint, to the letter", () =>
  withLapor(async ({ url }) => {
    const { status, text } = await call(url, 'laporan/9900123');
    expect({ status, text }).toEqual({ status: 200, text: `{"sukses":true,"pesan":"OK","data":${CONTOH}}` });
  }));

test.each<{ path: string; sent?: Parameters<typeof call>[2]; want: object }>([
  {
    path: 'laporan/9900123',
    sent: { token: 'salah' },
    want: { status: 401, text: '{"sukses":false,"pesan":"Token tidak valid","kode":"AUTH"}' },
  },
  { path: 'laporan/1111111', want: { status: 404 } },
  { path: 'laporan/9900123/apa', sent: { body: {} }, want: { status: 404 } },
  { path: 'laporan/9900123', sent: { method: 'DELETE' }, want: { status: 405 } },
  { path: 'apa', want: { status: 404 } },
  { path: '/apa', want: { status: 404, text: 'Not Found' } },
  { path: 'laporan?diubah_sejak=kemarin', want: { status: 400 } },
  { path: 'laporan?halaman=0', want: { status: 400 } },
  { path: 'laporan', sent: { body: '[' }, want: { status: 400 } },
  { path: 'laporan', sent: { body: { ...intake, judul: ' ' } }, want: { status: 400 } },
  { path: 'laporan', sent: { body: { ...intake, anonim: 'ya' } }, want: { status: 400 } },
  { path: 'laporan', sent: { body: { ...intake, kategori_id: '999' } }, want: { status: 422 } },
  { path: 'laporan', sent: { body: { ...intake, pelapor: null } }, want: { status: 422 } },
  { path: 'laporan/1111111/disposisi', sent: { body: { instansi_id: '1275-15' } }, want: { status: 404 } },
  { path: 'laporan/9900124/disposisi', sent: { body: { instansi_id: '9999' } }, want: { status: 422 } },
  { path: 'laporan/9900124/tindak-lanjut', sent: { body: { isi: '', tutup: false } }, want: { status: 400 } },
  { path: 'laporan/9900124/tindak-lanjut', sent: { body: { isi: 'Baik.', tutup: 'ya' } }, want: { status: 400 } },
  { path: 'laporan/9900124/tunda', sent: { body: {} }, want: { status: 400 } },
  { path: 'laporan/9900133/tindak-lanjut', sent: { body: { isi: 'Baik.', tutup: false } }, want: { status: 422 } },
  { path: 'instansi?induk=1275', want: { status: 200, text: expect.not.stringContaining('"id":"1275"') } },
  { path: 'kategori', want: { status: 200, text: expect.stringContaining('{"id":"13","induk_id":"3"') } },
])('$path with $sent gives $want', ({ path, sent, want }) =>
  withLapor(async (sandbox) => {
    expect(await call(sandbox.url, path, sent)).toMatchObject(want);
    expect(ledgerOf(sandbox)).toMatchObject({ accepted: [], followUps: [], dispositions: [], actions: [] });
  }),
);

test('twelve complaints in five districts: every status, two anonymous, one secret, one at two offices', () =>
  withLapor(async ({ url }) => {
    const { body } = await call(url, 'laporan');
    const rows = body.data as readonly {
      anonim: boolean;
      rahasia: boolean;
      pelapor: unknown;
      disposisi: unknown[];
      lokasi: { kecamatan: string };
    }[];
    expect(rows).toHaveLength(12);
    expect(body.halaman).toEqual({ ke: 1, total: 1, jumlah: 12 });
    expect(new Set(rows.map(({ lokasi }) => lokasi.kecamatan)).size).toBe(5);
    expect(new Set(rowsOf(rows).map(({ status }) => status)).size).toBe(12);
    expect(rows.filter(({ anonim, pelapor }) => anonim && pelapor === null)).toHaveLength(2);
    expect(rows.filter(({ rahasia }) => rahasia)).toHaveLength(1);
    expect(rows.filter(({ disposisi }) => disposisi.length === 2)).toHaveLength(1);
  }));

test('pages follow the time of change, then the number; a page after the last is empty', () =>
  withLapor(async (sandbox) => {
    const { url } = sandbox;
    for (const judul of ['Satu', 'Dua', 'Tiga']) await call(url, 'laporan', { body: { ...intake, judul } }); // one second
    const pages = await Promise.all([1, 2, 3, 4].map((page) => call(url, `laporan?per_halaman=5&halaman=${page}`)));
    const rows = pages.flatMap(({ body }) => rowsOf(body.data));
    expect(pages.map(({ body }) => rowsOf(body.data).length)).toEqual([5, 5, 5, 0]);
    expect(pages[0]?.body.halaman).toEqual({ ke: 1, total: 3, jumlah: 15 });
    expect(rows).toEqual(
      rows.toSorted((one, other) =>
        `${one.diubah} ${one.tracking_id}`.localeCompare(`${other.diubah} ${other.tracking_id}`),
      ),
    );
    const since = encodeURIComponent(rows[12]?.diubah ?? '');
    expect(rowsOf((await call(url, `laporan?diubah_sejak=${since}`)).body.data)).toEqual(rows.slice(12));
    expect(rowsOf((await call(url, 'laporan?status=Ditunda')).body.data)).toHaveLength(1);
    sandbox.set({ largestPage: 2 });
    expect(rowsOf((await call(url, 'laporan?per_halaman=50')).body.data)).toHaveLength(2);
  }));

test('a key is answered once: 201, then 200 with the first answer, and 409 for another body', () =>
  withLapor(async (sandbox) => {
    const first = await call(sandbox.url, 'laporan', { body: intake, headers: key('lpr_1') });
    const again = await call(sandbox.url, 'laporan', { body: intake, headers: key('lpr_1') });
    const other = await call(sandbox.url, 'laporan', { body: { ...intake, judul: 'Lain' }, headers: key('lpr_1') });
    expect([first.status, again.status, other.status]).toEqual([201, 200, 409]);
    expect(again.body.data).toEqual(first.body.data);
    expect(ledgerOf(sandbox)).toMatchObject({
      accepted: [
        { idempotencyKey: 'lpr_1', via: 'json', at: '2026-11-20T09:00:00+07:00', timesKey: 3, timesContent: 2 },
      ],
      counts: { intakes: 3, accepted: 1, repeatedKeys: 1, conflictingKeys: 1, doubles: 0 },
    });
  }));

test('the ledger tells a complaint that was taken twice, over HTTP too', () =>
  withLapor(async (sandbox) => {
    await call(sandbox.url, 'laporan', { body: intake, headers: key('a') });
    await call(sandbox.url, 'laporan', { body: intake, headers: key('b') });
    expect(ledgerOf(sandbox)).toMatchObject({
      accepted: [{ timesContent: 2 }, { timesContent: 2 }],
      counts: { accepted: 2, doubles: 1 },
    });
    const { body } = await request(`${sandbox.url}/_sandbox/ledger`);
    expect(await body.json()).toEqual(ledgerOf(sandbox));
  }));

test('every write shows in the complaint and, in order, in the ledger', () =>
  withLapor(async (sandbox) => {
    const { url } = sandbox;
    const id = numberOf((await call(url, 'laporan', { body: intake })).body.data);
    await call(url, `laporan/${id}/disposisi`, { body: { instansi_id: '1275-15', catatan: 'Mohon ditangani.' } });
    await call(url, `laporan/${id}/disposisi`, { body: { instansi_id: '1275-04' } });
    await call(url, `laporan/${id}/tunda`, { body: { alasan: 'Suku cadang' } });
    await call(url, `laporan/${id}/tindak-lanjut`, { body: { isi: 'Sedang dikerjakan.', lampiran: [], tutup: false } });
    await call(url, `laporan/${id}/tindak-lanjut`, { body: { isi: 'Sudah menyala.', tutup: true } });
    expect((await call(url, `laporan/${id}`)).body.data).toMatchObject({
      status: 'Ditutup oleh Admin',
      waktu_tutup: '2026-11-20T09:00:00+07:00',
      disposisi: [{ instansi: { id: '1275-15' } }, { instansi: { nama: 'Dinas Pekerjaan Umum dan Penataan Ruang' } }],
      tindak_lanjut: [{ isi: 'Sedang dikerjakan.', peran: 'instansi' }, { isi: 'Sudah menyala.' }],
    });
    expect(ledgerOf(sandbox)).toMatchObject({
      accepted: [{ trackingId: id, status: 'Ditutup oleh Admin', followUps: 2, dispositions: 2 }],
      dispositions: [{ trackingId: id, instansiId: '1275-15', catatan: 'Mohon ditangani.' }, { instansiId: '1275-04' }],
      actions: [{ action: 'tunda', alasan: 'Suku cadang' }],
      followUps: [
        { isi: 'Sedang dikerjakan.', tutup: false },
        { isi: 'Sudah menyala.', tutup: true },
      ],
    });
  }));

test.each([
  { action: 'tunda', status: 'Ditunda', waktu_tutup: null },
  { action: 'bukan-wewenang', status: 'Bukan Wewenang', waktu_tutup: null },
  { action: 'arsip', status: 'Diarsipkan oleh Admin', waktu_tutup: '2026-11-20T09:00:00+07:00' },
])('$action gives $status', ({ action, status, waktu_tutup }) =>
  withLapor(async ({ url }) => {
    await call(url, `laporan/9900125/${action}`, { body: { alasan: 'Sebab' } });
    expect((await call(url, 'laporan/9900125')).body.data).toMatchObject({
      status,
      waktu_tutup,
      alasan_tunda_arsip: 'Sebab',
    });
  }),
);

test('an answer without a reply closes after ten working days, not after nine', () =>
  withLapor(async (sandbox) => {
    const { url } = sandbox;
    const statusAfter = async (days: number) => {
      sandbox.set({ clockOffsetSeconds: days * DAY_SECONDS });
      return rowsOf([(await call(url, 'laporan/9900125')).body.data])[0];
    };
    await call(url, 'laporan/9900125/tindak-lanjut', { body: { isi: 'Sudah ditertibkan.', tutup: false } }); // a Friday
    expect(await statusAfter(13.9)).toMatchObject({ status: 'Ditanggapi oleh Instansi' });
    expect(await statusAfter(14)).toMatchObject({ status: 'Ditutup oleh Sistem', diubah: '2026-12-04T09:00:00+07:00' });
    const changed = await call(url, 'laporan?diubah_sejak=2026-12-04T09:00:00%2B07:00');
    expect(rowsOf(changed.body.data)).toMatchObject([{ tracking_id: '9900125', status: 'Ditutup oleh Sistem' }]);
  }));

test('a further answer starts the clock anew, and the citizen replies once', () =>
  withLapor(async (sandbox) => {
    const { url } = sandbox;
    sandbox.set({ citizen: 'replies', citizenAfterSeconds: 3600, citizenSays: 'Masih ada.' });
    const answer = (isi: string) => call(url, 'laporan/9900125/tindak-lanjut', { body: { isi, tutup: false } });
    const now = async (days: number) => {
      sandbox.set({ clockOffsetSeconds: days * DAY_SECONDS });
      return (await call(url, 'laporan/9900125')).body.data;
    };
    await answer('Sudah ditertibkan.');
    expect(await now(1)).toMatchObject({
      status: 'Ditanggapi oleh Pelapor',
      diubah: '2026-11-20T10:00:00+07:00',
      tindak_lanjut: [{ peran: 'instansi' }, { peran: 'pelapor', isi: 'Masih ada.' }],
    });
    expect(await now(30)).toMatchObject({ status: 'Ditanggapi oleh Pelapor' });
    await answer('Ditertibkan lagi.');
    expect(await now(32)).toMatchObject({ status: 'Ditanggapi oleh Instansi', tindak_lanjut: { length: 3 } });
    expect(await now(60)).toMatchObject({ status: 'Ditutup oleh Sistem' });
  }));

test('a change among fifty thousand costs a handful of looks', () => {
  let looks = 0;
  const list = createSortedList<number>((one, other) => {
    looks += 1; // counted, not timed: a machine may be busy
    return one - other;
  });
  for (let item = 0; item < 50_000; item += 1) list.add(item);
  for (const item of [0, 25_000, 49_999]) {
    looks = 0;
    list.remove(item);
    list.add(item);
    expect(looks).toBeLessThan(100);
  }
  expect(list.slice(24_999, 25_002)).toEqual([24_999, 25_000, 25_001]);
});
