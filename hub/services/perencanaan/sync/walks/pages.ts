import type { CopyRow } from '../../../../store/copies.ts';

/** How far the pages of one list were turned. */
export interface Pages {
  /** Rows before the next page. */
  readonly mulai: number;
  readonly halaman: number;
  /** What the page before began with: a source that turns no pages gives the same one again. */
  readonly awal: string | null;
  /** How many rows it had. */
  readonly ukuran: number;
}

export const FIRST_PAGE: Pages = { mulai: 0, halaman: 1, awal: null, ukuran: 0 };

/** A page shorter than it might be proves nothing; `undefined`: it is the one before once more. */
export function turned(pages: Pages, rows: readonly CopyRow[]): Pages | undefined {
  const awal = rows[0]?.key ?? null;
  if (awal !== null && awal === pages.awal) return undefined;
  return { mulai: pages.mulai + rows.length, halaman: pages.halaman + 1, awal, ukuran: rows.length };
}

/** Past a page that cannot be read. */
export function leaptOver(pages: Pages, asked: number): Pages {
  const { mulai, halaman, ukuran } = pages;
  return { ...pages, mulai: mulai + (ukuran || asked), halaman: halaman + 1 };
}
