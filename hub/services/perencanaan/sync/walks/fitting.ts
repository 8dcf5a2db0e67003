import type { CopyRow } from '../../../../store/copies.ts';

export interface Fitting {
  /** Those that can be kept, each key once. */
  readonly rows: readonly CopyRow[];
  readonly bad: readonly string[];
  /** All of them, as they came. */
  readonly all: readonly CopyRow[];
}

/** What becomes of the rows of an answer. Words of what is wrong name no value but a code. */
export function fitting<Value>(values: readonly Value[], rowOf: (value: Value) => CopyRow): Fitting {
  return sorted(values.map(rowOf));
}

export function sorted(all: readonly CopyRow[]): Fitting {
  const rows = new Map<string, CopyRow>();
  const bad: string[] = [];
  for (const row of all) {
    const wrong = wrongWith(row) ?? (rows.has(row.key) ? 'ada dua kali dalam satu jawaban' : undefined);
    if (wrong === undefined) rows.set(row.key, row);
    else bad.push(`${row.key.slice(0, 60)}: ${wrong}`);
  }
  return { rows: [...rows.values()], bad, all };
}

const LONGEST_KEY = 300;
const LONGEST_CONTENT = 100_000;

export function wrongWith({ key, amount, content, order }: CopyRow): string | undefined {
  if (key.trim() === '' || order.trim() === '') return 'tanpa kode';
  if (key.length > LONGEST_KEY) return 'kodenya terlalu panjang';
  if (!Number.isSafeInteger(amount)) return 'nilainya bukan rupiah utuh';
  if (content.length > LONGEST_CONTENT) return 'isinya terlalu panjang';
  return undefined;
}
