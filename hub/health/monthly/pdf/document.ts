import { buffer } from 'node:stream/consumers';
import type { LaporanBulanan } from '../report.ts';
import { dayInWords, lengthInWords, momentInWords, percentInWords, wholeInWords } from '../words.ts';
import { drawChart } from './chart.ts';
import {
  APPLICATIONS,
  BAND,
  heading,
  heightOf,
  LEFT,
  MUTED,
  newDocument,
  numberPages,
  type Pdf,
  room,
  rule,
  UPSTREAM,
  WIDTH,
  write,
} from './page.ts';
import { drawInstances, drawInterruptions, drawMaintenance, drawServices } from './tables.ts';

/** A4, as it lies on a desk. */
export async function draw(report: LaporanBulanan): Promise<Uint8Array<ArrayBuffer>> {
  const title = `Laporan ketersediaan ${report.namaBulan}`;
  const pdf = newDocument(title, new Date(report.dibuatPada));
  const bytes = buffer(pdf);
  drawHead(pdf, report);
  drawRemarks(pdf, report);
  if (report.tercatat) {
    drawSummary(pdf, report);
    drawTiles(pdf, report);
    heading(pdf, 'Ketersediaan per hari');
    drawChart(pdf, report.harian, daysOfMonth(report.bulan));
    drawServices(pdf, report);
  }
  drawInstances(pdf, report);
  drawInterruptions(pdf, report);
  drawMaintenance(pdf, report);
  if (report.tercatat) drawNotes(pdf);
  numberPages(pdf, `Simpul · ${title}${report.daerah === null ? '' : ` · ${report.daerah}`}`);
  pdf.end();
  return new Uint8Array(await bytes);
}

