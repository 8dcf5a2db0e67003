import type { Verdict } from '../../../mapping/verdict.ts';
import type { CopyReference, CopyRow, CopyStore } from '../../../store/copies.ts';
import type { SealedRecords } from '../../../store/sealed-records.ts';
import { FileRefusal } from '../../pengaduan/import/workbook.ts';
import { datasetName } from '../datasets.ts';
import { carry } from '../sync/carry.ts';
import { moveSync, readSync } from '../sync/state.ts';
import { wrongWith } from '../sync/walks/fitting.ts';
import { type Matching, matcherOf } from './matching.ts';
import type { FileRow } from './table-rows.ts';

export interface BadRow {
  readonly number: number;
  readonly reason: string;
}
export interface Imported {
  readonly read: number;
  readonly good: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly bad: number;
  /** The first of them. */
  readonly badRows: readonly BadRow[];
  /** The copy that it became; absent where nothing was written. */
  readonly number?: number;
}

export interface Importing extends Matching {
  readonly copies: CopyStore;
  readonly records: SealedRecords;
  readonly rows: AsyncIterable<FileRow>;
  readonly read: (cells: FileRow['cells']) => Verdict | Promise<Verdict>;
  /** Names that one field may have in a file: a bad row is told by the one that it has. */
  readonly columns: readonly (readonly string[])[];
  /** The name of the file: it is a source like the others. */
  readonly source: string;
  readonly dry: boolean;
  /** The file is a part of what there is: what it has not stays. */
  readonly partial: boolean;
  /** More than one in a hundred may be bad, or gone. */
  readonly evenIfMuch: boolean;
  readonly now: () => number;
  readonly progress: (rows: number) => void;
}

export const FILE_RELEASE = 'ekspor';
const ROWS_PER_PUT = 400;
const MOST_BAD_KEPT = 1000;
/** More gone than this in a hundred: the file is half of something, as a rule. */
const GONE_IN_HUNDRED = 20;
const FEW = 10;

/** Reads a file into a copy of its own, and makes it the current one; or takes all of it back. */
export async function importFile(importing: Importing): Promise<Imported> {
  const dataset = datasetName(importing.name);
  const { copies, records, source, dry, now } = importing;
  if (!dry) await giveWay(dataset, importing);
  const copy = dry ? undefined : await copies.begin({ dataset, source, startedAt: now() });
  if (!dry && !copy) {
    const other = (await copies.running(dataset))?.source ?? '-';
    throw new FileRefusal(`${dataset} is being copied from ${other} at this moment: wait, or simpul sinkron --batal`);
  }
  try {
    const found = await readRows(importing, dataset, copy);
    if (!copy) return found.counts;
    const mixed = (await readSync(dataset, { records }))?.value.campur || found.hadAnotherRelease;
    const catatan = found.counts.bad > 0 ? `${found.counts.bad} baris berkas tidak sesuai` : null;
    const hanya = importing.partial || found.counts.bad > 0 ? [] : found.parts;
    const menutup = { nomor: copy.number, dilewati: [], kosong: [], catatan, hanya, campur: mixed };
    // first of all: a hub that runs finishes it and tells of it, and one that starts does so after a kill
    await moveSync(dataset, now(), () => ({ status: 'menutup', value: { menutup } }), { records });
    const told = { ...(hanya ? { onlyParts: hanya } : {}), ...(catatan ? { note: catatan } : {}) };
    await copies.finish(copy, { at: now(), keptParts: [], ...told });
    const done = await copies.copy(dataset, copy.number);
    return {
      ...found.counts,
      added: done?.added ?? 0,
      changed: done?.changed ?? 0,
      removed: done?.removed ?? 0,
      number: copy.number,
    };
  } catch (error) {
    if (copy) await copies.drop(copy, 'impor berkas dibatalkan', now());
    throw error;
  }
}

/** A copy that waits for a source that cannot tell is no reason to turn a file away: it is what the file is for. */
async function giveWay(dataset: string, { copies, records, source, now }: Importing): Promise<void> {
  const running = await copies.running(dataset);
  const sync = running && (await readSync(dataset, { records }));
  const waits = sync && (sync.state === 'menunggu' || sync.value.percobaan > 0);
  if (running && waits && running.source === sync.value.sumber)
    await copies.drop(running, `menunggu ${running.source}; diganti berkas ${source}`, now());
}

