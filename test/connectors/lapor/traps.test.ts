import { expect, test } from '@jest/globals';
import { UpstreamFault } from '../../../connectors/connector.ts';
import { absent, changed, type fault, found, refused } from '../wanted.ts';
import { ask, type Question, read, readRow } from './reading.ts';
import { bad, CONTOH, complaintWith, ERROR_PAGE, good, KIRIMAN, LOGIN_PAGE } from './wire.ts';

const satu: Question = { operation: 'laporan-satu', asked: { trackingId: '9900123' } };
const kirim: Question = { operation: 'laporan-kirim', asked: KIRIMAN };
const berubah: Question = {
  operation: 'laporan-berubah',
  asked: { sejak: '2026-11-20T01:00:00Z', halaman: 1, perHalaman: 50 },
};
const jawab: Question = {
  operation: 'tindak-lanjut',
  asked: { trackingId: '9900123', isi: 'Sudah menyala.', tutup: true },
};
const kirimXml: Question = { release: 'legacy-xml', operation: 'laporan-kirim', asked: KIRIMAN };
const topik: Question = { release: 'legacy-form', operation: 'kategori' };
const taken = found({ trackingId: '9900123', transaksiId: 'T-9900123' });
const changedAt = (path: string) => ({
  kind: 'changed',
  drift: expect.arrayContaining([expect.objectContaining({ kind: 'breaking', path })]),
});
const unknown = (trouble: Parameters<typeof fault>[0]) => ({ kind: 'fault', fault: { trouble, outcome: 'unknown' } });
const notDone = (trouble: Parameters<typeof fault>[0]) => ({ kind: 'fault', fault: { trouble, outcome: 'not-done' } });

interface Row {
  readonly row: string;
  readonly question: Question;
  readonly body: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly want: object;
}

