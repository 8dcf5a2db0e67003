import { expect, test } from '@jest/globals';
import { maskFor } from '../../../../hub/console/content/masking.ts';
import { rowsOf } from '../../../../hub/console/content/rows.ts';

test.each([
  { name: 'nama', value: 'BUDI SANTOSO', shown: 'B. S.' },
  { name: 'namaDokter', value: 'dr. Sari Lestari, Sp.PD', shown: 'D. S. L. S. P.' },
  { name: 'namaPoli', value: 'PENYAKIT DALAM', shown: 'P. D.' },
  { name: 'nik', value: '9901010101900001', shown: '…001' },
  { name: 'nomorKartu', value: '0009900000001', shown: '…001' },
  { name: 'telepon', value: '+62 812-0000-0002', shown: '…002' },
  { name: 'nomorReferensi', value: '990101011126P000001', shown: '…001' },
  { name: 'noRekening', value: '0012345678', shown: '…678' },
  { name: 'nomorAntrean', value: 'INT-12', shown: 'INT-12' },
  { name: 'email', value: 'budi@contoh.go.id', shown: 'b…@…' },
  { name: 'tanggalLahir', value: '1990-01-01', shown: '1990-…' },
  { name: 'tanggalPeriksa', value: '2026-11-20', shown: '2026-11-20' },
  { name: 'waktu', value: '2026-11-20T09:10:00+07:00', shown: '2026-11-20T09:10:00+07:00' },
  { name: 'jamPraktek', value: '08:00-12:00', shown: '08:00-12:00' },
  { name: 'jenisPasien', value: 'non-jkn', shown: 'non-jkn' },
  { name: 'kodePoli', value: 'INT', shown: 'INT' },
  { name: 'kodeBooking', value: '20261120INT012', shown: '20261120INT012' },
  { name: 'kodeBayar', value: '99010101019000011234', shown: '…234' },
  { name: 'pesan', value: 'psn_01jd3v8k2m5q7r9t0w4x', shown: 'psn_01jd3v8k2m5q7r9t0w4x' },
  { name: 'mime', value: 'image/jpeg', shown: 'image/jpeg' },
  { name: 'url', value: 'https://contoh.go.id/berkas/9901010101900001.pdf', shown: 'https://contoh.go.id/…' },
  { name: 'alamat', value: 'Jl. Merdeka No. 5', shown: 'J. M. N. 5' },
  { name: 'isi', value: 'NIK saya 9901 0101 0190 0001, hubungi 0812-0000-0002', shown: 'N. saya …001, hubungi …002' },
  { name: 'isi', value: 'surat ke budi@contoh.go.id belum dibalas', shown: 'surat ke …@… belum dibalas' },
  { name: 'status', value: 'SUHARTO', shown: 'S.' },
  { name: 'jumlah', value: 12, shown: 12 },
  { name: 'nominal', value: 1_250_000, shown: '…000' },
  { name: 'lintang', value: 3.6123456, shown: '3.6…' },
  { name: 'anonim', value: false, shown: false },
  { name: 'catatan', value: null, shown: null },
])('$name "$value" is shown as "$shown"', ({ name, value, shown }) => {
  expect(maskFor({ [name]: value }).of(name, value)).toEqual({ value: shown, masked: shown !== value });
});

test('a long text is cut, and no name is cut in two', () => {
  const value = `lampu padam sejak kemarin malam di depan rumah milik pak bambang ${'x'.repeat(100)}`;
  expect(rowsOf({ isi: value })).toEqual([
    { di: 'isi', nilai: 'lampu padam sejak kemarin malam di depan rumah milik pak  … (165)', samar: true },
  ]);
});

test('a name that is known from its own field is found in a text, however it is written there', () => {
  const rows = rowsOf({
    pelapor: { nama: 'Siti Aminah' },
    judul: 'jalan di depan rumah siti aminah',
    daftar: [{ keterangan: 'atas nama SITI' }, { keterangan: 'situasi' }],
  });
  expect(rows.map(({ di, nilai }) => [di, nilai])).toEqual([
    ['pelapor.nama', 'S. A.'],
    ['judul', 'jalan di depan rumah S. A.'],
    ['daftar.0.keterangan', 'atas nama S.'],
    ['daftar.1.keterangan', 'situasi'],
  ]);
});
