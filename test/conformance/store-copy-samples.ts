import type { Copy, CopyRow, CopyStore, Ending, RowFilter } from '../../hub/store/copies.ts';

export const DATASET = 'standar-harga/2026';

export function copyRow(key: string, changes: Partial<CopyRow> = {}): CopyRow {
  return { key, part: 'a', group: 'SSH', order: key, text: `barang ${key}`, amount: 1, content: '{}', ...changes };
}

/** `001`, `002` and so on. */
export function manyRows(count: number, changes: Partial<CopyRow> = {}): CopyRow[] {
  return Array.from({ length: count }, (_, index) => copyRow(String(index + 1).padStart(5, '0'), changes));
}

export async function begun(copies: CopyStore, dataset = DATASET): Promise<Copy> {
  const copy = await copies.begin({ dataset, source: 'sandbox', startedAt: 100 });
  if (!copy) throw new Error('one is under way already');
  return copy;
}

export async function putAll(copies: CopyStore, copy: Copy, rows: readonly CopyRow[]): Promise<void> {
  for (let start = 0; start === 0 || start < rows.length; start += 500) {
    const put = await copies.put(copy, rows.slice(start, start + 500), { cursor: String(start), at: 200 });
    if (!put) throw new Error('it is not under way');
  }
}

/** A whole copy, from its beginning to its end. */
export async function copied(
  copies: CopyStore,
  rows: readonly CopyRow[],
  { dataset = DATASET, ...ending }: Partial<Ending> & { readonly dataset?: string } = {},
): Promise<Copy> {
  const copy = await begun(copies, dataset);
  await putAll(copies, copy, rows);
  const finished = await copies.finish(copy, { at: 300, keptParts: [], ...ending });
  if (!finished) throw new Error('it was not under way');
  return finished;
}

/** All rows of a copy, page by page. */
export async function allRows(copies: CopyStore, filter: Partial<RowFilter> = {}): Promise<CopyRow[]> {
  return allPages((after) => copies.rows({ dataset: DATASET, limit: 7, ...filter, ...after }));
}

/** Keys of all rows that are found, in the order of the keys. */
export async function found(copies: CopyStore, words: string, filter: Partial<RowFilter> = {}): Promise<string[]> {
  const rows = await allPages((after) => copies.search({ dataset: DATASET, limit: 7, ...filter, ...after, words }));
  return rows.map(({ key }) => key).sort();
}

async function allPages(
  read: (after: { readonly after?: string }) => ReturnType<CopyStore['rows']>,
): Promise<CopyRow[]> {
  const rows: CopyRow[] = [];
  for (let after: string | undefined; ; ) {
    const page = await read(after === undefined ? {} : { after });
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    after = page.next;
  }
}