// Section 6, row by row.
test.each<Row>([
  {
    row: 'a complaint with a number and a status',
    question: satu,
    body: good(CONTOH),
    want: found({ trackingId: '9900123', status: 'terverifikasi' }),
  },
  {
    row: 'its number under the first name of it',
    question: satu,
    body: good(complaintWith({ tracking_id: undefined, trackingid: '9900123' })),
    want: found({ trackingId: '9900123' }),
  },
  {
    row: 'its number as a number',
    question: satu,
    body: good(complaintWith({ tracking_id: 9900123 })),
    want: found({ trackingId: '9900123' }),
  },
  {
    row: 'its number with a hash and spaces',
    question: satu,
    body: good(complaintWith({ tracking_id: ' #9 900 123 ' })),
    want: found({ trackingId: '9900123' }),
  },
  {
    row: 'its number as a spreadsheet leaves it',
    question: satu,
    body: good(complaintWith({ tracking_id: '9900123.0' })),
    want: found({ trackingId: '9900123' }),
  },
  {
    row: 'ten digits',
    question: satu,
    body: good(complaintWith({ tracking_id: '1234567890' })),
    want: found({ trackingId: '1234567890' }),
  },
  {
    row: 'an intake answered with a number',
    question: kirim,
    body: good('{"tracking_id":"9900123","transaksi_id":"T-9900123"}'),
    status: 201,
    want: taken,
  },
  {
    row: 'an intake answered again',
    question: kirim,
    body: good('{"tracking_id":"9900123","transaksi_id":"T-9900123"}'),
    want: taken,
  },
  {
    row: 'an XML intake answered with a number',
    question: kirimXml,
    body: '<r><trackingid>6340753</trackingid><transaksiid>88</transaksiid></r>',
    want: found({ trackingId: '6340753', transaksiId: '88' }),
  },
  {
    row: 'null for lists',
    question: satu,
    body: good(complaintWith({ tindak_lanjut: null, disposisi: null, lampiran: null })),
    want: found({ tindakLanjut: [], disposisi: [], lampiran: [] }),
  },
  {
    row: 'no lists at all',
    question: satu,
    body: good(complaintWith({ tindak_lanjut: undefined, disposisi: undefined, lampiran: undefined })),
    want: found({ tindakLanjut: [], disposisi: [], lampiran: [] }),
  },
  {
    row: 'a status word nobody knows',
    question: satu,
    body: good(complaintWith({ status: 'Menunggu Kajian' })),
    want: found({ status: 'tidak-dikenal', statusAsli: 'Menunggu Kajian' }),
  },
  { row: 'nothing changed', question: berubah, body: good('[]'), want: found([]) },
  {
    row: 'HTTP 404',
    question: satu,
    body: bad('Laporan tidak ditemukan', 'TIDAK_DITEMUKAN'),
    status: 404,
    want: absent,
  },
  { row: 'HTTP 404 for an answer', question: jawab, body: bad('Laporan tidak ditemukan'), status: 404, want: absent },
  { row: 'an error body with 200', question: satu, body: bad('Laporan tidak ditemukan'), want: absent },
  { row: 'HTTP 401', question: kirim, body: bad('Token tidak valid', 'AUTH'), status: 401, want: notDone('auth') },
  { row: 'HTTP 403', question: kirim, body: bad('Akses ditolak'), status: 403, want: notDone('auth') },
  { row: 'a token message with 200', question: kirim, body: bad('Token kedaluwarsa'), want: notDone('auth') },
  { row: 'a token message as plain text', question: kirim, body: 'Token tidak valid', want: notDone('auth') },
  { row: 'any other plain text', question: kirim, body: 'Silakan coba lagi', want: unknown('unavailable') },
  { row: 'the code AUTH with 200', question: kirim, body: bad('Silakan hubungi admin', 'AUTH'), want: notDone('auth') },
  { row: 'the login page with 200', question: kirim, body: LOGIN_PAGE, want: notDone('auth') },
  {
    row: 'a password form without a word',
    question: kirim,
    body: '<html><body><form><input type=password></form></body></html>',
    want: notDone('auth'),
  },
  {
    row: 'a page that asks to log in, without a form',
    question: kirim,
    body: '<html><body>Silakan <a href="/x">masuk</a></body></html>',
    want: notDone('auth'),
  },
  {
    row: 'a redirect to the login page',
    question: kirim,
    body: '',
    status: 302,
    headers: { location: 'https://www.lapor.go.id/login?next=%2F' },
    want: notDone('auth'),
  },
  {
    row: 'another redirect',
    question: kirim,
    body: '',
    status: 302,
    headers: { location: 'https://www.lapor.go.id/' },
    want: unknown('unavailable'),
  },
  { row: 'the login page of the first generation', question: kirimXml, body: LOGIN_PAGE, want: notDone('auth') },
  { row: 'the login page in place of the topics', question: topik, body: LOGIN_PAGE, want: notDone('auth') },
  {
    row: 'a token message in XML',
    question: kirimXml,
    body: '<r><error>Token tidak valid</error></r>',
    want: notDone('auth'),
  },
  {
    row: 'a token message as the root of the XML',
    question: kirimXml,
    body: '<error>Token tidak valid</error>',
    want: notDone('auth'),
  },
  { row: 'a KEYTOKEN message', question: topik, body: '{"error":"KEYTOKEN tidak valid"}', want: notDone('auth') },
  {
    row: 'a KEYTOKEN message in a list',
    question: topik,
    body: '[{"error":"KEYTOKEN tidak valid"}]',
    want: notDone('auth'),
  },
  { row: 'an error page with 200', question: kirim, body: ERROR_PAGE, want: unknown('unavailable') },
  { row: 'an error page in place of XML', question: kirimXml, body: ERROR_PAGE, want: unknown('unavailable') },
  {
    row: 'a maintenance page with 200, though it says that nobody can log in',
    question: kirim,
    body: '<html><body>Sedang pemeliharaan, tidak dapat masuk</body></html>',
    want: unknown('unavailable'),
  },
  {
    row: 'maintenance in a sentence',
    question: kirim,
    body: bad('Sistem sedang dalam pemeliharaan'),
    want: notDone('maintenance'),
  },
  {
    row: 'maintenance with Retry-After',
    question: kirim,
    body: '<html></html>',
    status: 503,
    headers: { 'retry-after': '120' },
    want: notDone('maintenance'),
  },
  { row: 'an empty body', question: kirim, body: '', want: unknown('unavailable') },
  { row: 'cut JSON', question: kirim, body: good('{"tracking_id":"9900').slice(0, 50), want: unknown('unavailable') },
  { row: 'cut XML', question: kirimXml, body: '<r><trackingid>63407', want: unknown('unavailable') },
  {
    row: 'HTTP 500 with a body',
    question: kirim,
    body: bad('Terjadi kesalahan'),
    status: 500,
    want: unknown('unavailable'),
  },
  { row: 'HTTP 502', question: kirim, body: '', status: 502, want: unknown('unavailable') },
  { row: 'HTTP 503', question: kirim, body: bad('Sibuk'), status: 503, want: notDone('unavailable') },
  { row: 'HTTP 504', question: jawab, body: ERROR_PAGE, status: 504, want: unknown('unavailable') },
  {
    row: 'HTTP 500 in XML',
    question: kirimXml,
    body: '<r><error>x</error></r>',
    status: 500,
    want: unknown('unavailable'),
  },
  {
    row: 'HTTP 429',
    question: kirim,
    body: bad('Terlalu banyak permintaan'),
    status: 429,
    headers: { 'retry-after': '30' },
    want: {
      kind: 'fault',
      fault: { trouble: 'throttled', outcome: 'not-done', retryAt: new Date('2026-11-20T02:00:30Z') },
    },
  },
  { row: 'HTTP 429 from a gateway', question: kirim, body: 'Limits exceeded', status: 429, want: notDone('throttled') },
  {
    row: 'a complaint without a number',
    question: satu,
    body: good(complaintWith({ tracking_id: undefined })),
    want: changedAt('tracking_id'),
  },
  {
    row: 'a complaint whose status has another name',
    question: satu,
    body: good(complaintWith({ status: undefined, keadaan: 'Terverifikasi' })),
    want: changedAt('status'),
  },
  {
    row: 'a number that is none',
    question: satu,
    body: good(complaintWith({ tracking_id: 'T-9900123' })),
    want: changedAt('tracking_id'),
  },
  {
    row: 'a number with a fraction',
    question: satu,
    body: good(complaintWith({ tracking_id: '9900123.5' })),
    want: changedAt('tracking_id'),
  },
  {
    row: 'a number that is too short',
    question: satu,
    body: good(complaintWith({ tracking_id: '123' })),
    want: changed,
  },
  {
    row: 'an intake answered without a number',
    question: kirim,
    body: good('{"transaksi_id":"T-1"}'),
    want: changedAt('tracking_id'),
  },
  { row: 'an intake answered with nothing', question: kirim, body: good('null'), want: changedAt('(content)') },
  { row: 'an intake answered with a sentence', question: kirim, body: good('"OK"'), want: changedAt('(content)') },
  {
    row: 'an XML intake without a number',
    question: kirimXml,
    body: '<r><nomor>6340753</nomor></r>',
    want: changedAt('trackingid'),
  },
  {
    row: 'an XML intake with an error nobody knows',
    question: kirimXml,
    body: '<r><error>Kesalahan 17</error></r>',
    want: changed,
  },
  {
    row: 'an object where dispositions are',
    question: satu,
    body: good(complaintWith({ disposisi: {} })),
    want: changedAt('disposisi'),
  },
  {
    row: 'an object where follow-ups are',
    question: satu,
    body: good(complaintWith({ tindak_lanjut: { a: 1 } })),
    want: changedAt('tindak_lanjut'),
  },
  {
    row: 'a disposition without its office',
    question: satu,
    body: good(complaintWith({ disposisi: [{ waktu: null }] })),
    want: changedAt('disposisi[].instansi'),
  },
  { row: 'an object where the changed complaints are', question: berubah, body: good('{"laporan":[]}'), want: changed },
  { row: 'null where the changed complaints are', question: berubah, body: good('null'), want: changed },
  { row: 'an object where the topics are', question: topik, body: '{"topics":[]}', want: changed },
  { row: 'a list in place of the envelope', question: satu, body: `[${CONTOH}]`, want: changedAt('(envelope)') },
  { row: 'the complaint without its envelope', question: satu, body: CONTOH, want: changedAt('sukses') },
  { row: 'sukses as a text', question: satu, body: good(CONTOH).replace('true', '"true"'), want: changedAt('sukses') },
  { row: 'a failure nobody knows, with 200', question: kirim, body: bad('Kesalahan 17'), want: changed },
])('$row: $want.kind', async ({ question, body, status, headers, want }) => {
  const given = { ...(status !== undefined && { status }), ...(headers && { headers }) };
  expect(await read(question, body, given)).toMatchObject(want);
});

