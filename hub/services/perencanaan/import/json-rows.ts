import { FileRefusal } from '../../pengaduan/import/workbook.ts';

export type Members = Readonly<Record<string, unknown>>;

/** Far more than a row of SIPD has. */
export const LONGEST_ROW = 200_000;

/**
 * Rows of a JSON file of any size, one at a time: a list, a list under `data` (also one level deeper, as grids have it),
 * or an object per line. Nothing but the row at hand is held. Throws a `FileRefusal` for one that ends too early.
 */
export async function* jsonRows(chunks: AsyncIterable<string>): AsyncGenerator<Members> {
  const scan: Scan = {
    depth: 0,
    rowDepth: undefined,
    inText: false,
    escaped: false,
    text: '',
    key: '',
    row: '',
    any: false,
  };
  for await (const chunk of chunks) for (const character of chunk) yield* take(character, scan);
  if (!scan.any) throw new FileRefusal('there is no list of rows in this JSON file');
  if (scan.depth > 0 || scan.inText) throw new FileRefusal('this JSON file ends in the middle: export it again');
}

interface Scan {
  depth: number;
  /** Rows begin at this depth; `undefined`: none were found yet. */
  rowDepth: number | undefined;
  inText: boolean;
  escaped: boolean;
  text: string;
  /** The last text before a colon. */
  key: string;
  /** The row at hand, or an object that may turn out to be one. */
  row: string;
  any: boolean;
}

function* take(character: string, scan: Scan): Generator<Members> {
  const isRow = scan.rowDepth === undefined || scan.depth > scan.rowDepth;
  if (scan.inText) {
    if (isRow) add(character, scan);
    readText(character, scan);
    return;
  }
  switch (character) {
    case '"':
      [scan.inText, scan.text] = [true, ''];
      break;
    case ':':
      scan.key = scan.text;
      break;
    case '{':
    case '[':
      open(character, scan);
      return;
    case '}':
    case ']':
      yield* close(character, scan);
      return;
    default:
      if (scan.depth === 0 && !/[\s,\uFEFF]/.test(character)) throw new FileRefusal('this is no JSON');
  }
  if (isRow && scan.depth > 0) add(character, scan);
}

function readText(character: string, scan: Scan): void {
  if (scan.escaped) scan.escaped = false;
  else if (character === '\\') scan.escaped = true;
  else if (character === '"') scan.inText = false;
  else if (scan.text.length < 100) scan.text += character;
}

function open(character: string, scan: Scan): void {
  const isList = character === '[' && scan.rowDepth === undefined;
  const isRows = isList && (scan.depth === 0 || (scan.key === 'data' && scan.depth <= 2));
  scan.depth += 1;
  if (isRows) {
    [scan.rowDepth, scan.row, scan.any] = [scan.depth, '', true];
    return;
  }
  if (scan.rowDepth === undefined || scan.depth > scan.rowDepth) add(character, scan);
}

function* close(character: string, scan: Scan): Generator<Members> {
  scan.depth -= 1;
  if (scan.depth < 0) throw new FileRefusal('this is no JSON');
  const { rowDepth } = scan;
  if (rowDepth !== undefined && scan.depth < rowDepth) return; // the list is over: envelopes may go on
  add(character, scan);
  const isWhole = scan.depth === (rowDepth ?? 0);
  if (!isWhole) return;
  const { row } = scan;
  scan.row = '';
  scan.any = true;
  yield parsed(row);
}

function add(character: string, scan: Scan): void {
  scan.row += character;
  if (scan.row.length > LONGEST_ROW) throw new FileRefusal('one row of this file is longer than any of SIPD');
}

function parsed(text: string): Members {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  } catch (cause) {
    throw new FileRefusal('this is no JSON', { cause });
  }
  throw new FileRefusal('what is listed in this JSON file is no row');
}
