import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { FileRefusal, readWorkbook } from '../../pengaduan/import/workbook.ts';
import { jsonRows, LONGEST_ROW } from './json-rows.ts';
import { type FileRow, type KnownColumns, tableRows } from './table-rows.ts';

/** A workbook is held whole while it is read: about 100,000 rows. CSV and JSON are not. */
const MOST_WORKBOOK_BYTES = 64 * 1024 * 1024;
const LOOKED_AT_BYTES = 4096;

/** Rows of an exported file, by what is in it and not by its name. Throws a `FileRefusal`. */
export async function* fileRows(
  path: string,
  known: KnownColumns,
  unknown: (columns: readonly string[]) => void,
): AsyncGenerator<FileRow> {
  const start = await startOf(path);
  if (start.length === 0) throw new FileRefusal('this file is empty');
  const text = start.toString('utf8').replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(text)) {
    let number = 0;
    for await (const cells of jsonRows(createReadStream(path, 'utf8'))) {
      number += 1;
      yield { number, cells };
    }
    return;
  }
  if (start.subarray(0, 2).toString('latin1') !== 'PK' && !start.includes(0) && !/^\s*</.test(text)) {
    yield* tableRows(csvRecords(path, text), known, unknown);
    return;
  }
  const { size } = await stat(path);
  if (size > MOST_WORKBOOK_BYTES)
    throw new FileRefusal(`a workbook of ${Math.round(size / 2 ** 20)} MB is too large: save it as CSV`);
  for (const sheet of await readWorkbook(await readFile(path))) {
    yield* tableRows(sheet, known, unknown);
    return; // what SIPD exports stands in the first sheet
  }
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT_BYTES), 0, LOOKED_AT_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* csvRecords(path: string, start: string): AsyncGenerator<readonly string[]> {
  const records = createReadStream(path, 'utf8').pipe(
    parse({
      ...{ bom: true, delimiter: delimiterOf(start), relax_column_count: true, skip_empty_lines: false },
      ...{ max_record_size: LONGEST_ROW },
    }),
  );
  try {
    for await (const record of records) yield record as readonly string[];
  } catch (cause) {
    throw cause instanceof FileRefusal
      ? cause
      : new FileRefusal(`this CSV cannot be read: ${wordsOf(cause)}`, { cause });
  }
}

/** The line and what is wrong there; never what stands in it. */
function wordsOf(cause: unknown): string {
  const { code = 'damaged', lines } = cause as { readonly code?: string; readonly lines?: number };
  return `${code}${lines === undefined ? '' : ` in line ${lines}`}`;
}

/** Indonesian spreadsheets write a semicolon. */
function delimiterOf(start: string): string {
  const line = start.split(/\r?\n/).toSorted((one, next) => next.length - one.length)[0] ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', ';', '\t'].toSorted((one, next) => count(next) - count(one))[0] ?? ',';
}