test.each([400, 409, 422])('HTTP %i with words is a refusal that keeps them', async (status) => {
  const verdict = await read(kirim, bad('Kategori tidak dikenal', 'VALIDASI'), { status });
  expect(verdict).toMatchObject({ ...refused, reason: 'Kategori tidak dikenal', code: 'VALIDASI' });
});

test.each(['{}', 'null', '"OK"', '[]', '[{"id":1}]', '17'])(
  'an answer that was taken is taken, whatever it is answered with: %s',
  async (data) => expect(await read(jawab, good(data))).toMatchObject(found({ trackingId: '9900123' })),
);

test('a lost answer is an outcome nobody knows', async () => {
  const lost = ask(kirim, async () => {
    throw new UpstreamFault('lapor', { trouble: 'unanswered', outcome: 'unknown' });
  });
  expect(await lost).toMatchObject(unknown('unanswered'));
});

// Section 3: every word, and how it may be written.
test.each([
  ['Belum Terverifikasi', 'terkirim', null],
  ['Menunggu Verifikasi', 'terkirim', null],
  ['Terverifikasi', 'terverifikasi', null],
  ['Belum Ditindaklanjuti', 'terverifikasi', null],
  ['Terdisposisi', 'didisposisikan', null],
  ['Dikoordinasikan', 'didisposisikan', null],
  ['Diproses', 'dikerjakan', null],
  ['Ditindaklanjuti', 'dikerjakan', null],
  ['Ditanggapi oleh Instansi', 'dikerjakan', null],
  ['Ditanggapi oleh Pelapor', 'dijawab-pelapor', null],
  ['Ditunda', 'ditunda', null],
  ['Bukan Wewenang', 'dialihkan', null],
  ['Ditutup oleh Admin', 'selesai', 'admin'],
  ['Ditutup oleh Sistem', 'selesai', 'sistem'],
  ['Selesai', 'selesai', null],
  ['Diarsipkan oleh Admin', 'diarsipkan', 'admin'],
  ['Diarsipkan oleh Sistem', 'diarsipkan', 'sistem'],
  ['Diarsipkan oleh Instansi', 'diarsipkan', null],
  ['Ditolak', 'diarsipkan', null],
  ['Gagal Diverifikasi', 'diarsipkan', null],
  ['  DITUTUP   oleh sistem ', 'selesai', 'sistem'],
  ['terverifikasi (otomatis)', 'terverifikasi', null],
  ['Ditutup', 'tidak-dikenal', null],
  ['Ditanggapi', 'tidak-dikenal', null],
  ['Tidak Terverifikasi', 'tidak-dikenal', null],
  ['constructor', 'tidak-dikenal', null],
])('the status word "%s" is %s, closed by %s', async (word, status, ditutupOleh) => {
  const want = found({ status, ditutupOleh, statusAsli: word.trim() });
  expect(await read(satu, good(complaintWith({ status: word })))).toMatchObject(want);
  expect(await readRow({ 'Tracking ID': '9900123', 'Status Laporan': word })).toMatchObject(want);
});

