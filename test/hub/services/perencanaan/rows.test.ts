import { expect, test } from '@jest/globals';
import { datasetName, parseDataset } from '../../../../hub/services/perencanaan/datasets.ts';
import { realisationRow } from '../../../../hub/services/perencanaan/realisation-rows.ts';
import { lineRows, officeRow, paymentRow, planRow, priceRow } from '../../../../hub/services/perencanaan/rows.ts';

test.each([
  ['standar-harga/2026', { kind: 'standar-harga', year: 2026, schedule: null }],
  ['rka/2026/pergeseran', { kind: 'rka', year: 2026, schedule: 'pergeseran' }],
] as const)('%s is read and written', (name, parts) => {
  expect(parseDataset(name)).toEqual(parts);
  expect(datasetName(parts)).toBe(name);
});

test.each(['rka/2026', 'skpd/2026/murni', 'rka/2026/lain', 'skpd/26', 'lain/2026', 'skpd/2026/', ''])(
  '"%s" is no dataset',
  (name) => {
    expect(parseDataset(name)).toBeUndefined();
  },
);

const PRICE = { id: '990001', kode: '1.1.7.01', nama: 'Pulpen contoh', satuan: 'Buah', harga: 4500 };

test('a price is found by code, name, specification, group and unit', () => {
  const row = priceRow({
    ...{ ...PRICE, jenis: 'ssh', spesifikasi: '0,5 mm', tahun: 2026 },
    kelompok: { id: '1', kode: '1.1.7', nama: 'Alat Tulis' },
  });
  expect(row).toMatchObject({ key: 'ssh 1.1.7.01', part: '', group: 'ssh', order: '1.1.7.01', amount: 4500 });
  expect(row.text).toBe('1.1.7.01 Pulpen contoh 0,5 mm 1.1.7 Alat Tulis Buah');
  expect(JSON.parse(row.content)).toEqual({
    ...{ ...PRICE, jenis: 'ssh', spesifikasi: '0,5 mm', kelompok: { kode: '1.1.7', nama: 'Alat Tulis' } },
    ...{ produkDalamNegeri: null, tkdn: null, terkunci: null },
  });
});

test('the same content is the same text, in whatever order a source tells it', () => {
  const { harga, satuan, nama, kode, id } = PRICE;
  expect(priceRow({ harga, satuan, nama, kode, id })).toEqual(priceRow(PRICE));
  expect(priceRow(PRICE).key).toBe('- 1.1.7.01');
});

test('an office is grouped under the one above it, a main office under none', () => {
  const codes = new Map([['7001', '2.16']]);
  const codeOf = (id: string) => codes.get(id);
  const below = officeRow({ id: '7002', kode: '2.16.1', nama: 'UPT', idInduk: '7001' }, codeOf);
  expect(below).toMatchObject({ key: '2.16.1', group: '2.16', text: '2.16.1 UPT' });
  expect(officeRow({ id: '7001', kode: '2.16', nama: 'DINAS', idInduk: '7001' }, codeOf).group).toBe('');
});

test('a sub-activity is kept with the office that was asked, whatever office it names', () => {
  const plan = {
    ...{ kodeSbl: '7001.7001.301', pagu: 250, diperbaruiPada: '2026-01-01T00:00:00Z' },
    ...{ skpd: { kode: '2.16', nama: 'DINAS' }, subSkpd: { kode: '2.16.1', nama: 'UPT' } },
    subKegiatan: { kode: '2.16.02', nama: 'Sub' },
  };
  const row = planRow(plan, '2.16.9');
  expect(row).toMatchObject({
    key: '7001.7001.301',
    part: '2.16.9',
    group: '2.16',
    order: '2.16 2.16.02',
    amount: 250,
  });
  expect(row.content).not.toContain('diperbaruiPada');
  expect(planRow({ ...plan, kodeSbl: null }, '2.16').key).toBe('2.16 2.16.1 2.16.02');
});

const LINE = { akun: { kode: '5.1' }, komponen: { kode: 'k', nama: 'K' }, jumlah: 100 };

test('lines without a number are told apart by their place among their likes', () => {
  const rows = lineRows([LINE, LINE, { ...LINE, id: '9' }, { ...LINE, akun: { kode: '5.2' } }, LINE], {
    ...{ part: 's', office: 'o' },
  });
  expect(rows.map(({ key }) => key)).toEqual(['s 5.1 k #1', 's 5.1 k #2', '9', 's 5.2 k #1', 's 5.1 k #3']);
  expect(rows[0]).toMatchObject({ part: 's', group: 'o', order: '5.1', amount: 100 });
});

test.each([
  { given: { volume: 2, hargaSatuan: 50 }, warned: false },
  { given: { volume: 2, hargaSatuan: 45, pajak: 10 }, warned: false },
  { given: { volume1: 2, volume2: 5, volume3: 0, hargaSatuan: 10 }, warned: false },
  { given: { volume: 0.333, hargaSatuan: 301 }, warned: false },
  { given: { volume: 2, hargaSatuan: 51 }, warned: true },
  { given: { volume: 0, hargaSatuan: 50 }, warned: true },
  { given: { volume: null, hargaSatuan: 50 }, warned: false },
  { given: { volume: 2, hargaSatuan: null }, warned: false },
])('$given of 100: warned is $warned', ({ given, warned }) => {
  const [row] = lineRows([{ ...LINE, ...given }], { part: 's', office: 'o' });
  expect(JSON.parse(row?.content ?? '').peringatan).toEqual(warned ? ['jumlah_tidak_sesuai'] : []);
});

test('a payment order is kept by its day, and its remark not at all', () => {
  const row = paymentRow({
    ...{ id: '1', nomor: 'N/1', tanggal: '2026-02-03', nilai: 7, keterangan: 'honor RINA CONTOH' },
    skpd: { kode: '2.16', nama: 'DINAS' },
  });
  expect(row).toMatchObject({ key: '1', part: '2026-02-03', group: '2.16', order: '2026-02-03 N/1', amount: 7 });
  expect(JSON.stringify(row)).not.toContain('RINA');
});

const COUNTED = { day: '2026-02-03', schedule: 'perubahan' } as const;

test('what was spent is kept below the path above it', () => {
  const office = { id: '7001', kode: '2.16', nama: 'DINAS' };
  const top = realisationRow({ skpd: office, anggaran: 300, realisasi: 100 }, COUNTED);
  expect(top).toMatchObject({ key: '2026-02-03 2.16', part: '2026-02-03 ', group: '2.16', order: '2.16', amount: 100 });
  expect(JSON.parse(top.content)).toMatchObject({ tingkat: 'skpd', jadwal: 'perubahan', persen: 33.33, subSkpd: null });
  const below = realisationRow(
    { skpd: office, subSkpd: office, program: { kode: '2.16.02' }, anggaran: 0, realisasi: 0 },
    COUNTED,
  );
  expect(below).toMatchObject({ key: '2026-02-03 2.16/2.16/-/2.16.02', part: '2026-02-03 2.16/2.16/-' });
  expect(JSON.parse(below.content)).toMatchObject({ tingkat: 'program', persen: null });
});
