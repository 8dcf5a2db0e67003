import writeExcelFile from 'write-excel-file/node';
import { loadMappings } from '../../../../../hub/mapping/load.ts';
import type { RowReader } from '../../../../../hub/services/pengaduan/import/complaints.ts';
import type { Reading } from '../../../../../hub/services/pengaduan/import/import.ts';
import { AT } from '../samples.ts';

/** `Date`: a real date of the spreadsheet. */
export type Value = string | number | boolean | Date | null;
export type Row = Readonly<Record<string, Value>>;

/** One ordinary row. */
export const ROW: Row = {
  'Tracking ID': '9900123',
  'Tanggal Laporan Masuk': '3 Jan 2026',
  'Waktu Laporan Masuk': '20:15',
  'Nama Pelapor': 'BUNGA CONTOH',
  'Klasifikasi Laporan': 'Pengaduan',
  'ID Kategori': '13',
  Kategori: 'Penerangan jalan',
  'Judul Laporan': 'Lampu jalan padam',
  'Isi Laporan Awal': 'lampu padam sdh 3 hari',
  'Isi Laporan Akhir': 'Lampu jalan padam sudah tiga hari.',
  'Tipe Laporan (Anonim/Rahasia)': null,
  'ID Instansi Terdisposisi': '1275-15',
  'Instansi Terdisposisi': 'Dinas Perhubungan',
  'Status Laporan': 'Terverifikasi',
  Kecamatan: 'Binjai Utara',
  Rating: null,
};
export const BANNER: readonly (readonly Value[])[] = [
  ['Laporan Pengaduan SP4N-LAPOR!'],
  ['Pemerintah Kota Binjai'],
  ['Dibuat pada 19 Nov 2026'],
  [],
];

export interface Sheet {
  readonly banner?: readonly (readonly Value[])[];
  /** In the order of the file; default: those of the first row. */
  readonly columns?: readonly string[];
  readonly footer?: readonly (readonly Value[])[];
}

/** A whole file. Rows are numbered from 6 on where the banner is the usual one. */
export async function workbookOf(rows: readonly Row[], sheet: Sheet = {}): Promise<Buffer> {
  const { banner = BANNER, columns = Object.keys(rows[0] ?? ROW), footer = [['Jumlah laporan']] } = sheet;
  const lines = [...banner, columns, ...rows.map((row) => columns.map((name) => row[name] ?? null)), ...footer];
  const width = Math.max(...lines.map((line) => line.length));
  const cells = lines.map((line) => Array.from({ length: width }, (_, index) => cellOf(line[index] ?? null)));
  return Buffer.from(await writeExcelFile(cells).toBuffer());
}

function cellOf(value: Value) {
  return value instanceof Date ? { value, type: Date, format: 'dd/mm/yyyy hh:mm' } : value;
}

const { releases } = loadMappings();
const operation = releases.get('lapor/ekspor-excel')?.operations.get('baris-laporan');
const COLUMNS = Object.keys(ROW).concat('Alasan Tunda/Arsip', 'Kelurahan');

/** Reads a file through the real mapping, at ten in the morning of 20 November 2026. */
export function reading(changes: Partial<Reading> = {}): Reading {
  const read: RowReader = (payload) => {
    if (!operation) throw new Error('no lapor/ekspor-excel/baris-laporan');
    return operation.read({ payload, httpStatus: 200 }, { asked: {}, now: new Date(AT) });
  };
  const columns = { known: [...COLUMNS, 'Nomor SK'], taken: COLUMNS.filter((name) => name !== 'Nama Pelapor') };
  return { columns, read, now: AT, madeAt: undefined, progress: () => {}, ...changes };
}
