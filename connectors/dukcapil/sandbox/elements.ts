import type { Penduduk } from './penduduk.ts';
import { folded, similarity } from './similarity.ts';

type Comparison = (sent: string, held: string) => boolean;

const fuzzyElements = ['NAMA_LGKP', 'TMPT_LHR', 'ALAMAT', 'NAMA_LGKP_IBU'];

const sameText: Comparison = (sent, held) => folded(sent) === folded(held);
/** `003` and 3 are the same RT: numbers lose their zeros on the way out. */
const sameNumber: Comparison = (sent, held) => sent.trim().replace(/^0+(?=\d)/, '') === held;
/** Sent without "Kota" or "Kabupaten", held with it (section 3.2). */
const sameCity: Comparison = (sent, held) => sameText(sent, held.replace(/^(KOTA|KAB\.?|KABUPATEN) /, ''));
/** Held as `YYYY-MM-DD`, sent as `DD-MM-YYYY`; one caller is known to send it the other way. */
const sameDate: Comparison = (sent, held) => [held, held.split('-').reverse().join('-')].includes(sent.trim());

const exactElements: Readonly<Record<string, Comparison>> = {
  TGL_LHR: sameDate,
  NO_KK: sameNumber,
  JENIS_KLMIN: sameText,
  STATUS_KAWIN: sameText,
  JENIS_PKRJN: sameText,
  NO_PROP: sameNumber,
  NO_KAB: sameNumber,
  NO_KEC: sameNumber,
  NO_KEL: sameNumber,
  PROP_NAME: sameText,
  KAB_NAME: sameCity,
  KEC_NAME: sameText,
  KEL_NAME: sameText,
  NO_RT: sameNumber,
  NO_RW: sameNumber,
};

const defaultThreshold = 100; // unverified (section 11)

/** The results of CALL_VERIFY_BY_ELEMEN: only what was sent, and the NIK (sections 3.2 and 4.3). */
export function comparedElements(record: Penduduk, sent: Readonly<Record<string, string>>): Record<string, string> {
  const threshold = thresholdOf(sent.TRESHOLD);
  const results: Record<string, string> = { NIK: 'Sesuai' };
  for (const [element, value] of Object.entries(sent)) {
    if (value.trim() === '') continue; // one heavy user fills unused elements with a space
    const held = String(record[element] ?? '');
    const exact = exactElements[element];
    if (fuzzyElements.includes(element)) {
      const score = similarity(value, held);
      results[element] = `${score >= threshold ? 'Sesuai' : 'Tidak Sesuai'} (${score})`;
    } else if (exact) {
      results[element] = exact(value, held) ? 'Sesuai' : 'Tidak Sesuai';
    }
  }
  return results;
}

/** Text, and spelt without its first H; anything else counts as not sent. */
function thresholdOf(sent: string | undefined): number {
  const threshold = Number(sent?.trim() || Number.NaN);
  return threshold >= 1 && threshold <= 100 ? threshold : defaultThreshold;
}
