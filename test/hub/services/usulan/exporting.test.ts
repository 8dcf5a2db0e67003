import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { readTables, shippedTables } from '../../../../hub/services/usulan/columns.ts';
import { ubahKeadaanUsulan } from '../../../../hub/services/usulan/deciding.ts';
import { unduhUsulan } from '../../../../hub/services/usulan/exporting.ts';
import { harmless } from '../../../../hub/services/usulan/sheet.ts';
import { decision, PLANNERS, PROPOSAL, type Proposals, SKPD, withProposals } from './with-proposals.ts';

type Wanted = Parameters<typeof unduhUsulan.run>[0];
const COMMUNITY: Wanted = { tahun: '2027', sumber: 'masyarakat' };

async function bytesOf(given: Proposals, wanted: Wanted) {
  const result = await given.run(unduhUsulan, wanted, PLANNERS);
  if (result.kind !== 'bytes') throw new Error(`${result.kind} is no file`);
  return { ...result, bytes: Buffer.from(result.bytes) };
}

async function csvOf(given: Proposals, wanted: Wanted = COMMUNITY): Promise<Record<string, string>[]> {
  const { bytes } = await bytesOf(given, { ...wanted, bentuk: 'csv' });
  return parse(bytes, { bom: true, delimiter: ';', columns: true });
}

