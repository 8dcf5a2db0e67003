import type { IncidentKind } from '../releases/incidents.ts';

interface KindWords {
  /** What is wrong, to be said of an instance: `bpjs mati`. */
  readonly wrong: string;
  /** Where somebody begins to look. */
  readonly look: string;
}

const WORDS: Readonly<Record<IncidentKind, KindWords>> = {
  'hulu-mati': { wrong: 'mati', look: 'Periksa sambungan dan kredensial ke hulu itu.' },
  'hulu-berubah': {
    wrong: 'menjawab dalam bentuk yang tidak dikenal',
    look: 'Periksa laporan perubahannya, lalu pilih atau sunting rilis.',
  },
  'rilis-beralih': { wrong: 'berganti rilis', look: 'Periksa apakah jawabannya masih benar.' },
  'rilis-bergantian': {
    wrong: 'bolak-balik antara dua rilis',
    look: 'Periksa rilis mana yang benar, lalu sematkan.',
  },
  'kontrak-kirim': {
    wrong: 'menolak kiriman dengan alasan yang sama; antreannya ditahan',
    look: 'Periksa antrean itu dan rilis kirimannya.',
  },
  'pemetaan-salah': {
    wrong: 'memuat kesalahan; suntingannya tidak dipakai',
    look: 'Periksa berkas pemetaan yang terakhir disunting.',
  },
};

export const INCIDENT_KINDS = Object.keys(WORDS) as readonly IncidentKind[];

/** A kind that was made after these words is told by its own name. */
export function wordsOfKind(kind: string): KindWords {
  return kind in WORDS ? WORDS[kind as IncidentKind] : { wrong: kind, look: 'Periksa insiden itu di konsol.' };
}
