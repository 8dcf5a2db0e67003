import type { BarisHulu, BarisLayanan, Gangguan, LaporanBulanan, Pemeliharaan } from '../report.ts';
import {
  differenceInWords,
  latencyInWords,
  lengthInWords,
  percentInWords,
  shortMoment,
  wholeInWords,
} from '../words.ts';
import { heading, MUTED, type Pdf, write } from './page.ts';
import { type Column, drawTable } from './table.ts';

/** Numbers, at the right. */
function number<Row>(heading: string, width: number, text: (row: Row) => string): Column<Row> {
  return { heading, width, align: 'right', text };
}

const SERVICES: readonly Column<BarisLayanan>[] = [
  { heading: 'Layanan', bold: true, text: ({ judul }) => judul },
  number('Permintaan', 50, ({ permintaan }) => wholeInWords(permintaan)),
  number('Segar', 42, ({ segar }) => wholeInWords(segar)),
  number('Usang', 36, ({ usang }) => wholeInWords(usang)),
  number('Diterima', 40, ({ diterima }) => wholeInWords(diterima)),
  number('Gagal', 36, ({ gagal }) => wholeInWords(gagal)),
  { ...number<BarisLayanan>('Terjawab', 44, ({ tersediaPersen }) => percentInWords(tersediaPersen)), bold: true },
  number('Hulu', 44, ({ hulu }) => percentInWords(hulu?.tersediaPersen ?? null)),
  number('Selisih', 36, ({ nilaiHub }) => differenceInWords(nilaiHub.selisihPersen)),
  number('p95', 42, ({ p95Ms }) => latencyInWords(p95Ms)),
  number('Bulan lalu', 44, ({ sebelumnya }) => percentInWords(sebelumnya?.tersediaPersen ?? null)),
];

/** Those that were asked, the busiest first. */
export function drawServices(pdf: Pdf, { layanan }: LaporanBulanan): void {
  const asked = layanan.filter(({ permintaan, ditolak }) => permintaan + ditolak > 0);
  if (asked.length === 0) return;
  heading(pdf, 'Layanan', 'Seperti dialami aplikasi daerah, di samping sistem hulu tempat layanan itu bertumpu.');
  drawTable(
    pdf,
    SERVICES,
    asked.toSorted((one, other) => other.permintaan - one.permintaan),
  );
  const silent = layanan.length - asked.length;
  if (silent === 0) return;
  write(pdf, `${silent} layanan lain tidak diminta bulan ini.`, { y: pdf.y + 5 }, { size: 8, color: MUTED });
}

const INSTANCES: readonly Column<BarisHulu>[] = [
  { heading: 'Sistem hulu', bold: true, text: ({ nama }) => nama },
  number('Panggilan', 58, ({ panggilan }) => wholeInWords(panggilan)),
  number('Dijawab baik', 58, ({ baik }) => wholeInWords(baik)),
  { ...number<BarisHulu>('Tersedia', 50, ({ tersediaPersen }) => percentInWords(tersediaPersen)), bold: true },
  number('p95', 48, ({ p95Ms }) => latencyInWords(p95Ms)),
  number('Gangguan', 48, ({ gangguan }) => wholeInWords(gangguan)),
  number('Lama mati', 72, ({ menitMati }) => (menitMati === 0 ? '–' : lengthInWords(menitMati))),
  number('Pemeliharaan', 58, ({ pemeliharaan }) => (pemeliharaan.length === 0 ? '–' : `${pemeliharaan.length} kali`)),
  number('Bulan lalu', 48, ({ sebelumnya }) => percentInWords(sebelumnya?.tersediaPersen ?? null)),
];

export function drawInstances(pdf: Pdf, { hulu }: LaporanBulanan): void {
  if (hulu.length === 0) return;
  heading(pdf, 'Sistem hulu', 'Panggilan Simpul kepada sistem nasional dan bank.');
  drawTable(pdf, INSTANCES, hulu);
}

/** As the document of the unified API calls them. */
const interruptionColumns = (titles: ReadonlyMap<string, string>): readonly Column<Gangguan>[] => [
  { heading: 'Sistem hulu', width: 74, bold: true, text: ({ hulu }) => hulu },
  { heading: 'Sebab', width: 116, text: ({ sebab }) => sebab.join('; ') },
  { heading: 'Dari', width: 60, text: ({ dari }) => shortMoment(dari) },
  { heading: 'Sampai', width: 60, text: ({ sampai }) => (sampai === null ? 'masih terjadi' : shortMoment(sampai)) },
  { heading: 'Lama bulan ini', width: 68, text: ({ menit }) => lengthInWords(menit) },
  { heading: 'Layanan', text: ({ layanan }) => layanan.map((one) => titles.get(one) ?? one).join(', ') || '–' },
];

export function drawInterruptions(pdf: Pdf, { gangguanTerlama, layanan }: LaporanBulanan): void {
  if (gangguanTerlama.length === 0) return;
  heading(
    pdf,
    'Gangguan terlama',
    'Waktu Indonesia Barat; operasi yang mati bersamaan pada satu sistem adalah satu gangguan.',
  );
  drawTable(pdf, interruptionColumns(new Map(layanan.map(({ nama, judul }) => [nama, judul]))), gangguanTerlama);
}

type Planned = Pemeliharaan & Pick<BarisHulu, 'nama'>;

const MAINTENANCE: readonly Column<Planned>[] = [
  { heading: 'Sistem hulu', width: 110, bold: true, text: ({ nama }) => nama },
  { heading: 'Dari', width: 70, text: ({ dari }) => shortMoment(dari) },
  { heading: 'Sampai', width: 70, text: ({ sampai }) => shortMoment(sampai) },
  { heading: 'Catatan', text: ({ catatan }) => catatan || '–' },
];

export function drawMaintenance(pdf: Pdf, { hulu }: LaporanBulanan): void {
  const planned = hulu.flatMap(({ nama, pemeliharaan }) => pemeliharaan.map((one): Planned => ({ nama, ...one })));
  if (planned.length === 0) return;
  heading(pdf, 'Pemeliharaan terencana', 'Ditandai saja: angka di atas tetap menghitungnya.');
  drawTable(
    pdf,
    MAINTENANCE,
    planned.toSorted((one, other) => one.dari.localeCompare(other.dari)),
  );
}
