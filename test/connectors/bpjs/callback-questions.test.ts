import { expect, test } from '@jest/globals';
import { ACCOUNT, contextOf, goodToken, heard, said } from './callback-wire.ts';

const KODE = '20261120INT012';
const SESSION = { kodepoli: 'INT', kodedokter: 12345, tanggalperiksa: '2026-11-20', jampraktek: '08:00-12:00' };
const BOOKING = {
  nomorkartu: '0009900000001',
  nik: '9901010101900001',
  nohp: '081200000001',
  ...SESSION,
  norm: '000123',
  jeniskunjungan: 1,
  nomorreferensi: '990101011126P000001',
};
const PATIENT = {
  nomorkartu: '0009900000001',
  nik: '9901010101900001',
  nomorkk: '9901010905120001',
  nama: 'BUDI SANTOSO',
  jeniskelamin: 'L',
  tanggallahir: '1990-01-01',
  nohp: '081200000001',
  alamat: 'JL. MELATI 1',
  kodeprop: '99',
  namaprop: 'CONTOH',
  kodedati2: '9901',
  namadati2: 'KOTA CONTOH',
  kodekec: '990101',
  namakec: 'KECAMATAN CONTOH',
  kodekel: '9901010001',
  namakel: 'KELURAHAN CONTOH',
  rw: '1',
  rt: '012',
};

const session = { kodePoli: 'INT', kodeDokter: '12345', tanggalPeriksa: '2026-11-20', jamPraktek: '08:00-12:00' };
const person = { nomorKartu: '0009900000001', nik: '9901010101900001' };
const patient = {
  ...person,
  noKk: '9901010905120001',
  nama: 'BUDI SANTOSO',
  jenisKelamin: 'L',
  tanggalLahir: '1990-01-01',
  telepon: '081200000001',
  alamat: {
    jalan: 'JL. MELATI 1',
    provinsi: { kode: '99', nama: 'CONTOH' },
    kabupatenKota: { kode: '9901', nama: 'KOTA CONTOH' },
    kecamatan: { kode: '990101', nama: 'KECAMATAN CONTOH' },
    kelurahan: { kode: '9901010001', nama: 'KELURAHAN CONTOH' },
    rw: '001',
    rt: '012',
  },
};
const fktpKey = { nomorkartu: '0009900000001', kodepoli: '001', tanggal: '2026-11-20' };

// Every question, with BPJS's names and types (sections 8 and 8.1).
test.each<{ name: string; method?: string; body?: object; names?: Record<string, string>; want: object }>([
  { name: 'mobile-jkn.status-antrean', body: SESSION, want: session },
  {
    name: 'mobile-jkn.ambil-antrean',
    body: BOOKING,
    want: {
      ...{ ...person, telepon: '081200000001', ...session },
      ...{ nomorRekamMedis: '000123', jenisKunjungan: 'rujukan-fktp', nomorReferensi: '990101011126P000001' },
    },
  },
  { name: 'mobile-jkn.sisa-antrean', body: { kodebooking: KODE }, want: { kodeBooking: KODE } },
  {
    name: 'mobile-jkn.batal-antrean',
    body: { kodebooking: KODE, keterangan: 'Berhalangan' },
    want: { kodeBooking: KODE, keterangan: 'Berhalangan' },
  },
  {
    name: 'mobile-jkn.check-in',
    body: { kodebooking: KODE, waktu: 1795136710000 },
    want: { kodeBooking: KODE, waktu: '2026-11-20T08:05:10+07:00' },
  },
  { name: 'mobile-jkn.pasien-baru', body: PATIENT, want: patient },
  {
    name: 'mobile-jkn.jadwal-operasi-rs',
    body: { tanggalawal: '2026-11-01', tanggalakhir: '2026-11-30' },
    want: { tanggalAwal: '2026-11-01', tanggalAkhir: '2026-11-30' },
  },
  {
    name: 'mobile-jkn.jadwal-operasi-pasien',
    body: { nopeserta: '0009900000001' },
    want: { nomorKartu: '0009900000001' },
  },
  { name: 'mobile-jkn.ambil-antrean-farmasi', body: { kodebooking: KODE }, want: { kodeBooking: KODE } },
  { name: 'mobile-jkn.status-antrean-farmasi', body: { kodebooking: KODE }, want: { kodeBooking: KODE } },
  {
    name: 'mobile-jkn-fktp.status-antrean',
    names: { kodepoli: '001', tanggal: '2026-11-20' },
    want: { kodePoli: '001', tanggalPeriksa: '2026-11-20' },
  },
  {
    name: 'mobile-jkn-fktp.sisa-antrean',
    names: fktpKey,
    want: { nomorKartu: '0009900000001', kodePoli: '001', tanggalPeriksa: '2026-11-20' },
  },
  {
    name: 'mobile-jkn-fktp.ambil-antrean',
    body: { ...BOOKING, keluhan: 'Demam', norm: '' },
    want: { ...person, telepon: '081200000001', ...session, keluhan: 'Demam' },
  },
  ...(['PUT', 'POST'] as const).map((method) => ({
    name: 'mobile-jkn-fktp.batal-antrean',
    method,
    body: { nomorkartu: '0009900000001', kodepoli: '001', tanggalperiksa: '2026-11-20' },
    want: { nomorKartu: '0009900000001', kodePoli: '001', tanggalPeriksa: '2026-11-20' },
  })),
  { name: 'mobile-jkn-fktp.pasien-baru', body: PATIENT, want: patient },
])('$name asks', ({ name, method, body, names = {}, want }) => {
  expect(heard(name, { body, names }, method)).toEqual({ kind: 'asked', question: want });
});

