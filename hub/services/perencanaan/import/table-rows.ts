import { FileRefusal } from '../../pengaduan/import/workbook.ts';
import type { Members } from './json-rows.ts';

/** What a table is read by: names of columns that have a meaning, whether they are taken or not. */
export type KnownColumns = ReadonlySet<string>;

export interface FileRow {
  /** As the file numbers it: a line, a row of the sheet, a place in the list. */
  readonly number: number;
  readonly cells: Members;
}

type Cell = string | number | boolean | Date | null;

/** Titles, logos and blank lines stand above the header in what SIPD exports. */
const HEADER_WITHIN = 30;
const LONGEST_CELL = 20_000;

/** Rows below the first one that has two known columns. Throws a `FileRefusal` where there is no such row. */
export async function* tableRows(
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
  known: KnownColumns,
  unknown: (columns: readonly string[]) => void,
): AsyncGenerator<FileRow> {
  const names = new Map([...known].map((name) => [folded(name), name]));
  let header: readonly (string | undefined)[] | undefined;
  let number = 0;
  for await (const row of rows) {
    number += 1;
    if (header) {
      if (row.some((cell) => folded(cell) !== '')) yield { number, cells: cellsOf(row, header) };
      continue;
    }
    const found = row.map((cell) => names.get(folded(cell)));
    if (found.filter(Boolean).length >= 2) {
      header = withoutTwins(found);
      unknown(row.filter((cell, at) => folded(cell) !== '' && !found[at]).map(String));
    } else if (number >= HEADER_WITHIN) break;
  }
  if (!header) throw new FileRefusal('contract changed: no row has the columns of such an export');
}

function withoutTwins(header: readonly (string | undefined)[]): readonly (string | undefined)[] {
  const twin = header.find((name, at) => name !== undefined && header.indexOf(name) !== at);
  if (twin !== undefined) throw new FileRefusal(`contract changed: the column "${twin}" is there twice`);
  return header;
}

function cellsOf(row: readonly Cell[], header: readonly (string | undefined)[]): Members {
  const cells: Record<string, unknown> = {};
  for (const [at, name] of header.entries()) if (name !== undefined) cells[name] = plain(row[at] ?? null);
  return cells;
}

/** A real date of a spreadsheet has no zone; a blank cell is null. */
function plain(cell: Cell): string | number | boolean | null {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell !== 'string') return cell;
  if (cell.length > LONGEST_CELL)
    throw new FileRefusal(`a cell has more than ${LONGEST_CELL} characters: this is no export`);
  return cell.trim() === '' ? null : cell.trim();
}

function folded(cell: Cell | undefined): string {
  return cell === undefined || cell === null ? '' : String(cell).trim().replace(/\s+/g, ' ').toUpperCase();
}
