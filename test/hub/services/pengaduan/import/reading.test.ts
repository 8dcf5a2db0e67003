import { describe, expect, test } from '@jest/globals';
import { bannerMoment, timeOfDay } from '../../../../../hub/services/pengaduan/import/dates.ts';
import { readExport } from '../../../../../hub/services/pengaduan/import/import.ts';
import { findTable } from '../../../../../hub/services/pengaduan/import/table.ts';
import { readWorkbook } from '../../../../../hub/services/pengaduan/import/workbook.ts';
import { AT } from '../samples.ts';
import { ROW, type Row, reading, type Sheet, workbookOf } from './spreadsheet.ts';

const read = async (rows: readonly Row[], sheet: Sheet = {}) => readExport(await workbookOf(rows, sheet), reading());
const only = async (row: Row, sheet: Sheet = {}) => (await read([{ ...ROW, ...row }], sheet)).complaints[0]?.laporan;
const utc = (text: string) => new Date(`${text}Z`);

describe('a file that is no export is refused in one line', () => {
  const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  test.each([
    { file: 'an empty file', bytes: Buffer.alloc(0), says: /empty/ },
    { file: 'an old .xls', bytes: Buffer.concat([ole, Buffer.alloc(600)]), says: /\.xls file/ },
    {
      file: 'an encrypted .xlsx',
      bytes: Buffer.concat([ole, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]),
      says: /encrypted/,
    },
    { file: 'a .csv', bytes: Buffer.from('Tracking ID,Status Laporan\n9900123,Terverifikasi\n'), says: /text file/ },
    { file: 'a login page', bytes: Buffer.from('<!DOCTYPE html><html><form>masuk</form></html>'), says: /web page/ },
    {
      file: 'an HTML table named .xls',
      bytes: Buffer.from('<table><tr><td>Tracking ID</td></table>'),
      says: /web page/,
    },
    { file: 'a picture', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), says: /no Excel workbook/ },
    {
      file: 'a zip with nothing in it',
      bytes: Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex'),
      says: /damaged|no Excel/,
    },
    { file: 'half a zip', bytes: Buffer.from('PK\u0003\u0004 and then nothing', 'latin1'), says: /damaged/ },
  ])('$file', async ({ bytes, says }) => {
    await expect(readWorkbook(bytes)).rejects.toMatchObject({
      name: 'FileRefusal',
      message: expect.stringMatching(says),
    });
  });

  test('an .xlsx that was cut anywhere', async () => {
    const whole = await workbookOf([ROW]);
    for (const part of [0.3, 0.6, 0.9])
      await expect(readExport(whole.subarray(0, whole.length * part), reading())).rejects.toMatchObject({
        name: 'FileRefusal',
      });
  });

  test('one that would unpack to more than there is room for', async () => {
    const bomb = await workbookOf([ROW]);
    bomb.writeUInt32LE(0x7fffffff, bomb.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
    await expect(readWorkbook(bomb)).rejects.toThrow(/too large unpacked/);
  });

  test.each([
    { given: 'no column of numbers', columns: ['Nomor', 'Status Laporan'], says: /contract changed.*Tracking ID/ },
    {
      given: 'no column of states',
      columns: ['Tracking ID', 'Judul Laporan'],
      says: /contract changed.*Status Laporan/,
    },
    { given: 'a column twice', columns: ['Tracking ID', 'Status Laporan', 'STATUS LAPORAN '], says: /twice/ },
  ])('$given', async ({ columns, says }) => {
    await expect(read([ROW], { columns })).rejects.toMatchObject({
      name: 'FileRefusal',
      message: expect.stringMatching(says),
    });
  });
});

describe('columns are found by name', () => {
  test.each([
    { given: 'in another order', columns: Object.keys(ROW).toReversed() },
    { given: 'behind a column of row numbers', columns: ['No', ...Object.keys(ROW)] },
    { given: 'among columns nobody knows', columns: [...Object.keys(ROW), 'Warna', 'Nomor SK'] },
  ])('$given', async ({ columns }) => {
    expect((await read([ROW], { columns })).complaints).toEqual((await read([ROW])).complaints);
  });

  test('without a banner, and with a header written otherwise', async () => {
    const shouting = Object.fromEntries(Object.entries(ROW).map(([name, value]) => [` ${name.toUpperCase()}`, value]));
    expect((await read([shouting], { banner: [] })).complaints).toEqual(
      (await read([ROW], { banner: [] })).complaints.map((one) => ({ ...one, row: 2 })),
    );
  });

  test('the shortest export there may be has number and status', async () => {
    const found = await read([ROW], { columns: ['Status Laporan', 'Tracking ID'] });
    expect(found.complaints[0]?.laporan).toMatchObject({ trackingId: '9900123', status: 'terverifikasi', judul: null });
    expect(found.table.missing).toContain('Tipe Laporan (Anonim/Rahasia)');
  });

  test('the table may be on another sheet than the first', async () => {
    const sheets = [
      [['Petunjuk']],
      [
        ['Tracking ID', 'Status Laporan'],
        ['9900123', 'Selesai'],
      ],
    ];
    expect(findTable(sheets, reading().columns).rows).toHaveLength(1);
  });
});