// Rule 3: whoever wants to be anonymous is dropped at the door, and in doubt too.
const PELAPOR = { nama: 'BUNGA CONTOH', telepon: '0800000000', email: 'uji@contoh.invalid' };
test.each([
  { given: { anonim: true }, pelapor: null },
  { given: { anonim: 1 }, pelapor: null },
  { given: { anonim: '1' }, pelapor: null },
  { given: { anonim: 'true' }, pelapor: null },
  { given: { anonim: false }, pelapor: PELAPOR },
  { given: { anonim: '0' }, pelapor: PELAPOR },
  { given: { anonim: 'false' }, pelapor: PELAPOR },
])('a reporter who is sent with $given becomes $pelapor', async ({ given, pelapor }) => {
  const verdict = await read(satu, good(complaintWith({ ...given, pelapor: PELAPOR })));
  expect(verdict).toMatchObject(found({ pelapor }));
});

test.each([null, undefined, '', 'mungkin', {}, 2])(
  'a complaint that does not say whether it is anonymous (%j) is not read',
  async (anonim) => {
    expect(await read(satu, good(complaintWith({ anonim, pelapor: PELAPOR })))).toMatchObject(changedAt('anonim'));
  },
);

test.each(['pelapor', 'Pelapor', 'masyarakat', ''])(
  'who wrote as %j is nobody, as it may be the reporter',
  async (peran) => {
    const reply = { id: '1', waktu: null, oleh: 'BUNGA CONTOH', peran, isi: 'Masih padam.' };
    const verdict = await read(satu, good(complaintWith({ tindak_lanjut: [reply] })));
    expect(JSON.stringify(verdict)).not.toContain('BUNGA');
  },
);

