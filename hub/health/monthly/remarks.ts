import { LENGTH_MS } from '../../store/health.ts';
import { KEPT_MS } from '../keeping.ts';
import type { Covered } from './covered.ts';
import type { Month } from './month.ts';
import type { Catatan } from './report.ts';
import { dayInWords, momentInWords, monthInWords } from './words.ts';

export interface RemarkParts {
  readonly month: Month;
  /** As far as it has been counted. */
  readonly upTo: number;
  readonly covered: Covered | undefined;
  /** The oldest day of all; looked for only where this month has no figures. */
  readonly oldest: number | undefined;
  readonly now: number;
}

const KEPT_DAYS = KEPT_MS.day / LENGTH_MS.day;

/** What has to be said beside the figures, for they would be read as more than they are. */
export function remarksOf({ month, upTo, covered, oldest, now }: RemarkParts): readonly Catatan[] {
  const remarks: Catatan[] = [];
  const name = monthInWords(month.name);
  if (month.to > now)
    remarks.push({
      kode: 'belum-selesai',
      teks: `Bulan ini belum selesai: angka sampai ${momentInWords(upTo)}. Yang terjadi dalam semenit terakhir dapat belum terhitung.`,
    });
  if (!covered) {
    remarks.push({ kode: 'tanpa-angka', teks: `Tidak ada angka untuk ${name}.` });
    const since = oldest === undefined ? 'belum ada sama sekali' : `yang tertua dari ${dayInWords(oldest)}`;
    remarks.push({ kode: 'angka-sejak', teks: `Angka disimpan ${KEPT_DAYS} hari; ${since}.` });
  } else if (month.from < now - KEPT_MS.day)
    remarks.push({
      kode: 'sebagian-terhapus',
      teks: `Angka disimpan ${KEPT_DAYS} hari: dari ${name} tinggal yang sejak ${dayInWords(covered.first)}.`,
    });
  else if (covered.first >= month.from + LENGTH_MS.day)
    remarks.push({ kode: 'tercatat-sebagian', teks: `Angka ${name} baru ada sejak ${momentInWords(covered.first)}.` });
  return remarks;
}
