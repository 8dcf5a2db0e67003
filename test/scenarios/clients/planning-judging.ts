import type { Answer } from './ask.ts';
import { ABSENT, isObject, problemOf, salah } from './judging.ts';
import { type BookRow, type Books, isNewest, type Version, versionAt } from './planning-books.ts';
import type { Judgement } from './tally.ts';

type Data = Readonly<Record<string, unknown>>;
export type PlanningKind = 'skpd' | 'standar-harga' | 'rencana-kerja' | 'rka';

/** A copy that an answer is of. */
export interface CopyRead {
  readonly kumpulan: string;
  readonly nomor: number;
  readonly version: Version;
  /** SIPD says something else by now, or nobody has looked for longer than was promised. */
  readonly isOld: boolean;
}

export interface Ground {
  readonly books: Books;
  readonly freshSeconds: number;
}

export interface PageAsked extends Ground {
  readonly about: string;
  readonly kind: PlanningKind;
  /** The schedule that was asked for by name. */
  readonly jadwal?: string;
  /** Rows that must be in the answer where it is the whole of it. */
  readonly wanted: (row: BookRow) => boolean;
  /** Other rows than the wanted ones may be there too: they were found by what this application does not show. */
  readonly others?: true;
}

export interface PageRead {
  readonly rows: readonly BookRow[];
  readonly next: string | null;
  readonly copy: CopyRead;
  readonly body: Data;
}

export type Judged = { readonly judgement: Judgement; readonly page?: PageRead };

const wrong = (about: string, expected: string, got: string): Judged => ({ judgement: salah(about, expected, got) });

/** The rows of one answer, each held against what stood in SIPD when its copy was made. */
export function judgePage(answer: Answer, asked: PageAsked): Judged {
  const { about, kind } = asked;
  const problem = problemOf(answer);
  if (problem === ABSENT) return wrong(about, 'what exists', 'not found');
  if (problem !== undefined) return { judgement: { kind: 'gagal', problem } };
  const body = answer.kind === 'answered' && isObject(answer.body) ? answer.body : {};
  const { data, halaman, meta } = body;
  const next = isObject(halaman) ? halaman.berikutnya : undefined;
  if (!Array.isArray(data) || (next !== null && typeof next !== 'string')) return wrong(about, 'a page', 'none');
  const copy = readCopy(isObject(meta) ? meta.salinan : undefined, asked);
  if ('judgement' in copy) return copy;
  const rows = data.map((row) => READ[kind](isObject(row) ? row : {}));
  const mistake = mistakeIn(rows, { asked, copy, isWhole: next === null });
  if (mistake) return { judgement: mistake };
  return { judgement: { kind: copy.isOld ? 'usang' : 'benar' }, page: { rows, next, copy, body } };
}

/** Says which copy it is, of which schedule, and how old. */
export function readCopy(
  meta: unknown,
  { about, kind, jadwal, books, freshSeconds }: Pick<PageAsked, 'about' | 'kind' | 'jadwal' | 'books' | 'freshSeconds'>,
): CopyRead | Judged {
  const told = isObject(meta) ? meta : {};
  const { kumpulan, nomor, usiaDetik } = told;
  const finished = Date.parse(String(told.disalinPada));
  if (typeof kumpulan !== 'string' || typeof nomor !== 'number') return wrong(about, 'the name of a copy', 'none');
  const [of, , schedule = null] = kumpulan.split('/');
  if (of !== kind || told.jadwal !== schedule || (jadwal !== undefined && schedule !== jadwal))
    return wrong(about, `${kind} ${jadwal ?? ''}`, `${kumpulan}, jadwal ${told.jadwal}`);
  if (typeof usiaDetik !== 'number' || usiaDetik < 0 || Number.isNaN(finished))
    return wrong(about, 'how old the copy is', String(usiaDetik));
  const version = versionAt(books, kumpulan, finished);
  if (!version) return wrong(about, 'a copy of what stood in SIPD', `${kumpulan} of ${told.disalinPada}`);
  // a schedule that is over does not change any more, and whoever asks for it by name knows that
  const isOver = jadwal !== undefined && jadwal !== books.berlaku;
  const isAnother = schedule !== null && schedule !== books.berlaku;
  const isOld = !isNewest(books, kumpulan, version) || (!isOver && (isAnother || usiaDetik > freshSeconds));
  return { kumpulan, nomor, version, isOld };
}

interface Held {
  readonly asked: PageAsked;
  readonly copy: CopyRead;
  readonly isWhole: boolean;
}

function mistakeIn(rows: readonly BookRow[], { asked, copy, isWhole }: Held): Judgement | undefined {
  const { about, wanted, others } = asked;
  const known = new Map(copy.version.baris.map((row) => [row.kunci, row]));
  const seen = new Set<string>();
  for (const { kunci, nilai } of rows) {
    const row = known.get(kunci);
    if (!row || (!others && !wanted(row))) return salah(about, 'what was asked for', `row ${kunci}`);
    if (seen.has(kunci)) return salah(about, 'each row once', `${kunci} twice`);
    seen.add(kunci);
    const name = Object.keys(row.nilai).find((one) => row.nilai[one] !== nilai[one]);
    if (name !== undefined) return salah(about, `${kunci} ${name} ${row.nilai[name]}`, String(nilai[name]));
  }
  const missing = isWhole ? copy.version.baris.find((row) => wanted(row) && !seen.has(row.kunci)) : undefined;
  return missing && salah(about, `row ${missing.kunci}`, 'an answer without it');
}

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? value : null);
const within = (value: unknown, name: string) => (isObject(value) ? text(value[name]) : null);

/** What this application takes from a row of each list. */
const READ: Readonly<Record<PlanningKind, (row: Data) => BookRow>> = {
  skpd: ({ kode, nama }) => ({ kunci: String(kode), nilai: { nama: text(nama) } }),
  'standar-harga': ({ kode, nama, satuan, harga, jenis }) => ({
    kunci: String(kode),
    nilai: { nama: text(nama), satuan: text(satuan), harga: text(harga), jenis: text(jenis) },
  }),
  'rencana-kerja': ({ kunci, skpd, subKegiatan, pagu, rincian }) => ({
    kunci: String(kunci),
    nilai: {
      ...{ skpd: within(skpd, 'kode'), kode: within(subKegiatan, 'kode'), nama: within(subKegiatan, 'nama') },
      ...{ pagu: text(pagu), rincian: text(rincian) },
    },
  }),
  rka: ({ id, subKegiatan, akun, komponen, hargaSatuan, jumlah }) => ({
    kunci: String(id),
    nilai: {
      ...{ subKegiatan: text(subKegiatan), akun: within(akun, 'kode'), komponen: within(komponen, 'nama') },
      ...{ hargaSatuan: text(hargaSatuan), jumlah: text(jumlah) },
    },
  }),
};