// What BPJS expects the facility to refuse (section 8): the first mistake, by the name BPJS knows.
test.each<{ given: string; change: object; says: string }>([
  { given: 'a card of 12 digits', change: { nomorkartu: '000990000001' }, says: '201 nomorkartu harus 13 digit' },
  { given: 'a card with letters', change: { nomorkartu: '000990000000A' }, says: '201 nomorkartu harus 13 digit' },
  {
    given: 'a card as a number',
    change: { nomorkartu: 9900000001 },
    says: '201 nomorkartu tidak sesuai, gunakan teks',
  },
  { given: 'a nik of 17 digits', change: { nik: '99010101019000011' }, says: '201 nik harus 16 digit' },
  { given: 'a nik as a number', change: { nik: 990101010190 }, says: '201 nik tidak sesuai, gunakan teks' },
  { given: 'a nik as a list', change: { nik: ['9901010101900001'] }, says: '201 nik tidak sesuai, gunakan teks' },
  { given: 'no card', change: { nomorkartu: '' }, says: '201 nomorkartu belum diisi' },
  { given: 'spaces for a nik', change: { nik: '  ' }, says: '201 nik belum diisi' },
  { given: 'null for a clinic', change: { kodepoli: null }, says: '201 kodepoli belum diisi' },
  { given: 'no telephone', change: { nohp: undefined }, says: '201 nohp belum diisi' },
  {
    given: 'a telephone with letters',
    change: { nohp: '0812abc' },
    says: '201 nohp harus berupa angka, 8 sampai 15 digit',
  },
  {
    given: 'a day as people write it',
    change: { tanggalperiksa: '20-11-2026' },
    says: '201 tanggalperiksa tidak sesuai, format yang benar adalah yyyy-mm-dd',
  },
  {
    given: 'a day that is none',
    change: { tanggalperiksa: '2026-11-31' },
    says: '201 tanggalperiksa tidak sesuai, format yang benar adalah yyyy-mm-dd',
  },
  { given: 'yesterday', change: { tanggalperiksa: '2026-11-19' }, says: '201 tanggalperiksa sudah lewat' },
  {
    given: 'hours with spaces',
    change: { jampraktek: '08:00 - 12:00' },
    says: '201 jampraktek tidak sesuai, gunakan HH:mm-HH:mm',
  },
  { given: 'a doctor by name', change: { kodedokter: 'dr. SARI' }, says: '201 kodedokter harus berupa angka' },
  {
    given: 'a fifth kind of visit',
    change: { jeniskunjungan: 5 },
    says: '201 jeniskunjungan tidak sesuai, gunakan 1, 2, 3, atau 4',
  },
  {
    given: 'a name every object has',
    change: { jeniskunjungan: 'constructor' },
    says: '201 jeniskunjungan tidak sesuai, gunakan 1, 2, 3, atau 4',
  },
  { given: 'no reference', change: { nomorreferensi: '' }, says: '201 nomorreferensi belum diisi' },
  { given: 'no record number, as a new patient', change: { norm: '' }, says: 'asked' },
  { given: 'a doctor as text', change: { kodedokter: '12345' }, says: 'asked' },
  { given: 'today', change: { tanggalperiksa: '2026-11-20' }, says: 'asked' },
  { given: 'a member nobody knows', change: { baru: 1 }, says: 'asked' },
])('a booking with $given: $says', ({ change, says }) => {
  expect(said(heard('mobile-jkn.ambil-antrean', { body: { ...BOOKING, ...change } }))).toBe(says);
});

test.each([
  { at: '2026-11-20T16:59:00Z', says: 'asked' },
  { at: '2026-11-20T17:00:00Z', says: '201 tanggalperiksa sudah lewat' }, // the 21st there
])('a booking for the 20th at $at: $says', ({ at, says }) => {
  const context = contextOf({}, new Date(at));
  const headers = { 'x-token': goodToken(context), 'x-username': ACCOUNT.username };
  expect(said(heard('mobile-jkn.ambil-antrean', { body: BOOKING, headers, context }))).toBe(says);
});

test.each([
  { given: 'no JSON', body: 'kodebooking=1' },
  { given: 'half of it', body: '{"kodebooking":' },
  { given: 'a list', body: '[]' },
  { given: 'null', body: 'null' },
  { given: 'nothing', body: '' },
])('$given is not read', ({ body }) => {
  expect(said(heard('mobile-jkn.sisa-antrean', { body }))).toBe('201 Format data tidak sesuai, gunakan JSON');
});

test.each([
  { waktu: 1795136710, says: '201 waktu tidak sesuai, gunakan milidetik' },
  { waktu: '1795136710000', says: 'asked' },
  { waktu: 1795136710000.5, says: '201 waktu tidak sesuai' },
])('check-in at $waktu: $says', ({ waktu, says }) => {
  expect(said(heard('mobile-jkn.check-in', { body: { kodebooking: KODE, waktu } }))).toBe(says);
});
