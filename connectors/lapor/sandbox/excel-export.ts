import writeExcelFile from 'write-excel-file/node';
import { exportDate } from './calendar.ts';
import { type Complaint, city, type Disposition } from './complaint.ts';

type Cell = string | number | null;

/** Section 2.3, in its order. */
const COLUMNS = [
  'Tracking ID',
  'Tanggal Laporan Masuk',
  'Waktu Laporan Masuk',
  'Nama Pelapor',
  'Klasifikasi Laporan',
  'ID Kategori',
  'Kategori',
  'Judul Laporan',
  'Isi Laporan Awal',
  'Isi Laporan Akhir',
  'Tipe Laporan (Anonim/Rahasia)',
  'Sumber Laporan',
  'Instansi Induk',
  'ID Instansi Terdisposisi',
  'Instansi Terdisposisi',
  'Status Laporan',
  'Alasan Tunda/Arsip',
  'Provinsi',
  'Kota/Kabupaten',
  'Kecamatan',
  'Kelurahan',
  'Nomor SK',
  'Url SK',
  'Url Dokumen Laporan Tahunan',
  'Laporan yang Masuk melalui Kanal Aduan Setwapres',
  'Rating',
] as const;

/** Went through a spreadsheet on its way (section 2.3). */
const AS_A_DECIMAL = '6340753';

/** The agency admin's export: free text above the table, a row for every office a complaint was sent to, a footer. */
export async function excelExport(complaints: readonly Complaint[], now: number): Promise<Uint8Array> {
  const rows: Cell[][] = [
    ['Laporan Pengaduan SP4N-LAPOR!'],
    [city.nama],
    [`Dibuat pada ${exportDate(now).date}`],
    [],
    [...COLUMNS],
    ...complaints.flatMap(rowsOf),
    [`Jumlah laporan: ${complaints.length}`],
  ];
  return writeExcelFile(rows.map((row) => COLUMNS.map((_, index) => row[index] ?? null))).toBuffer();
}

function rowsOf(complaint: Complaint): Cell[][] {
  const { disposisi } = complaint;
  return disposisi.length === 0 ? [rowOf(complaint, undefined)] : disposisi.map((each) => rowOf(complaint, each));
}

function rowOf(complaint: Complaint, sentTo: Disposition | undefined): Cell[] {
  const { trackingId, kategori, lokasi } = complaint;
  const { date, time } = exportDate(complaint.lapor);
  const type = [complaint.anonim && 'Anonim', complaint.rahasia && 'Rahasia'].filter(Boolean).join(', ');
  return [
    trackingId === AS_A_DECIMAL ? `${trackingId}.0` : trackingId,
    date,
    time,
    complaint.anonim ? 'Anonim' : (complaint.pelapor?.nama ?? null),
    complaint.klasifikasi,
    kategori?.id ?? null,
    kategori?.nama ?? null,
    complaint.judul,
    complaint.isiAwal,
    complaint.isiAkhir,
    type || null,
    complaint.sumber,
    city.nama,
    sentTo?.instansi.id ?? null,
    sentTo?.instansi.nama ?? null,
    complaint.status,
    complaint.alasan,
    'Sumatera Utara',
    'Kota Binjai',
    lokasi?.kecamatan ?? null,
    lokasi?.kelurahan ?? null,
    null,
    null,
    null,
    null,
    complaint.rating,
  ];
}