describe('numbers', () => {
  test.each([
    { written: '6340753.0', becomes: '6340753' },
    { written: 6340753, becomes: '6340753' },
    { written: '#6340753', becomes: '6340753' },
    { written: ' 6 340 753 ', becomes: '6340753' },
  ])('$written', async ({ written, becomes }) => {
    expect((await only({ 'Tracking ID': written }))?.trackingId).toBe(becomes);
  });
});

describe('moments are local time, however they are written', () => {
  test.each([
    { day: '3 Jan 2026', time: '20:15', becomes: '2026-01-03T20:15:00+07:00' },
    { day: '3 Mei 2026', time: '20.15', becomes: '2026-05-03T20:15:00+07:00' },
    { day: '3 May 2026', time: '8:15 PM', becomes: '2026-05-03T20:15:00+07:00' },
    { day: '14 Agt 2026', time: '20:15:30 WIB', becomes: '2026-08-14T20:15:30+07:00' },
    { day: '1 Okt 2026', time: null, becomes: '2026-10-01T00:00:00+07:00' },
    { day: '31 Dec 2025', time: '-', becomes: '2025-12-31T00:00:00+07:00' },
    { day: utc('2026-01-03T00:00'), time: '20:15', becomes: '2026-01-03T20:15:00+07:00' },
    { day: utc('2026-01-03T20:15'), time: null, becomes: '2026-01-03T20:15:00+07:00' },
    { day: '3 Jan 2026', time: 0.84375, becomes: '2026-01-03T20:15:00+07:00' },
    { day: '3 Jan 2026', time: utc('1899-12-30T20:15'), becomes: '2026-01-03T20:15:00+07:00' },
    { day: null, time: '20:15', becomes: null },
  ])('$day $time', async ({ day, time, becomes }) => {
    const laporan = await only({ 'Tanggal Laporan Masuk': day, 'Waktu Laporan Masuk': time });
    expect(laporan?.waktuLapor).toBe(becomes);
  });

  test('a time that cannot be read is counted, and the day stays', async () => {
    const found = await read([{ ...ROW, 'Waktu Laporan Masuk': 'malam' }]);
    expect(found).toMatchObject({ withoutTime: 1, bad: [] });
    expect(found.complaints[0]?.laporan.waktuLapor).toBe('2026-01-03T00:00:00+07:00');
  });

  test.each(['24:00', '7:60', '13:00 PM', '0:30 AM', '2015', ''])('%p is no time of day', (text) => {
    expect(timeOfDay(text)).toBeUndefined();
  });
});

describe('when an export was made, at the least', () => {
  test.each([
    { says: ['Dibuat pada 19 Nov 2026'], at: '2026-11-19' },
    { says: ['Tanggal cetak: 2026-11-19 14:30'], at: '2026-11-19' },
    { says: ['Diunduh 19/11/2026'], at: '2026-11-19' },
    { says: ['Periode 1 Nov 2026 - 30 Nov 2026', 'Dibuat pada 19 November 2026'], at: '2026-11-19' },
    { says: ['19 Nov 2026'], at: '2026-11-19' },
    { says: [utc('2026-11-19T08:00')], at: '2026-11-19' },
    { says: ['Periode 1 Nov 2026 - 18 Nov 2026'], at: undefined },
    { says: ['Dibuat pada 21 Nov 2026'], at: undefined },
    { says: ['Dibuat pada 31 Feb 2026'], at: undefined },
    { says: ['Pemerintah Kota Binjai', null, 12], at: undefined },
  ])('$says', ({ says, at }) => {
    expect(bannerMoment(says, AT)).toBe(at === undefined ? undefined : Date.parse(`${at}T00:00:00+07:00`));
  });

  test('the newest complaint says something where the banner does not', async () => {
    const rows = ['3 Jan 2026', '5 Feb 2026'].map((day, index) => ({
      ...ROW,
      'Tracking ID': `990012${index}`,
      'Tanggal Laporan Masuk': day,
    }));
    expect((await read(rows, { banner: [] })).madeAt).toBe(Date.parse('2026-02-05T20:15:00+07:00'));
  });

  test('who says that it was made before its own newest complaint is told so', async () => {
    const madeAt = Date.parse('2026-01-01T00:00:00+07:00');
    await expect(readExport(await workbookOf([ROW]), reading({ madeAt }))).rejects.toThrow(/newer than --dibuat/);
  });
});