// Section 2.4 and 2.3: moments and days as they are written.
test.each([
  ['2025-11-03T09:10:00+07:00', '2025-11-03T09:10:00+07:00'],
  ['2025-11-03T02:10:00Z', '2025-11-03T09:10:00+07:00'],
  ['2025-11-03T09:10:00', '2025-11-03T09:10:00+07:00'],
  ['2025-11-03 09:10:00', '2025-11-03T09:10:00+07:00'],
  ['Sabtu, 11 Februari 2023, 01:16', '2023-02-11T01:16:00+07:00'],
  ['Rabu, 22 Februari 2023, 11:13', '2023-02-22T11:13:00+07:00'],
  ["Jum'at, 1 Mei 2026, 23:59", '2026-05-01T23:59:00+07:00'],
  ['3 Agt 2026 08.05 WIB', '2026-08-03T08:05:00+07:00'],
])('the moment "%s" is %s', async (written, iso) => {
  expect(await read(satu, good(complaintWith({ waktu_lapor: written })))).toMatchObject(found({ waktuLapor: iso }));
});

test.each([
  'Sabtu, 31 Februari 2023, 01:16',
  '11 Bulan 2023, 01:16',
  '2025-11-03',
  'kemarin',
  20251103,
  '2025-02-30T00:00:00Z',
])('the moment %j fits nothing', async (written) =>
  expect(await read(satu, good(complaintWith({ waktu_lapor: written })))).toMatchObject(changedAt('waktu_lapor')),
);

test.each(['3 Mei 2026', '3 May 2026', '3 mei 2026', '03 Mei 2026', '2026-05-03'])(
  'the day "%s" of an export',
  async (written) => {
    const given = { 'Tracking ID': '9900123', 'Status Laporan': 'Selesai', 'Tanggal Laporan Masuk': written };
    expect(await readRow(given)).toMatchObject(found({ tanggalMasuk: '2026-05-03' }));
  },
);

