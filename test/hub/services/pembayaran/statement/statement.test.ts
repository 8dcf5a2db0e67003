import { describe, expect, test } from '@jest/globals';
import type { ChosenColumns } from '../../../../../hub/services/pembayaran/statement/columns.ts';
import { readStatement } from '../../../../../hub/services/pembayaran/statement/statement.ts';
import { DAY } from '../receipts.ts';

const NOW = new Date('2026-11-25T03:00:00Z');

function read(
  file: string | Uint8Array,
  { chosen = {}, tanggal = DAY }: { chosen?: ChosenColumns; tanggal?: string } = {},
) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return readStatement(bytes, { chosen, tanggal, now: NOW });
}
const lines = (...rows: readonly string[]) => `${rows.join('\n')}\n`;
const ROW = { nomorBank: '990000000042', idPermintaan: null, virtualAccount: null, nominal: 125_000, ntpd: null };
const AT = `${DAY}T16:40:12+07:00`;

describe('a table is found', () => {
  const body = (separator: string, amount = '125000') =>
    lines(['Referensi', 'Jumlah', 'Waktu'].join(separator), ['990000000042', amount, AT].join(separator));

  test.each([
    { given: 'between commas', file: body(',') },
    { given: 'between semicolons', file: body(';', '125.000,00') },
    { given: 'between tabs', file: body('\t') },
    { given: 'after a BOM', file: `\uFEFF${body(',')}` },
    { given: 'with line ends of Windows', file: body(',').replaceAll('\n', '\r\n') },
    { given: 'in UTF-16', file: Buffer.from(`\uFEFF${body('\t')}`, 'utf16le') },
    { given: 'in Windows-1252', file: Buffer.from(`Catatan caf\u00e9\n${body(';')}`, 'latin1') },
    { given: 'below a banner', file: `"Rekening: 0000, periode\nNovember";\n\n${body(';')}` },
    { given: 'with quotes', file: lines('"Referensi","Jumlah","Waktu"', `"990000000042","125,000.00","${AT}"`) },
    {
      given: 'with the texts of a spreadsheet',
      file: lines('Referensi;Jumlah;Waktu', `="990000000042";'125000;${AT}`),
    },
    {
      given: 'with other columns and empty rows',
      file: lines('x,REFERENSI, jumlah ,Waktu,y', '', `1,990000000042,125000,${AT},`, ',,,'),
    },
  ])('$given', ({ file }) => {
    const { days, bad } = read(file);
    expect(bad).toEqual([]);
    expect([...days]).toEqual([[DAY, [{ ...ROW, dibayarPada: AT }]]]);
  });

  test('by the names that somebody gives its columns', () => {
    const chosen = {
      nomor: 'Ref',
      nominal: 'Kredit',
      waktu: 'Tgl',
      jam: 'Pukul',
      va: 'Rekening',
      permintaan: 'Id',
      ntpd: 'N',
    };
    const { days } = read(
      lines('Tgl;Pukul;Ref;Kredit;Jumlah;Rekening;Id;N', `20/11/2026;16.40.12;990000000042;125000;7;9900 0100;P1;1276`),
      { chosen },
    );
    const row = { ...ROW, dibayarPada: AT, virtualAccount: '99000100', idPermintaan: 'P1', ntpd: '1276' };
    expect(days.get(DAY)).toEqual([row]);
  });

  test('whose rows are stored by the day in Jakarta', () => {
    const file = lines(
      'Referensi,Jumlah,Waktu',
      `A,1,${AT}`,
      'B,2,2026-11-20T17:00:00Z',
      'C,3,2026-11-19',
      'D,4,20261118 08:00',
    );
    const { days } = read(file);
    expect(
      [...days].map(([day, rows]) => [day, rows.map(({ nomorBank, dibayarPada }) => [nomorBank, dibayarPada])]),
    ).toEqual([
      ['2026-11-20', [['A', AT]]],
      ['2026-11-21', [['B', '2026-11-21T00:00:00+07:00']]],
      ['2026-11-19', [['C', null]]],
    ]);
  });

  test('without a column of days its rows are of the day that is asked for', () => {
    expect([...read(lines('Referensi,Jumlah', 'A,1')).days.keys()]).toEqual([DAY]);
  });

  test('without a row it says that nobody paid', () => {
    expect([...read('Referensi,Jumlah\n').days]).toEqual([[DAY, []]]);
  });

  test('and what the bank took back is left out', () => {
    const file = lines('Referensi,Jumlah,State', 'A,1,REVERSED', 'B,2,sukses', 'C,3,Posted');
    const { days, leftOut, bad } = read(file, { chosen: { keadaan: 'State' } });
    expect(days.get(DAY)).toMatchObject([{ nomorBank: 'B' }]);
    expect({ leftOut, bad }).toEqual({ leftOut: 1, bad: [{ row: 4, reason: 'keadaan: is a word nobody knows' }] });
  });
});

