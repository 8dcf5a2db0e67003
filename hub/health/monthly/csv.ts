import { stringify } from 'csv-stringify/sync';
import type { AngkaGangguan, AngkaJawaban, AngkaPanggilan, LaporanBulanan, NilaiHub } from './report.ts';

/** One table, so that it can be filtered and pivoted; a column that says nothing about a row is empty in it. */
const HEADINGS = {
  jenis: 'Jenis',
  nama: 'Nama',
  judul: 'Judul',
  permintaan: 'Permintaan',
  segar: 'Segar',
  usang: 'Usang',
  diterima: 'Diterima',
  gagal: 'Gagal',
  ditolak: 'Ditolak',
  terjawab: 'Terjawab (%)',
  panggilan: 'Panggilan hulu',
  baik: 'Panggilan baik',
  tersedia: 'Hulu tersedia (%)',
  selisih: 'Selisih',
  walauHuluMati: 'Dijawab walau hulu mati',
  p95: 'p95 (ms)',
  menitMati: 'Menit mati',
  gangguan: 'Gangguan',
  insiden: 'Insiden',
  lalu: 'Bulan lalu (%)',
  dari: 'Dari (WIB)',
  sampai: 'Sampai (WIB)',
  sebab: 'Sebab atau catatan',
  terkait: 'Layanan atau operasi',
} as const;

type Line = { readonly [column in keyof typeof HEADINGS]?: string | number | null | undefined };

/**
 * Semicolons and decimal commas: Excel with Indonesian settings separates cells by its own list separator, and that is a
 * semicolon because the comma is taken. With commas a whole line would stand in one cell. The mark at the beginning says
 * that it is UTF-8.
 */
export function csvOf(report: LaporanBulanan): Uint8Array {
  const text = stringify([...linesOf(report)], {
    ...{ bom: true, delimiter: ';', record_delimiter: 'windows', header: true },
    columns: Object.entries(HEADINGS).map(([key, header]) => ({ key, header })),
    cast: { number: (value) => String(value).replace('.', ','), string: oneLine },
    escape_formulas: true, // what somebody noted is never run where somebody else opens it
  });
  return Buffer.from(text);
}

function* linesOf(report: LaporanBulanan): Generator<Line> {
  const { bulan, namaBulan, total, sebelumnya } = report;
  yield { jenis: 'laporan', nama: bulan, judul: namaBulan, ...timeOf(report) };
  for (const { kode, teks } of report.catatan) yield { jenis: 'catatan', nama: kode, sebab: teks };
  yield {
    ...{ jenis: 'total', nama: 'aplikasi', ...answerCells(total.aplikasi), ...worthCells(total.nilaiHub) },
    lalu: sebelumnya?.total.aplikasi.tersediaPersen,
  };
  yield {
    ...{ jenis: 'total', nama: 'hulu', ...callCells(total.hulu), p95: total.hulu.p95Ms, ...outageCells(total.hulu) },
    lalu: sebelumnya?.total.hulu.tersediaPersen,
  };
  for (const one of report.layanan)
    yield {
      ...{ jenis: 'layanan', nama: one.nama, judul: one.judul, ...answerCells(one), ...worthCells(one.nilaiHub) },
      ...(one.hulu ? callCells(one.hulu) : {}),
      lalu: one.sebelumnya?.tersediaPersen,
    };
  for (const one of report.hulu) {
    yield {
      ...{ jenis: 'hulu', nama: one.nama, ...callCells(one), p95: one.p95Ms, ...outageCells(one) },
      ...{ lalu: one.sebelumnya?.tersediaPersen, terkait: one.layanan.join(', ') },
    };
    for (const { catatan, ...time } of one.pemeliharaan)
      yield { jenis: 'pemeliharaan', nama: one.nama, ...timeOf(time), sebab: catatan };
  }
  for (const { tanggal, hulu, aplikasi } of report.harian)
    yield {
      ...{ jenis: 'hari', nama: tanggal, ...callCells(hulu) },
      ...{ permintaan: aplikasi.permintaan, gagal: aplikasi.gagal, terjawab: aplikasi.tersediaPersen },
    };
  for (const { hulu, sebab, menit, layanan, operasi, dari, sampai } of report.gangguanTerlama)
    yield {
      ...{ jenis: 'gangguan terlama', nama: hulu, sebab: sebab.join('; '), menitMati: menit },
      ...{ dari: localTime(dari), sampai: sampai === null ? 'masih berlangsung' : localTime(sampai) },
      terkait: [...layanan, ...operasi].join(', '),
    };
}

function answerCells({ permintaan, segar, usang, diterima, gagal, ditolak, tersediaPersen, p95Ms }: AngkaJawaban) {
  return { permintaan, segar, usang, diterima, gagal, ditolak, terjawab: tersediaPersen, p95: p95Ms };
}

function callCells({ panggilan, baik, tersediaPersen }: Omit<AngkaPanggilan, 'p95Ms'>) {
  return { panggilan, baik, tersedia: tersediaPersen };
}

function outageCells({ menitMati, gangguan, insiden }: AngkaGangguan) {
  return { menitMati, gangguan, insiden };
}

function worthCells({ jawabanWalauHuluMati, selisihPersen }: NilaiHub) {
  return { walauHuluMati: jawabanWalauHuluMati, selisih: selisihPersen };
}

function timeOf({ dari, sampai }: { readonly dari: string; readonly sampai: string }) {
  return { dari: localTime(dari), sampai: localTime(sampai) };
}

/** As spreadsheets read a moment: `2026-10-01 13:30:05`. */
function localTime(moment: string): string {
  return moment.slice(0, 19).replace('T', ' ');
}

/** Whatever a cell begins with then is what is seen, and no line of the table is broken. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