test.each(
  'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' ').map((name, index) => [name, index + 1] as const),
)('the month %s is month %i', async (name, month) => {
  const given = { 'Tracking ID': '9900123', 'Status Laporan': 'Selesai', 'Tanggal Laporan Masuk': `3 ${name} 2026` };
  expect(await readRow(given)).toMatchObject(found({ tanggalMasuk: `2026-${String(month).padStart(2, '0')}-03` }));
});

// Section 2.3: the columns of a row.
test.each<{ readonly given: Readonly<Record<string, unknown>>; readonly want: object }>([
  { given: { 'Tracking ID': '6340753.0' }, want: found({ trackingId: '6340753' }) },
  { given: { 'Tracking ID': 6340753 }, want: found({ trackingId: '6340753' }) },
  {
    given: { 'Tipe Laporan (Anonim/Rahasia)': 'Anonim', 'Nama Pelapor': 'BUNGA' },
    want: found({ anonim: true, rahasia: false, namaPelapor: null }),
  },
  {
    given: { 'Tipe Laporan (Anonim/Rahasia)': 'Rahasia', 'Nama Pelapor': 'BUNGA' },
    want: found({ anonim: false, rahasia: true, namaPelapor: 'BUNGA' }),
  },
  {
    given: { 'Tipe Laporan (Anonim/Rahasia)': 'Anonim, Rahasia', 'Nama Pelapor': 'BUNGA' },
    want: found({ anonim: true, rahasia: true, namaPelapor: null }),
  },
  {
    given: { 'Tipe Laporan (Anonim/Rahasia)': null, 'Nama Pelapor': 'BUNGA' },
    want: found({ anonim: null, rahasia: null, namaPelapor: 'BUNGA' }),
  },
  {
    given: { 'Tipe Laporan (Anonim/Rahasia)': 'Tertutup', 'Nama Pelapor': 'BUNGA' },
    want: found({ anonim: false, namaPelapor: null }),
  },
  { given: { 'Nama Pelapor': 'BUNGA' }, want: found({ namaPelapor: null }) },
  {
    given: { 'ID Kategori': 13, Kategori: 'Penerangan jalan' },
    want: found({ kategori: { id: '13', nama: 'Penerangan jalan' } }),
  },
  {
    given: { 'ID Kategori': null, Kategori: 'Penerangan jalan' },
    want: found({ kategori: { id: null, nama: 'Penerangan jalan' } }),
  },
  { given: { 'Klasifikasi Laporan': 'Permintaan Informasi' }, want: found({ klasifikasi: 'permintaan-informasi' }) },
  { given: { 'Klasifikasi Laporan': 'Whistle Blowing System' }, want: found({ klasifikasi: 'whistle-blowing' }) },
  { given: { Rating: 4 }, want: found({ rating: 4 }) },
  { given: { Rating: '-' }, want: found({ rating: null }) },
  {
    given: { 'Alasan Tunda/Arsip': 'Laporan ganda', 'Kota/Kabupaten': 'Kota Binjai' },
    want: found({ alasanTundaArsip: 'Laporan ganda', lokasi: { kabupaten: 'Kota Binjai' } }),
  },
  { given: { 'Tracking ID': 'Jumlah: 12' }, want: changedAt('Tracking ID') },
  { given: { 'Status Laporan': undefined }, want: changedAt('Status Laporan') },
])('a row with $given', async ({ given, want }) => {
  expect(await readRow({ 'Tracking ID': '9900123', 'Status Laporan': 'Selesai', ...given })).toMatchObject(want);
});

test('a file is nobody to ask', async () => {
  await expect(read({ release: 'ekspor-excel', operation: 'baris-laporan' }, '')).rejects.toThrow(
    'is read from a file',
  );
});
