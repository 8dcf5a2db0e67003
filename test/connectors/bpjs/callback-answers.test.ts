import { expect, test } from '@jest/globals';
import { bpjsCallbacks } from '../../../connectors/bpjs/callbacks.ts';
import { answered, contextOf } from './callback-wire.ts';

const KODE = '20261120INT012';
const kuota = { jkn: 30, sisaJkn: 18, nonJkn: 10, sisaNonJkn: 9 };
const quotas = { sisakuotajkn: 18, kuotajkn: 30, sisakuotanonjkn: 9, kuotanonjkn: 10 };
const operation = {
  ...{ kodeBooking: KODE, tanggalOperasi: '2026-11-25', jenisTindakan: 'Katarak' },
  ...{ kodePoli: 'MAT', namaPoli: 'MATA', terlaksana: true },
};
const operationRow = {
  ...{ kodebooking: KODE, tanggaloperasi: '2026-11-25', jenistindakan: 'Katarak' },
  ...{ kodepoli: 'MAT', namapoli: 'MATA', terlaksana: 1 },
};
const doctor = { namaPoli: 'PENYAKIT DALAM', namaDokter: 'dr. SARI LESTARI, Sp.PD' };
const doctorRow = { namapoli: 'PENYAKIT DALAM', namadokter: 'dr. SARI LESTARI, Sp.PD' };

// Every answer, whole.
test.each<{ name: string; value: Record<string, unknown>; response: object | undefined }>([
  {
    name: 'mobile-jkn.status-antrean',
    value: { ...doctor, totalAntrean: 25, sisaAntrean: 4, antreanPanggil: 'INT-21', kuota, keterangan: 'x' },
    response: { ...doctorRow, totalantrean: 25, sisaantrean: 4, antreanpanggil: 'INT-21', ...quotas, keterangan: 'x' },
  },
  {
    name: 'mobile-jkn.ambil-antrean',
    value: {
      ...{ nomorAntrean: 'INT-12', angkaAntrean: 12, kodeBooking: KODE, nomorRekamMedis: '000123', ...doctor },
      ...{ estimasiDilayani: '2026-11-20T09:30:00+07:00', kuota },
    },
    response: {
      ...{ nomorantrean: 'INT-12', angkaantrean: 12, kodebooking: KODE, norm: '000123', ...doctorRow },
      ...{ estimasidilayani: 1795141800000, ...quotas, keterangan: '' },
    },
  },
  {
    name: 'mobile-jkn.sisa-antrean',
    value: { nomorAntrean: 'INT-12', ...doctor, sisaAntrean: 3, antreanPanggil: null, waktuTungguDetik: 1200 },
    response: {
      ...{ nomorantrean: 'INT-12', ...doctorRow, sisaantrean: 3, antreanpanggil: '', waktutunggu: 1200 },
      keterangan: '',
    },
  },
  { name: 'mobile-jkn.batal-antrean', value: {}, response: undefined },
  { name: 'mobile-jkn.check-in', value: { kodeBooking: KODE }, response: undefined },
  { name: 'mobile-jkn.pasien-baru', value: { nomorRekamMedis: '000124' }, response: { norm: '000124' } },
  {
    name: 'mobile-jkn.jadwal-operasi-rs',
    value: { daftar: [{ ...operation, nomorKartu: '0009900000001', diperbaruiPada: '2026-11-20T01:05:10Z' }] },
    response: { list: [{ ...operationRow, nopeserta: '0009900000001', lastupdate: 1795136710000 }] },
  },
  {
    name: 'mobile-jkn.jadwal-operasi-pasien',
    value: { daftar: [{ ...operation, terlaksana: false, nomorKartu: '0009900000001' }] },
    response: { list: [{ ...operationRow, terlaksana: 0 }] },
  },
  { name: 'mobile-jkn.jadwal-operasi-pasien', value: { daftar: [] }, response: { list: [] } },
  {
    name: 'mobile-jkn.ambil-antrean-farmasi',
    value: { jenisResep: 'non-racikan', angkaAntrean: 7 },
    response: { jenisresep: 'Non racikan', nomorantrean: 7, keterangan: '' },
  },
  {
    name: 'mobile-jkn.status-antrean-farmasi',
    value: { jenisResep: 'racikan', totalAntrean: 9, sisaAntrean: 2, antreanPanggil: 7, keterangan: 'x' },
    response: { jenisresep: 'Racikan', totalantrean: 9, sisaantrean: 2, antreanpanggil: 7, keterangan: 'x' },
  },
  {
    name: 'mobile-jkn-fktp.status-antrean',
    value: { namaPoli: 'POLI UMUM', totalAntrean: 9, sisaAntrean: 2, antreanPanggil: 'A7' },
    response: { namapoli: 'POLI UMUM', totalantrean: 9, sisaantrean: 2, antreanpanggil: 'A7', keterangan: '' },
  },
  {
    name: 'mobile-jkn-fktp.sisa-antrean',
    value: { nomorAntrean: 'A9', namaPoli: 'POLI UMUM', sisaAntrean: 2, antreanPanggil: 'A7' },
    response: { nomorantrean: 'A9', namapoli: 'POLI UMUM', sisaantrean: 2, antreanpanggil: 'A7', keterangan: '' },
  },
  {
    name: 'mobile-jkn-fktp.ambil-antrean',
    value: { nomorAntrean: 'A9', angkaAntrean: 9, namaPoli: 'POLI UMUM', sisaAntrean: 2, antreanPanggil: 'A7' },
    response: {
      ...{ nomorantrean: 'A9', angkaantrean: 9, namapoli: 'POLI UMUM', sisaantrean: 2, antreanpanggil: 'A7' },
      keterangan: '',
    },
  },
  { name: 'mobile-jkn-fktp.batal-antrean', value: {}, response: undefined },
  { name: 'mobile-jkn-fktp.pasien-baru', value: {}, response: { norm: '' } },
])('$name is answered', ({ name, value, response }) => {
  const { status, body } = answered(name, { kind: 'done', value });
  const metadata = { message: 'Ok', code: 200 };
  expect(status).toBe(200);
  expect(body).toBe(JSON.stringify(response === undefined ? { metadata } : { response, metadata }));
});

