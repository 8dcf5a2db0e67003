import { type Cell, FileRefusal, type SheetRow } from './workbook.ts';

export const COLUMN = {
  trackingId: 'Tracking ID',
  day: 'Tanggal Laporan Masuk',
  time: 'Waktu Laporan Masuk',
  type: 'Tipe Laporan (Anonim/Rahasia)',
  status: 'Status Laporan',
} as const;

export interface TableRow {
  /** As the spreadsheet numbers it. */
  readonly number: number;
  /** By the name of its column. */
  readonly cells: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Table {
  /** What stands above the header. */
  readonly banner: readonly Cell[];
  readonly rows: readonly TableRow[];
  readonly footers: number;
  /** Columns that are asked for and not there. */
  readonly missing: readonly string[];
  /** Columns that nobody knows. */
  readonly unknown: readonly string[];
}

/** Every name of a column that has a meaning, and those of them that are taken. */
export interface Columns {
  readonly known: readonly string[];
  readonly taken: readonly string[];
}

/**
 * The table of an agency admin's export: free text first, then the row with "Tracking ID" in it, columns in any order
 * (the LAPOR notes, section 2.3). Throws a `FileRefusal` where number or status could not be found.
 */
export function findTable(sheets: readonly (readonly SheetRow[])[], columns: Columns): Table {
  for (const rows of sheets) {
    const header = rows.findIndex((row) => row.some((cell) => folded(cell) === folded(COLUMN.trackingId)));
    if (header >= 0) return tableBelow(rows, header, columns);
  }
  throw new FileRefusal(
    `contract changed: no row has "${COLUMN.trackingId}" in it, so this is no export of complaints`,
  );
}

function tableBelow(rows: readonly SheetRow[], header: number, { known, taken }: Columns): Table {
  const titles = rows[header] ?? [];
  const names = new Map(known.map((name) => [folded(name), name]));
  const places = placesOf(titles, names);
  if (!places.has(COLUMN.status))
    throw new FileRefusal(`contract changed: row ${header + 1} has "${COLUMN.trackingId}" and no "${COLUMN.status}"`);
  const wanted = taken.flatMap((name) => {
    const place = places.get(name);
    return place === undefined ? [] : [{ name, place }];
  });
  const table: TableRow[] = [];
  let footers = 0;
  for (const [index, row] of rows.entries()) {
    if (index <= header || row.every((cell) => folded(cell) === '')) continue;
    if (isFooter(row, places)) {
      footers += 1;
      continue;
    }
    const cells = Object.fromEntries(wanted.map(({ name, place }) => [name, plain(name, row[place] ?? null)]));
    table.push({ number: index + 1, cells: withTimeOfDay(cells, row[places.get(COLUMN.day) ?? -1]) });
  }
  return {
    banner: rows.slice(0, header).flat(),
    rows: table,
    footers,
    missing: taken.filter((name) => !places.has(name)),
    unknown: titles
      .map(String)
      .filter((title) => folded(title) !== '' && !names.has(folded(title)) && title !== 'null'),
  };
}

function placesOf(titles: SheetRow, names: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, title] of titles.entries()) {
    const name = names.get(folded(title));
    if (name === undefined) continue;
    if (places.has(name)) throw new FileRefusal(`contract changed: the column "${name}" is there twice`);
    places.set(name, place);
  }
  return places;
}

/**
 * A total, a signature, or the header of the next printed page. A row with a status is a complaint whatever stands
 * before it: it is reported, never passed over.
 */
function isFooter(row: SheetRow, places: ReadonlyMap<string, number>): boolean {
  const status = folded(row[places.get(COLUMN.status) ?? -1]);
  const number = folded(row[places.get(COLUMN.trackingId) ?? -1]);
  if (status === folded(COLUMN.status) && number === folded(COLUMN.trackingId)) return true;
  return status === '' && !/^#?\s*\d{6,10}(\.0+)?$/.test(number);
}

/** A real date of a spreadsheet has no zone; it is handed over as the wall clock it shows. */
function plain(name: string, cell: Cell): string | number | boolean | null {
  if (!(cell instanceof Date)) return name === COLUMN.time && typeof cell === 'number' ? timeOf(cell) : cell;
  return name === COLUMN.time ? clockOf(cell).slice(11, 19) : clockOf(cell).slice(0, 10);
}

/** Day and time in one cell: taken apart where no column has the time. */
function withTimeOfDay(cells: TableRow['cells'], day: Cell | undefined): TableRow['cells'] {
  const time = day instanceof Date ? clockOf(day).slice(11, 19) : '00:00:00';
  if (time === '00:00:00' || cells[COLUMN.time]) return cells;
  return { ...cells, [COLUMN.time]: time };
}

/** To the second: a spreadsheet keeps fractions of a day, which are a little off. */
function clockOf(date: Date): string {
  return new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
}

/** A time without its form is a fraction of a day. */
function timeOf(fraction: number): string | number {
  if (fraction < 0 || fraction >= 1) return fraction;
  return clockOf(new Date(fraction * 86_400_000)).slice(11, 19);
}

function folded(cell: Cell | undefined): string {
  return cell === undefined || cell === null ? '' : String(cell).trim().replace(/\s+/g, ' ').toUpperCase();
}
