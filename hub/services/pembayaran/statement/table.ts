import { CsvError, parse } from 'csv-parse/sync';
import { FileRefusal } from '../../pengaduan/import/workbook.ts';
import { type ChosenColumns, type ColumnName, headerIn, type Places } from './columns.ts';

export interface StatementCells {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  readonly cells: Partial<Readonly<Record<ColumnName, string>>>;
}
export interface StatementTable {
  readonly places: Places;
  readonly rows: readonly StatementCells[];
}

const DELIMITERS = [',', ';', '\t'] as const;
/** Banks write whose statement it is above its header. */
const HEADER_WITHIN = 40;
const MOST_ROWS = 200_000;
/** A quote that is never closed would otherwise swallow the rest of the file. */
const LONGEST_RECORD = 100_000;
const STEPS = { relax_column_count: true, relax_quotes: true, bom: true, max_record_size: LONGEST_RECORD } as const;

/** The table of a statement, whatever separates its columns. Throws a `FileRefusal` that says why there is none. */
export function readTable(bytes: Uint8Array, chosen: ChosenColumns): StatementTable {
  const text = textOf(bytes);
  const found = DELIMITERS.flatMap((delimiter) => headerBy(delimiter, text, chosen) ?? []);
  const [header, other] = found;
  if (!header) throw new FileRefusal(noHeader(chosen));
  if (other) throw new FileRefusal('its header may be read with two separators: name the columns with --kolom');
  return { places: header.places, rows: rowsBelow(header, text) };
}

function noHeader({ nomor, nominal }: ChosenColumns): string {
  const wanted = `"${nomor ?? 'nomor'}" and "${nominal ?? 'nominal'}"`;
  return `none of its first ${HEADER_WITHIN} rows is a header with ${wanted}: name its columns with --kolom nomor=...,nominal=...`;
}

interface FoundHeader {
  readonly delimiter: string;
  readonly row: number;
  readonly places: Places;
}

function headerBy(delimiter: string, text: string, chosen: ChosenColumns): FoundHeader | undefined {
  for (const [place, cells] of firstRows(delimiter, text).entries()) {
    const header = headerIn(cells, chosen);
    if (header.kind === 'unclear')
      throw new FileRefusal(
        `row ${place + 1} has several columns for "${header.column}" (${header.headings.join(', ')}): name one with --kolom`,
      );
    if (header.kind === 'header') return { delimiter, row: place + 1, places: header.places };
  }
  return undefined;
}

/** As far as it is a table by this separator. */
function firstRows(delimiter: string, text: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  const onRecord = (record: readonly string[]) => {
    rows.push(record);
    return null;
  };
  try {
    parse(text, { ...STEPS, delimiter, to: HEADER_WITHIN, on_record: onRecord });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return rows;
}

function rowsBelow({ delimiter, row: header, places }: FoundHeader, text: string): readonly StatementCells[] {
  const wanted = Object.entries(places) as [ColumnName, number][];
  const rows: StatementCells[] = [];
  let row = 0;
  const onRecord = (record: readonly string[]) => {
    row += 1;
    if (row <= header || record.every((cell) => cell.trim() === '')) return null;
    if (rows.length >= MOST_ROWS) throw new FileRefusal(`more than ${MOST_ROWS} rows are too many: export by day`);
    rows.push({ row, cells: Object.fromEntries(wanted.map(([name, place]) => [name, plain(record[place] ?? '')])) });
    return null; // nothing else of it is kept
  };
  try {
    parse(text, { ...STEPS, delimiter, on_record: onRecord });
  } catch (error) {
    if (error instanceof CsvError) throw new FileRefusal(`row ${row + 1}: ${whyNot(error)}`, { cause: error });
    throw error;
  }
  return rows;
}

function whyNot({ code }: CsvError): string {
  return code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE'
    ? 'a quote is opened and not closed'
    : 'is no row of a table (quotes?)';
}

/** `="990"` and `'990` keep a spreadsheet from making numbers of texts. */
function plain(cell: string): string {
  const trimmed = cell.replaceAll('\u00a0', ' ').trim();
  return /^="(.*)"$/.exec(trimmed)?.[1] ?? trimmed.replace(/^'/, '');
}

const ZIP = 'PK\u0003\u0004';

function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (bytes.length === 0) throw new FileRefusal('this file is empty');
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') === ZIP)
    throw new FileRefusal('this is a workbook (.xlsx), not a CSV: save it as CSV');
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.subarray(0, 4096).includes(0)) throw new FileRefusal('this is no text file');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes); // what older spreadsheets write
  }
}
