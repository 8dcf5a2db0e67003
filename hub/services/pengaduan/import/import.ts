import type { MessageStore } from '../../../store/forwarding.ts';
import type { SealedRecords } from '../../../store/sealed-records.ts';
import { type Complaints, type Progress, type RowReader, readComplaints } from './complaints.ts';
import { bannerMoment } from './dates.ts';
import { type Counts, EXPORT_RELEASE, planImport } from './plan.ts';
import { COLUMN, type Columns, findTable, type Table } from './table.ts';
import { ownMayBeginAt } from './unsettled.ts';
import { FileRefusal, readWorkbook } from './workbook.ts';

/**
 * One commit carries all of an import, and whoever else writes waits for it: one second for this many rows, measured, of
 * the five that a writer of the hub is ready to wait (README of the store).
 */
export const MOST_ROWS = 50_000;

/** An export that was read and checked as a whole. */
export interface ReadExport extends Complaints {
  readonly table: Pick<Table, 'footers' | 'missing' | 'unknown'>;
  readonly rows: number;
  /** The latest moment it is certain not to be older than. */
  readonly madeAt: number;
}

export interface Reading {
  readonly columns: Columns;
  readonly read: RowReader;
  readonly now: number;
  /** When it was made, as whoever imports it says; `undefined`: see what the export says. */
  readonly madeAt: number | undefined;
  readonly progress: Progress;
}

/** Throws a `FileRefusal` when the file as a whole cannot be taken. */
export async function readExport(
  bytes: Buffer,
  { columns, read, now, madeAt, progress }: Reading,
): Promise<ReadExport> {
  const { rows, banner, ...table } = findTable(await readWorkbook(bytes), columns);
  if (rows.length > MOST_ROWS)
    throw new FileRefusal(`${rows.length} rows are too many at once: export ${MOST_ROWS} or fewer, by period`);
  const complaints = await readComplaints(rows, { read, now, progress });
  const newestAt = newestOf(complaints);
  if (madeAt !== undefined && madeAt < newestAt) throw new FileRefusal('it holds complaints newer than --dibuat');
  // nothing can be exported before it was reported, so the newest complaint says something even where the banner does not
  const latest = madeAt ?? Math.max(bannerMoment(banner, now) ?? 0, newestAt);
  return { ...complaints, table, rows: rows.length, madeAt: latest };
}

function newestOf({ complaints }: Complaints): number {
  return complaints.reduce(
    (latest, { laporan: { waktuLapor } }) => Math.max(latest, Date.parse(waktuLapor ?? '') || 0),
    0,
  );
}

export interface Writing {
  readonly records: SealedRecords;
  readonly messages: Pick<MessageStore, 'list'>;
  /** The instance that complaints of LAPOR belong to. */
  readonly instance: string;
  readonly now: number;
  readonly dry: boolean;
  readonly progress: Progress;
  /** Everything is ready; what comes now is one commit. */
  readonly writing: (records: number) => void;
}

const MOST_TRIES = 5;

/**
 * Holds the export against the store and writes what is new and different in one commit: after a kill all of it is
 * there, or nothing. A running hub may change a report while this one reckons: looked at right before the commit, such
 * a report makes it reckon again, so that what the hub has just learned is not written over.
 */
export async function writeExport({ complaints, madeAt, table }: ReadExport, writing: Writing): Promise<Counts> {
  const { records, messages, instance, now, dry, progress } = writing;
  const source = { sumber: instance, rilis: EXPORT_RELEASE, diambilPada: new Date(madeAt).toISOString() };
  const typeUnknown = table.missing.includes(COLUMN.type);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    // before anything is looked up: what is sent after this is in no export that was made before it
    const ownFrom = await ownMayBeginAt(messages, records);
    const plan = await planImport(complaints, { records, source, now, ownFrom, typeUnknown, progress });
    if (dry || plan.records.length === 0) return plan.counts;
    writing.writing(plan.records.length);
    // what the hub changed meanwhile is not written over: it is reckoned anew
    const versioned = plan.records.map((record) => ({ record, version: plan.versions.get(record.id) || undefined }));
    if (await records.replace(versioned, plan.links)) return plan.counts;
  }
  throw new Error('the hub keeps changing these reports; nothing was written, try again in a minute');
}