test.each([
  { answer: { kind: 'refused', reason: 'Kuota penuh' } as const, code: 201 },
  { answer: { kind: 'refused', reason: 'Pasien baru', code: 'pasien-baru' } as const, code: 202 },
  { answer: { kind: 'refused', reason: 'Sudah dilayani', code: 'lain' } as const, code: 201 },
  { answer: { kind: 'unavailable', reason: 'Coba lagi' } as const, code: 201 },
])('$answer is code $code, and the HTTP status where that is the style', ({ answer, code }) => {
  const body = JSON.stringify({ metadata: { message: answer.reason, code } });
  expect(answered('mobile-jkn.ambil-antrean', answer)).toMatchObject({ status: 200, body });
  const context = contextOf({ statusStyle: 'ikut-kode' });
  expect(answered('mobile-jkn.ambil-antrean', answer, context)).toMatchObject({ status: code, body });
});

test.each<{ name: string; value: Record<string, unknown>; says: string }>([
  { name: 'mobile-jkn.pasien-baru', value: {}, says: 'the answer lacks "nomorRekamMedis" (text)' },
  {
    name: 'mobile-jkn.pasien-baru',
    value: { nomorRekamMedis: 124 },
    says: 'the answer lacks "nomorRekamMedis" (text)',
  },
  { name: 'mobile-jkn.jadwal-operasi-rs', value: {}, says: 'the answer lacks "daftar" (a list)' },
  {
    name: 'mobile-jkn.ambil-antrean-farmasi',
    value: { jenisResep: 'x' },
    says: 'the answer lacks "jenisResep" (recipe)',
  },
])('an answer to $name that lacks something says what, and no value', ({ name, value, says }) => {
  expect(() => answered(name, { kind: 'done', value })).toThrow(says);
});

test('no two callbacks have the same method and path', () => {
  const places = bpjsCallbacks.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(places).size).toBe(places.length);
});
