import type { Following } from './feed.ts';
import { salah } from './judging.ts';
import type { Books } from './planning-books.ts';
import type { CopyRead } from './planning-judging.ts';
import type { Judgement } from './tally.ts';

type Data = Readonly<Record<string, unknown>>;

/** What an application was told of copies, and which ones it was answered from. */
export interface Hearing {
  readonly following: Following;
  /** A copy that an answer was of. */
  saw(copy: CopyRead): void;
  /** Figures that changed under the eyes of the application without a word. */
  untold(): Judgement | undefined;
}

export function hearChanges(books: () => Books): Hearing {
  const heard = new Map<string, number[]>();
  const seen = new Map<string, Map<number, CopyRead>>();
  return {
    following: {
      ...{ begins: 'anggaran.', about: 'kumpulan', end: '' },
      mistake(kumpulan, data) {
        const numbers = heard.get(kumpulan) ?? [];
        const mistake = mistakeOf(kumpulan, data, { last: numbers.at(-1) ?? 0, books: books() });
        heard.set(kumpulan, [...numbers, Number(data.salinan)]);
        return mistake;
      },
    },
    saw(copy) {
      const copies = seen.get(copy.kumpulan) ?? new Map<number, CopyRead>();
      seen.set(copy.kumpulan, copies.set(copy.nomor, copy));
    },
    untold() {
      for (const [kumpulan, copies] of seen) {
        const inOrder = [...copies.values()].toSorted((one, next) => one.nomor - next.nomor);
        for (const [at, { nomor, version }] of inOrder.entries()) {
          const before = inOrder[at - 1];
          if (!before || before.version.sejak === version.sejak) continue;
          const isTold = heard.get(kumpulan)?.some((number) => number > before.nomor && number <= nomor);
          if (!isTold) return salah(kumpulan, `a word of copy ${nomor}`, 'none');
        }
      }
      return undefined;
    },
  };
}

interface Known {
  readonly last: number;
  readonly books: Books;
}

/** Rows neither come nor go in these books: whatever says so took one thing for another. */
function mistakeOf(kumpulan: string, data: Data, { last, books }: Known): Judgement | undefined {
  const [kind, , schedule = null] = kumpulan.split('/');
  const { salinan, jadwal, ditambah, diubah, dihapus, pertama } = data;
  if (jadwal !== schedule) return salah(kumpulan, `jadwal ${schedule}`, String(jadwal));
  if (typeof salinan !== 'number' || salinan <= last) return salah(kumpulan, `after ${last}`, String(salinan));
  const versions = books.kumpulan[kumpulan];
  if (!versions) return NOT_ASKED.has(kind ?? '') ? undefined : salah(kumpulan, 'what is in the books', 'another');
  const rows = versions.at(-1)?.baris.length;
  const isFirst = pertama === true && ditambah === rows && diubah === 0 && dihapus === 0;
  const isChange = pertama !== true && ditambah === 0 && dihapus === 0 && Number(diubah) > 0;
  if (isFirst || isChange) return undefined;
  return salah(kumpulan, 'changed rows only', `+${ditambah} ~${diubah} -${dihapus}`);
}

/** Copied as well, and not asked for by this application. */
const NOT_ASKED: ReadonlySet<string> = new Set(['sp2d', 'realisasi']);
