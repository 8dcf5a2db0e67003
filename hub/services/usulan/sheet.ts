import { stringify } from 'csv-stringify/sync';
import writeExcelFile from 'write-excel-file/node';
import type { Cell } from './columns.ts';

/** Full-width forms too: spreadsheets of East Asia read them as the plain ones. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
/** XML has no way to write them. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** What a citizen wrote is never run where somebody opens the table, nor where it is pasted into another. */
export function harmless(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const text = cell.replace(UNWRITABLE, '');
  return FORMULA.test(text) ? `'${text}` : text;
}

type Rows = readonly (readonly Cell[])[];

export interface Sheet {
  readonly bentuk: 'xlsx' | 'csv';
  /** Name of the sheet in a workbook. */
  readonly lembar: string;
  readonly headings: readonly string[];
  readonly rows: Rows;
}

/** As Excel in Indonesian opens it: semicolons, decimal commas, and a mark that it is UTF-8. */
export function csvOf(headings: readonly string[], rows: Rows): Buffer {
  const lines = [headings, ...rows].map((row) =>
    row.map(harmless).map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : cell)),
  );
  return Buffer.from(stringify(lines, { bom: true, delimiter: ';', record_delimiter: 'windows' }));
}

export async function xlsxOf(sheet: string, headings: readonly string[], rows: Rows): Promise<Buffer> {
  const head = headings.map((heading) => ({
    value: String(harmless(heading)),
    type: String,
    fontWeight: 'bold' as const,
  }));
  const body = rows.map((row) => row.map((cell) => harmless(cell)));
  return writeExcelFile([head, ...body], { sheet, stickyRowsCount: 1 }).toBuffer();
}