function daysOfMonth(bulan: string): number {
  const [year = 0, month = 0] = bulan.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function drawHead(pdf: Pdf, { daerah, namaBulan, dari, sampai, selesai, tercatat, dibuatPada }: LaporanBulanan): void {
  if (daerah !== null) write(pdf, daerah.toUpperCase(), { y: pdf.y }, { size: 9, font: 'bold', color: APPLICATIONS });
  write(pdf, `Laporan ketersediaan ${namaBulan}`, { y: pdf.y + 2 }, { size: 20, font: 'bold' });
  const last = selesai ? dayInWords(Date.parse(sampai) - 1) : momentInWords(sampai);
  const counted = tercatat ? ` Tercatat ${momentInWords(tercatat.dari)} – ${momentInWords(tercatat.sampai)}.` : '';
  const time = `${dayInWords(dari)} sampai ${last}.${counted} Dibuat ${momentInWords(dibuatPada)}.`;
  write(pdf, time, { y: pdf.y + 1 }, { size: 8, color: MUTED });
  rule(pdf, pdf.y + 5);
  pdf.y += 13;
}

function drawRemarks(pdf: Pdf, { catatan }: LaporanBulanan): void {
  for (const { teks } of catatan) {
    const height = heightOf(pdf, teks, WIDTH - 20) + 10;
    const y = room(pdf, height);
    pdf.rect(LEFT, y, WIDTH, height).fill('#fdf3e3');
    pdf.rect(LEFT, y, 3, height).fill(UPSTREAM);
    write(pdf, teks, { x: LEFT + 12, y: y + 6, width: WIDTH - 20 });
    pdf.y = y + height + 6;
  }
}

function drawSummary(pdf: Pdf, { namaBulan, total: { aplikasi, hulu, nilaiHub } }: LaporanBulanan): void {
  const asked =
    aplikasi.permintaan === 0
      ? `Selama ${namaBulan} tidak ada permintaan aplikasi daerah.`
      : `Selama ${namaBulan} aplikasi daerah mengirim ${wholeInWords(aplikasi.permintaan)} permintaan, dan ${percentInWords(aplikasi.tersediaPersen)} di antaranya terjawab.`;
  const called =
    hulu.panggilan === 0
      ? 'Sistem hulu tidak dipanggil.'
      : `Sistem hulu sendiri menjawab ${percentInWords(hulu.tersediaPersen)} dari ${wholeInWords(hulu.panggilan)} panggilan.`;
  const worth = `${wholeInWords(nilaiHub.jawabanWalauHuluMati)} jawaban tetap diberikan kepada aplikasi walau sistem hulu tidak menjawab, dan ${wholeInWords(aplikasi.diterima)} kiriman diterima seketika untuk diteruskan sampai tiba.`;
  write(pdf, [asked, called, worth].join(' '), { y: pdf.y }, { size: 10.5 });
}

function drawTiles(pdf: Pdf, { total: { aplikasi, hulu, nilaiHub }, sebelumnya }: LaporanBulanan): void {
  const before = (text: (of: NonNullable<typeof sebelumnya>['total']) => string) =>
    sebelumnya ? `${sebelumnya.namaBulan}: ${text(sebelumnya.total)}` : 'bulan sebelumnya tanpa angka';
  const tiles = [
    {
      ...{ label: 'Aplikasi terjawab', value: percentInWords(aplikasi.tersediaPersen), color: APPLICATIONS },
      before: before((total) => percentInWords(total.aplikasi.tersediaPersen)),
    },
    {
      ...{ label: 'Sistem hulu menjawab', value: percentInWords(hulu.tersediaPersen), color: UPSTREAM },
      before: before((total) => percentInWords(total.hulu.tersediaPersen)),
    },
    {
      ...{ label: 'Dijawab walau hulu mati', value: wholeInWords(nilaiHub.jawabanWalauHuluMati), color: APPLICATIONS },
      before: before((total) => wholeInWords(total.nilaiHub.jawabanWalauHuluMati)),
    },
    {
      ...{ label: `Gangguan hulu: ${wholeInWords(hulu.gangguan)}`, value: lengthInWords(hulu.menitMati) },
      ...{ color: UPSTREAM, before: before((total) => lengthInWords(total.hulu.menitMati)) },
    },
  ];
  const gap = 8;
  const width = (WIDTH - gap * (tiles.length - 1)) / tiles.length;
  const height = 56;
  const y = room(pdf, height + 8) + 8;
  for (const [index, { label, value, color, before: earlier }] of tiles.entries()) {
    const x = LEFT + index * (width + gap);
    pdf.rect(x, y, width, height).fill(BAND);
    pdf.rect(x, y, width, 2).fill(color);
    const inside = { x: x + 8, width: width - 16 };
    write(pdf, label, { ...inside, y: y + 9 }, { size: 8, color: MUTED, oneLine: true });
    write(pdf, value, { ...inside, y: y + 21 }, { size: 15, font: 'bold', color, oneLine: true });
    write(pdf, earlier, { ...inside, y: y + 42 }, { size: 7, color: MUTED, oneLine: true });
  }
  pdf.y = y + height;
}

const NOTES = [
  'Segar: dijawab sistem hulu, atau dari salinan yang belum usang. Usang: dijawab dari salinan lama karena sistem hulu tidak menjawab. Diterima: kiriman yang disimpan dan diteruskan sampai tiba. Gagal: tidak terjawab.',
  'Terjawab ialah segar, usang dan diterima dibagi seluruh permintaan. Permintaan yang salah dari aplikasinya sendiri tidak dihitung. Hulu ialah panggilan yang dijawab dengan benar, termasuk jawaban bahwa datanya tidak ada. Persen dibulatkan ke bawah: 100,00 % berarti tidak satu pun gagal.',
  'Dijawab walau hulu mati ialah jumlah jawaban usang, jadi sekurang-kurangnya: kiriman yang diterima dan jawaban dari salinan yang belum usang tidak memerlukan sistem hulu saat itu.',
  'Menit mati dihitung dari insiden “hulu mati”; yang bersamaan pada satu sistem dihitung sekali, dan jumlahnya ialah jumlah semua sistem. Pemeliharaan terencana ditandai, tidak dikeluarkan dari hitungan. p95: 95 dari 100 selesai dalam waktu itu. Hari adalah hari Waktu Indonesia Barat.',
];

function drawNotes(pdf: Pdf): void {
  heading(pdf, 'Cara membaca');
  for (const note of NOTES) {
    const y = room(pdf, heightOf(pdf, note, WIDTH, { size: 8 }) + 4);
    write(pdf, note, { y }, { size: 8, color: MUTED });
    pdf.y += 4;
  }
}