interface Found {
  readonly counts: Imported;
  /** Parts of the file where a file is of some parts only; `null`: of all. */
  readonly parts: readonly string[] | null;
  readonly hadAnotherRelease: boolean;
}

async function readRows(importing: Importing, dataset: string, copy: CopyReference | undefined): Promise<Found> {
  const { copies, rows, name, partial, evenIfMuch, now, progress } = importing;
  const match = matcherOf(importing);
  const current = (await copies.dataset(dataset))?.current ?? 0;
  const before = current === 0 ? undefined : await copies.copy(dataset, current);
  const keys = new Set<string>();
  const parts = new Set<string>();
  const badRows: BadRow[] = [];
  let [read, bad, added, changed] = [0, 0, 0, 0];
  let waiting: CopyRow[] = [];
  const put = async () => {
    const said = { cursor: JSON.stringify({ baris: read }), at: now(), release: FILE_RELEASE };
    if (copy && !(await copies.put(copy, waiting, said))) throw new FileRefusal('the copy was taken back meanwhile');
    waiting = [];
    progress(read);
  };
  for await (const row of rows) {
    read += 1;
    const made = await rowOf(row, importing, match);
    const wrong =
      'wrong' in made ? made.wrong : keys.has(made.row.key) ? 'ada dua kali dalam berkas' : wrongWith(made.row);
    if (wrong !== undefined || 'wrong' in made) {
      bad += 1;
      if (badRows.length < MOST_BAD_KEPT) badRows.push({ number: row.number, reason: wrong ?? '' });
      continue;
    }
    const known = await copies.row(dataset, made.row.key);
    const carried = carry(made.row, known);
    keys.add(carried.key);
    parts.add(carried.part);
    if (!known) added += 1;
    else if (known.content !== carried.content) changed += 1;
    waiting.push(carried);
    if (waiting.length === ROWS_PER_PUT) await put();
  }
  await put();
  if (keys.size === 0)
    throw new FileRefusal(
      `none of the ${read} rows of this file fits${badRows[0] ? ` (row ${badRows[0].number}: ${badRows[0].reason})` : ''}`,
    );
  const ofParts = name.kind === 'rka' || name.kind === 'rencana-kerja' || name.kind === 'realisasi';
  const held = ofParts ? await rowsIn([...parts], dataset, copies) : (before?.rows ?? 0);
  const removed = partial || bad > 0 ? 0 : held - (keys.size - added);
  if (!evenIfMuch && bad * 100 > read)
    throw new FileRefusal(
      `${bad} of ${read} rows are bad, nothing was written (--meski-banyak takes the others); row ${badRows[0]?.number}: ${badRows[0]?.reason}`,
    );
  if (!evenIfMuch && removed > FEW && removed * 100 > GONE_IN_HUNDRED * held)
    throw new FileRefusal(
      `${removed} of ${held} rows would be gone, nothing was written: --sebagian keeps them, --meski-banyak means it`,
    );
  return {
    counts: { read, good: keys.size, added, changed, removed, bad, badRows },
    parts: ofParts ? [...parts] : null,
    hadAnotherRelease: before !== undefined && before.release !== FILE_RELEASE,
  };
}

async function rowsIn(parts: readonly string[], dataset: string, copies: CopyStore): Promise<number> {
  let rows = 0;
  for (const part of parts) for (const sum of await copies.sums({ dataset, part })) rows += sum.rows;
  return rows;
}

/** Words name columns and types, never what stands in them. */
async function rowOf({ cells }: FileRow, { read, columns }: Importing, match: ReturnType<typeof matcherOf>) {
  const verdict = await read(cells);
  if (verdict.kind === 'found') return match(verdict.value as never);
  if (verdict.kind !== 'changed') return { wrong: `the mapping of the export says "${verdict.kind}"` };
  const columnOf = (path: string) => {
    const name = path.replace(/^\([^)]*\)\./, '');
    return columns.find((names) => names.includes(name))?.find((one) => Object.hasOwn(cells, one)) ?? name;
  };
  const wrong = verdict.drift
    .map(({ path, expected, got }) => `${columnOf(path)}: wants ${expected}, has ${got}`)
    .join('; ');
  return { wrong };
}