test.each([
  { row: 'A,125000,2026-11-20', says: '' },
  { row: ',125000,2026-11-20', says: 'nomor: is empty' },
  { row: '9.9E+11,125000,2026-11-20', says: 'nomor: was shortened by a spreadsheet, its digits are lost' },
  { row: 'A,,2026-11-20', says: 'nominal: is empty' },
  { row: 'A,125.000,2026-11-20', says: 'nominal: may be read in two ways' },
  { row: 'A,-125000,2026-11-20', says: 'nominal: has a sign' },
  { row: 'A,125000,', says: 'waktu: is empty' },
  { row: 'A,125000,kemarin', says: 'waktu: is no moment' },
  { row: 'A,125000,2026-11-31', says: 'waktu: is no moment' },
  { row: 'A,125000,2026-11-20 24:00', says: 'waktu: is no moment' },
  { row: 'A,125000,03/02/2026', says: 'waktu: may be read in two ways' },
  { row: 'A,125000,20/11/26', says: 'waktu: is no moment' },
  { row: 'A,125000,2026-11-26', says: 'waktu: is yet to come' },
  { row: 'A', says: 'nominal: is empty; waktu: is empty' },
  { row: ',x,y', says: 'nomor: is empty; nominal: is no amount; waktu: is no moment' },
])('the row "$row" is bad: $says', ({ row, says }) => {
  const { bad, days } = read(lines('Laporan harian', 'Referensi,Jumlah,Waktu', '', row));
  if (says === '') expect(bad).toEqual([]);
  else expect(bad).toEqual([{ row: 4, reason: expect.stringContaining(says) }]);
  expect(days.size).toBe(says === '' ? 1 : 0);
});

describe('which number is the day', () => {
  const daysOf = (tanggal: string, ...moments: readonly string[]) => {
    const { days, bad } = read(
      lines('Referensi,Jumlah,Waktu', ...moments.map((moment, place) => `R${place},1,${moment}`)),
      { tanggal },
    );
    return { days: [...days.keys()], bad: bad.map(({ row }) => row) };
  };

  test.each([
    {
      given: 'another row says it',
      moments: ['03/11/2026', '20/11/2026'],
      days: ['2026-11-03', '2026-11-20'],
      bad: [],
    },
    {
      given: 'another row says the other',
      moments: ['11/03/2026', '11/20/2026'],
      days: ['2026-11-03', '2026-11-20'],
      bad: [],
    },
    { given: 'the day that is asked for says it', moments: ['03/11/2026'], days: ['2026-11-03'], bad: [] },
    { given: 'the day says the other', moments: ['11/03/2026'], days: ['2026-11-03'], bad: [] },
    { given: 'both numbers are the same', moments: ['11/11/2026'], days: ['2026-11-11'], bad: [] },
    { given: 'nothing says it', moments: ['04/05/2026'], days: [], bad: [2] },
    {
      given: 'rows contradict each other',
      moments: ['20/10/2026', '10/20/2026', '03/11/2026'],
      days: [],
      bad: [2, 3, 4],
    },
    { given: 'points stand between them', moments: ['20.11.2026 08:00'], days: ['2026-11-20'], bad: [] },
  ])('$given', ({ moments, days, bad }) => expect(daysOf('2026-11-03', ...moments)).toEqual({ days, bad }));
});

test.each([
  { given: 'an empty file', file: '', says: /empty/ },
  { given: 'a workbook', file: 'PK\u0003\u0004 and so on', says: /\.xlsx/ },
  { given: 'no text', file: Buffer.from([1, 0, 2, 3]), says: /no text/ },
  { given: 'no header', file: lines('a,b', '1,2'), says: /"nomor" and "nominal".*--kolom/ },
  {
    given: 'two columns for one',
    file: lines('Referensi,Jumlah,Total', 'A,1,2'),
    says: /row 1 .*"nominal" \(Jumlah, Total\)/,
  },
  {
    given: 'a quote that is not closed',
    file: lines('Referensi,Jumlah', 'A,1', '"B,2', 'C,3'),
    says: /row 3: a quote/,
  },
  {
    given: 'more than a day can bring',
    file: lines('Referensi,Jumlah', 'A,99999999999999', 'B,1'),
    says: /more money/,
  },
])('$given is refused as a whole', ({ file, says }) => expect(() => read(file)).toThrow(says));

test('a column that is asked for by name has to be there', () => {
  const file = lines('Referensi,Jumlah', 'A,1');
  expect(() => read(file, { chosen: { waktu: 'Date' } })).toThrow(/none of its first/);
});
