import { readFileSync } from 'node:fs';

/** A row as the city knows it: what it is known by, and the figures an application shows of it. */
export interface BookRow {
  readonly kunci: string;
  readonly nilai: Readonly<Record<string, string | number | null>>;
}

/** What stood in SIPD from a moment on, by the clock of the city. */
export interface Version {
  readonly sejak: number;
  readonly baris: readonly BookRow[];
}

/** The file of what stands in SIPD, which goes on being written while an application runs. */
export interface Books {
  /** The schedule in force. */
  readonly berlaku: string;
  /** By what is copied: `rka/2026/murni`. The oldest first. */
  readonly kumpulan: Readonly<Record<string, readonly Version[]>>;
}

export function readBooks(path: string): Books {
  return JSON.parse(readFileSync(path, 'utf8')) as Books;
}

/** What stood there when a copy was finished; nothing changes there while one is made. */
export function versionAt(books: Books, name: string, at: number): Version | undefined {
  return books.kumpulan[name]?.findLast(({ sejak }) => toSeconds(sejak) <= at);
}

export function isNewest(books: Books, name: string, version: Version): boolean {
  return books.kumpulan[name]?.at(-1) === version;
}

/** The newest rows of a kind; of plans and lines those of the schedule in force, or of another one. */
export function newestRows(books: Books, kind: string, schedule = books.berlaku): readonly BookRow[] {
  const name = Object.keys(books.kumpulan).find((one) => {
    const [of, , named] = one.split('/');
    return of === kind && (named === undefined || named === schedule);
  });
  return (name === undefined ? undefined : books.kumpulan[name]?.at(-1)?.baris) ?? [];
}

/** Answers tell moments in whole seconds. */
function toSeconds(ms: number): number {
  return ms - (ms % 1000);
}