describe('rows of no complaint are left out', () => {
  test.each([
    { row: 'a total', footer: [['Jumlah laporan: 1']] },
    { row: 'a bare total', footer: [['12', null, '5 Jan 2026']] },
    { row: 'a signature', footer: [[], ['Binjai, 19 Nov 2026'], ['Admin Instansi']] },
  ])('$row', async ({ footer }) => {
    expect(await read([ROW], { footer })).toMatchObject({ complaints: [{ row: 6 }], bad: [] });
  });

  test('the header of the next page', async () => {
    const header = Object.fromEntries(Object.keys(ROW).map((name) => [name, name]));
    const found = await read([ROW, header, { ...ROW, 'Tracking ID': '9900124' }]);
    expect(found).toMatchObject({ complaints: [{ row: 6 }, { row: 8 }], bad: [], table: { footers: 2 } });
  });
});

describe('a bad row is named with its number and its reason, and never with what is in it', () => {
  test.each([
    { given: 'a number with a letter', row: { 'Tracking ID': '63A0753' }, reason: /^Tracking ID: wants digits/ },
    { given: 'no number', row: { 'Tracking ID': null }, reason: /^Tracking ID: .*nothing/ },
    { given: 'a number that is cut', row: { 'Tracking ID': '9900' }, reason: /^trackingId/ },
    { given: 'a broken number', row: { 'Tracking ID': 6340753.5 }, reason: /^Tracking ID/ },
    { given: 'no status', row: { 'Status Laporan': null }, reason: /^Status Laporan: wants text, has nothing/ },
    { given: 'a day of no calendar', row: { 'Tanggal Laporan Masuk': '31 Feb 2026' }, reason: /^Tanggal/ },
    { given: 'an unknown month', row: { 'Tanggal Laporan Masuk': '3 Xyz 2026' }, reason: /^Tanggal/ },
    { given: 'a day to come', row: { 'Tanggal Laporan Masuk': '21 Nov 2026' }, reason: /^Tanggal.*yet to come/ },
    { given: 'a sixth star', row: { Rating: 6 }, reason: /^rating/ },
    { given: 'half a star', row: { Rating: 4.5 }, reason: /^Rating: wants a whole number/ },
    { given: 'true for a title', row: { 'Judul Laporan': true }, reason: /^Judul Laporan: wants text, has boolean/ },
  ])('$given', async ({ row, reason }) => {
    const found = await read([ROW, { ...ROW, 'Tracking ID': '9900124', ...row }]);
    expect(found.bad).toEqual([{ row: 7, reason: expect.stringMatching(reason) }]);
    expect(found.complaints).toHaveLength(1);
    expect(JSON.stringify(found.bad)).not.toMatch(/63A|Xyz|31 Feb|BUNGA/);
  });

  test('two rows of one complaint that differ in its status: nobody knows which is right', async () => {
    const found = await read([ROW, { ...ROW, 'Status Laporan': 'Selesai' }]);
    expect(found.bad.map(({ row }) => row)).toEqual([6, 7]);
    expect(found.complaints).toEqual([]);
  });
});

describe('rows of one number are one complaint', () => {
  test('with every office once, what the first row says, and a flag of any row', async () => {
    const found = await read([
      { ...ROW, 'Judul Laporan': null },
      { ...ROW, 'ID Instansi Terdisposisi': '1275-09', 'Instansi Terdisposisi': 'Dinas PU' },
      { ...ROW, 'Judul Laporan': 'Lain', 'Tipe Laporan (Anonim/Rahasia)': 'Rahasia' },
    ]);
    expect(found.complaints).toHaveLength(1);
    expect(found.complaints[0]).toMatchObject({
      row: 6,
      laporan: {
        judul: 'Lampu jalan padam',
        rahasia: true,
        disposisi: [{ instansi: { id: '1275-15' } }, { instansi: { id: '1275-09', nama: 'Dinas PU' } }],
      },
    });
  });

  test('an office without a number goes by its name', async () => {
    const columns = Object.keys(ROW).filter((name) => name !== 'ID Instansi Terdisposisi');
    expect((await only({}, { columns }))?.disposisi).toMatchObject([{ instansi: { id: 'Dinas Perhubungan' } }]);
  });
});

test.each([
  { type: 'Anonim', anonim: true, rahasia: false },
  { type: 'Rahasia', anonim: false, rahasia: true },
  { type: 'Anonim, Rahasia', anonim: true, rahasia: true },
  { type: '-', anonim: false, rahasia: false },
])('of the type "$type" nobody is named', async ({ type, anonim, rahasia }) => {
  const laporan = await only({ 'Tipe Laporan (Anonim/Rahasia)': type, 'Nama Pelapor': 'BUNGA CONTOH' });
  expect(laporan).toMatchObject({ anonim, rahasia, pelapor: null });
  expect(JSON.stringify(laporan)).not.toContain('BUNGA');
});

test('a status word nobody knows stays as it is, and is told', async () => {
  const found = await read([{ ...ROW, 'Status Laporan': 'Sedang Ditelaah' }]);
  expect(found.complaints[0]?.laporan).toMatchObject({ status: 'tidak-dikenal', statusAsli: 'Sedang Ditelaah' });
  expect(found.unknownWords).toEqual(new Map([['Sedang Ditelaah', 1]]));
});
