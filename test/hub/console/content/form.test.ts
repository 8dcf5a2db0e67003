import { expect, test } from '@jest/globals';
import { createCorrections } from '../../../../hub/api/correction.ts';
import { loadApiDocument } from '../../../../hub/api/document.ts';
import { createValidation } from '../../../../hub/api/validation.ts';
import { formOf } from '../../../../hub/console/content/form.ts';
import { overlaid } from '../../../../hub/console/content/overlay.ts';
import { services, submitServiceOf } from '../../../../hub/services/services.ts';

const document = loadApiDocument();
const validation = createValidation(document);
const unused = () => {
  throw new Error('nothing is corrected here');
};
const corrections = createCorrections({
  ...{ document, submitServiceOf, checkOf: validation.check },
  ...{ permissions: { of: unused }, contextFor: unused },
});
const correctable = (service: string) => {
  const found = corrections.of({ service });
  if (!found) throw new Error(`${service} has no body`);
  return found;
};

const OFFICER = { nip: '990001', nama: 'PETUGAS CONTOH' };
const SIGNER = { nama: 'KEPALA CONTOH', nip: '990000', jabatan: 'Kepala Dinas' };
/** What groundOf adds to everything about a permit. */
const GROUND = {
  ...{ nib: '9999000000042', ossId: 'U-1', idIzin: 'I-1', kodeIzin: '029', kodeDaerah: '1275000000' },
  ...{ idProyek: 'R-1', idProduk: '-' },
};
const REPORT = {
  judul: 'Lampu padam',
  isi: 'Lampu jalan padam.',
  klasifikasi: 'pengaduan',
  anonim: true,
  rahasia: false,
};
const BOOKING = {
  ...{ kodeBooking: '20261120INT012', jenisPasien: 'jkn', nomorKartu: '0009900000001', nik: '9901010101900001' },
  ...{ telepon: '081200000001', kodePoli: 'INT', namaPoli: 'PENYAKIT DALAM', pasienBaru: false },
  ...{ nomorRekamMedis: '000123', tanggalPeriksa: '2026-11-20', kodeDokter: '12345', namaDokter: 'dr. SARI' },
  ...{ jamPraktek: '08:00-12:00', jenisKunjungan: 'kontrol', nomorAntrean: 'INT-12', angkaAntrean: 12 },
  ...{ estimasiDilayani: '2026-11-20T09:10:00+07:00', kuota: { jkn: 30, sisaJkn: 18, nonJkn: 10, sisaNonJkn: 10 } },
};
const FILE = { nama: 'foto.jpg', url: 'https://contoh.go.id/foto.jpg', mime: 'image/jpeg' };
const UPLOADED = {
  nama: 'KTP.jpg',
  url: 'https://simpul.contoh.go.id/v1/lampiran/lmp_01jd3v8k2m5q7r9t0w4x',
  mime: 'image/jpeg',
};
const ATTACHED = [{ nama: 'foto.jpg', url: FILE.url, jenis: 'image/jpeg' }, { id: 'lmp_01jd3v8k2m5q7r9t0w4x' }];
const AT = '2026-11-20T03:00:00.000Z';
const PERMIT = { status: 'disetujui', tanggalTerbit: '2026-11-20', berlakuSampai: '2031-11-20', penandaTangan: SIGNER };
const BILL = { kodeBayar: '8200', tanggal: '2026-11-20', berlakuSampai: '2026-12-20', nominal: 150000 };

/** What a message of each service carries, and the body it was made of. */
const BODIES: readonly { service: string; asked: object; body: object }[] = [
  {
    service: 'kirimLaporan',
    asked: { ...REPORT, waktuLapor: AT, kategori: '13', lampiran: [FILE, UPLOADED], pelapor: { nama: 'BUNGA CONTOH' } },
    body: { ...REPORT, kategori: '13', lampiran: ATTACHED, pelapor: { nama: 'BUNGA CONTOH' } },
  },
  { service: 'kirimLaporan', asked: { ...REPORT, waktuLapor: AT }, body: REPORT },
  {
    service: 'tindakLanjutLaporan',
    asked: { isi: 'Sudah diganti.', tutup: true, lampiran: [UPLOADED], diterimaPada: AT },
    body: { isi: 'Sudah diganti.', tutup: true, lampiran: [ATTACHED[1]] },
  },
  {
    service: 'disposisiLaporan',
    asked: { instansiId: '1275-15', catatan: 'Mohon ditindaklanjuti', diterimaPada: AT },
    body: { instansi: [{ id: '1275-15', catatan: 'Mohon ditindaklanjuti' }] },
  },
  {
    service: 'disposisiLaporan',
    asked: { instansiId: '1275-15', diterimaPada: AT },
    body: { instansi: [{ id: '1275-15' }] },
  },
  { service: 'pesanAntrean', asked: BOOKING, body: BOOKING },
  { service: 'tahapAntrean', asked: { kodeBooking: 'A-12', tahap: 3, waktu: AT }, body: { tahap: 3, waktu: AT } },
  {
    service: 'statusIzin',
    asked: {
      ...GROUND,
      status: 'diproses',
      waktu: AT,
      petugas: OFFICER,
      keterangan: 'Diperiksa',
      persetujuanForm: true,
    },
    body: { status: 'diproses', waktu: AT, petugas: OFFICER, keterangan: 'Diperiksa', persetujuanForm: true },
  },
  {
    service: 'tagihanIzin',
    asked: {
      ...GROUND,
      tagihan: BILL,
      ditagih: 'minta-pembayaran',
      waktu: AT,
      petugas: OFFICER,
      keterangan: 'Retribusi',
    },
    body: { tagihan: BILL, waktu: AT, petugas: OFFICER, keterangan: 'Retribusi' },
  },
  {
    service: 'surveiIzin',
    asked: { ...GROUND, hasil: 'sesuai', waktu: AT, petugas: OFFICER, keterangan: 'Disurvei' },
    body: { hasil: 'sesuai', waktu: AT, petugas: OFFICER, keterangan: 'Disurvei' },
  },
  {
    service: 'kirimDokumenIzin',
    asked: { ...GROUND, ...PERMIT, bulanBerlaku: 6, statusPernah: true },
    body: { ...PERMIT, bulanBerlaku: 6 },
  },
  {
    service: 'gantiDokumenIzin',
    asked: { ...GROUND, ...PERMIT, lampiran: FILE.url, tahunBerlaku: '5', bulanBerlaku: '0', lampiranPernah: true },
    body: { ...PERMIT, lampiran: FILE.url, tahunBerlaku: 5, bulanBerlaku: 0 },
  },
];