test('a table of the community holds what an operator keys in, under the headings of the file', () =>
  withProposals(async (given) => {
    const { kode } = await given.send({ skpd: SKPD });
    const file = await bytesOf(given, { ...COMMUNITY, bentuk: 'csv' });
    expect(file).toMatchObject({ type: 'text/csv; charset=utf-8', name: 'usulan-2027-masyarakat.csv' });
    expect(file.bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(await csvOf(given)).toEqual([
      {
        ...{ No: '1', Tahun: '2027', 'Kode Simpul': kode, Usulan: PROPOSAL.judul },
        ...{ Permasalahan: PROPOSAL.permasalahan, 'Jenis Usulan': 'Fisik' },
        ...{ Kecamatan: 'Binjai Utara', Kelurahan: 'Kebun Lada', Alamat: 'Gang Contoh No. 12 RT 002 RW 003' },
        ...{ Lintang: '3,61', Bujur: '98,49', 'SKPD Tujuan': SKPD, Volume: '250,5', Satuan: 'meter' },
        ...{ 'Perkiraan Anggaran': '150000000', 'Penerima Manfaat': '120 keluarga', Pengusul: 'BUNGA CONTOH' },
        Status: 'diajukan',
      },
    ]);
  }));

test('the workbook holds the same, amounts as numbers and codes as text', () =>
  withProposals(async (given) => {
    await given.send({ skpd: SKPD });
    const file = await bytesOf(given, COMMUNITY);
    expect(file).toMatchObject({
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      name: 'usulan-2027-masyarakat.xlsx',
    });
    const [sheet, ...others] = await readExcelFile(file.bytes);
    const [headings = [], row = []] = sheet?.data ?? [];
    const cell = (heading: string) => row[headings.indexOf(heading)];
    expect({ sheet: sheet?.sheet, others, headings }).toEqual({
      ...{ sheet: 'Usulan Masyarakat', others: [] },
      headings: shippedTables.masyarakat.kolom.map(({ judul }) => judul),
    });
    expect([cell('Perkiraan Anggaran'), cell('Volume'), cell('Tahun'), cell('SKPD Tujuan')]).toEqual([
      ...[150_000_000, 250.5, '2027', SKPD],
    ]);
  }));

test('each source has its own table, oldest first; other years and what was turned down are left out', () =>
  withProposals(async (given) => {
    const dewan = { namaAnggota: 'RINA CONTOH', asal: 'reses', dapil: 'Binjai 2' } as const;
    const first = await given.send({ judul: 'Usulan pertama' });
    await given.send({ judul: 'Usulan kedua' });
    await given.send({ judul: 'Usulan tahun lain', tahun: '2028' });
    await given.send({ judul: 'Usulan kecamatan', sumber: 'kecamatan' });
    await given.send({ judul: 'Usulan dewan', sumber: 'dewan', dewan });
    const refused = await given.send({ judul: 'Usulan ditolak' });
    await given.run(ubahKeadaanUsulan, { id: refused.id, ...decision('ditolak') }, PLANNERS);
    await given.run(ubahKeadaanUsulan, { id: first.id, ...decision('diverifikasi-kelurahan') }, PLANNERS);
    const titles = async (wanted: Wanted) => (await csvOf(given, wanted)).map(({ Usulan }) => Usulan);
    expect(await titles(COMMUNITY)).toEqual(['Usulan pertama', 'Usulan kedua']);
    expect(await titles({ ...COMMUNITY, keadaan: 'diajukan' })).toEqual(['Usulan kedua']);
    expect(await titles({ ...COMMUNITY, keadaan: 'ditolak' })).toEqual(['Usulan ditolak']);
    expect(await titles({ tahun: '2027', sumber: 'kecamatan' })).toEqual(['Usulan kecamatan']);
    expect(await csvOf(given, { tahun: '2027', sumber: 'dewan' })).toMatchObject([
      { 'Anggota Dewan': 'RINA CONTOH', Asal: 'Reses', 'Daerah Pemilihan': 'Binjai 2', Fraksi: '' },
    ]);
    expect(await titles({ tahun: '2031', sumber: 'dewan' })).toEqual([]);
  }));

test.each(['=1+1', '+62812', '-1', '@SUM(A1)', '\t=1+1', '\r=1', '\n=1', '＝1+1', '=HYPERLINK("https://example.org")'])(
  'what could be a formula stands quoted: %j',
  (text) => expect(harmless(text)).toBe(`'${text}`),
);

test.each([
  ['Jalan = 1', 'Jalan = 1'],
  [-3.61, -3.61],
  [null, null],
  ['a\u0000\u001f\uFFFEb\uD800', 'ab'],
  ['\u0000=1+1', "'=1+1"],
  ['Kebun 🌱', 'Kebun 🌱'],
])('a cell of %j is %j', (cell, want) => expect(harmless(cell)).toBe(want));

test('a formula of a citizen is text in both kinds of file, and delimiters stay in their cell', () =>
  withProposals(async (given) => {
    const judul = '=cmd|"/c calc";A1\n<b>&amp;</b>';
    await given.send({ judul });
    const [row] = await csvOf(given);
    const { bytes } = await bytesOf(given, COMMUNITY);
    const [sheet] = await readExcelFile(bytes);
    expect([row?.Usulan, sheet?.data[1]?.[3]]).toEqual([`'${judul}`, `'${judul}`]);
  }));

test('beyond ten thousand there is no table until somebody narrows it', () =>
  withProposals(async (given) => {
    await given.send();
    const [seed] = await given.records.list({ collection: 'usulan', limit: 1 });
    if (!seed) throw new Error('nothing is kept');
    const { sequence: _sequence, version: _version, ...record } = seed;
    const more = (from: number, to: number) =>
      given.records.create(Array.from({ length: to - from }, (_, index) => ({ ...record, id: `usl_${from + index}` })));
    for (let from = 1; from < 10_000; from += 1000) await more(from, Math.min(10_000, from + 1000));
    expect(await csvOf(given)).toHaveLength(10_000);
    await more(10_000, 10_001);
    await expect(bytesOf(given, COMMUNITY)).rejects.toMatchObject({ kind: 'bentrok' });
    expect(await csvOf(given, { ...COMMUNITY, keadaan: 'selesai' })).toEqual([]);
  }));

const FILE = new URL('../../../../hub/services/usulan/kolom-sipd.yaml', import.meta.url);
const TEXT = readFileSync(FILE, 'utf8');

test.each([
  { what: 'a field that does not exist', from: 'isi: judul', to: 'isi: nik', says: '/masyarakat/kolom/3/isi' },
  { what: 'a heading twice', from: 'judul: Usulan,', to: 'judul: Tahun,', says: '"Tahun" twice' },
  { what: 'a column of nothing', from: 'judul: No, isi: nomor', to: 'judul: No', says: '/masyarakat/kolom/0' },
  { what: 'a word that nobody knows', from: 'judul: No, isi', to: 'judul: No, rumus: x, isi', says: 'additional' },
  {
    what: 'a sheet that Excel refuses',
    from: 'Usulan Masyarakat',
    to: 'Usulan/Masyarakat',
    says: '/masyarakat/lembar',
  },
  { what: 'a source without a table', from: '\nkecamatan:', to: '\nkelurahan:', says: 'kecamatan' },
])('a file with $what is refused at the start', ({ from, to, says }) => {
  expect(TEXT).toContain(from);
  expect(() => readTables(TEXT.replace(from, to))).toThrow(says);
});

test('the file says that nobody verified it', () => expect(TEXT).toContain('diperiksa: false'));
