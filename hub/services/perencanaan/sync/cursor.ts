import type { Copy } from '../../../store/copies.ts';

/** How far a copy came, kept with its rows. */
export interface Cursor {
  /** In the words of its walk. */
  readonly tempat: unknown;
  /** The day in Jakarta on which it began. */
  readonly hari: string;
  /** What could not be read and stays as it was. */
  readonly dilewati: readonly string[];
  /** Of those, how many came one after the other until now. */
  readonly berturut: number;
  /** Parts that were empty and had rows before. */
  readonly kosong: readonly string[];
  /** What was left out is no part: nothing may be taken to be gone. */
  readonly tanpaHapus: boolean;
  /** Rows that fit nowhere, and the first of them. */
  readonly salah: number;
  readonly contohSalah: readonly string[];
  /** Since when the source has the oldest row that was read. */
  readonly sejak: number | null;
  /** Number of the schedule at the source; `undefined`: it was not asked yet. */
  readonly jadwal?: string | null;
}

export function newCursor(first: unknown, day: string): Cursor {
  return {
    ...{ tempat: first, hari: day, dilewati: [], berturut: 0, kosong: [], tanpaHapus: false },
    ...{ salah: 0, contohSalah: [], sejak: null },
  };
}

/** `undefined` where it is none of ours: the copy begins anew. */
export function cursorOf({ cursor }: Copy): Cursor | undefined {
  try {
    const value = JSON.parse(cursor) as Cursor;
    return typeof value === 'object' && value !== null && Array.isArray(value.dilewati) ? value : undefined;
  } catch {
    return undefined;
  }
}