test.each(BODIES)('the body that a message of $service was made of is found again', ({ service, asked, body }) => {
  const found = correctable(service);
  const back = corrections.bodyOf(found, asked as Readonly<Record<string, unknown>>);
  expect(back).toEqual(body);
  const path = { id: 'lpr_01jd3v8k2m5q7r9t0w4x', kodeBooking: 'A-12-34', idIzin: 'I-202602031015300420001' };
  expect(
    validation.check(found.operation)({ path, query: undefined, headers: {}, body: structuredClone(back) }).kind,
  ).toBe('good');
});

test('every service that takes a body is among them', () => {
  const withBody = services.filter(({ kind, name }) => kind === 'submit' && corrections.of({ service: name }));
  expect([...new Set(BODIES.map(({ service }) => service))].sort()).toEqual(withBody.map(({ name }) => name).sort());
  expect(corrections.of({ service: 'batalAntrean' })).toBeUndefined();
  expect(corrections.of({ service: '' })).toBeUndefined();
});

const fieldsOf = (service: string, body: object) =>
  formOf(document, correctable(service).schema, body as Readonly<Record<string, unknown>>);

test('a form offers every field that may be there, with what is there masked', () => {
  const fields = new Map(fieldsOf('pesanAntrean', BOOKING).map((field) => [field.di, field]));
  expect(fields.get('nik')).toMatchObject({ jenis: 'teks', nilai: '…001', samar: true, ada: true, wajib: true });
  expect(fields.get('jenisKunjungan')).toMatchObject({
    ...{ jenis: 'pilihan', nilai: 'kontrol', samar: false },
    pilihan: ['rujukan-fktp', 'rujukan-internal', 'kontrol', 'antar-rs'],
  });
  expect(fields.get('nomorReferensi')).toMatchObject({ ada: false, nilai: null, wajib: false });
  expect(fields.get('kuota.sisaJkn')).toMatchObject({ jenis: 'angka', nilai: 18, wajib: true });
  expect(fields.get('pasienBaru')).toMatchObject({ jenis: 'ya-tidak', nilai: false });
  expect(fields.get('tanggalPeriksa')).toMatchObject({ jenis: 'tanggal', nilai: '2026-11-20' });
  expect(fields.get('estimasiDilayani')).toMatchObject({ jenis: 'waktu' });
  expect(JSON.stringify([...fields.values()])).not.toMatch(/\d{9,}|SARI/);
});

test('a list has a field for each member of its entries, in the form they have', () => {
  const fields = fieldsOf('kirimLaporan', { ...REPORT, lampiran: ATTACHED });
  expect(fields.map(({ di, wajib }) => [di, wajib]).filter(([di]) => String(di).startsWith('lampiran'))).toEqual([
    ['lampiran.0.nama', true],
    ['lampiran.0.url', true],
    ['lampiran.0.jenis', true],
    ['lampiran.1.id', true],
  ]);
  // nobody reports, so nobody's name is wanted; with the first member the object comes into being
  expect(fields.find(({ di }) => di === 'pelapor.nama')).toMatchObject({ ada: false, wajib: false });
});

test.each([
  { what: 'a field', edits: { ubah: { judul: 'Jalan rusak' }, hapus: [] }, want: { ...REPORT, judul: 'Jalan rusak' } },
  { what: 'nothing', edits: { ubah: {}, hapus: [] }, want: REPORT },
  {
    what: 'a field of an object that is not there',
    edits: { ubah: { 'pelapor.nama': 'BUNGA' }, hapus: [] },
    want: { ...REPORT, pelapor: { nama: 'BUNGA' } },
  },
  {
    what: 'a field that goes',
    edits: { ubah: {}, hapus: ['rahasia', 'lokasi.alamat'] },
    want: { ...REPORT, rahasia: undefined },
  },
  {
    what: 'what is no field of it',
    edits: { ubah: { '__proto__.x': 1, 'judul.x': 2, baru: 3 }, hapus: ['isi.0'] },
    want: REPORT,
  },
])('written over is $what', ({ edits, want }) => {
  const paths = new Set(fieldsOf('kirimLaporan', REPORT).map(({ di }) => di));
  const before = structuredClone(REPORT);
  expect(overlaid(REPORT, edits, paths)).toEqual(want);
  expect(REPORT).toEqual(before);
});

test('an entry of a list is written over in its place, and an object that loses its last member goes', () => {
  const body = { instansi: [{ id: 'a' }, { id: 'b', catatan: 'x' }], lokasi: { alamat: 'y' } };
  const paths = new Set(['instansi.1.id', 'instansi.1.catatan', 'lokasi.alamat']);
  const edits = { ubah: { 'instansi.1.id': 'c' }, hapus: ['instansi.1.catatan', 'lokasi.alamat'] };
  expect(overlaid(body, edits, paths)).toEqual({ instansi: [{ id: 'a' }, { id: 'c' }] });
});
