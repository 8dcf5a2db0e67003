import type { UpstreamAnswer } from '../../../exchange/upstream.ts';
import type { Copy, CopyRow, Progress } from '../../../store/copies.ts';
import type { DatasetName } from '../datasets.ts';
import { carriedOver } from './carry.ts';
import type { Cursor } from './cursor.ts';
import { MOST_ATTEMPTS, MOST_ROW_ATTEMPTS, pauseAfter, type Trouble } from './faults.ts';
import { moveSync, type SyncRecord } from './state.ts';
import { takeOver } from './takeover.ts';
import type { AnyWalk } from './walks/all.ts';
import type { Question, Walking } from './walks/walk.ts';
import type { Went, Work } from './work.ts';

export interface Stepping extends Work {
  readonly sync: SyncRecord;
  readonly name: DatasetName;
  readonly source: string;
  readonly copy: Copy;
  readonly walk: AnyWalk;
  readonly cursor: Cursor;
}

/** A put is one commit that payments wait for. */
const ROWS_PER_PUT = 400;
const EXAMPLES = 5;

export async function takeAnswer(
  { verdict, release }: UpstreamAnswer,
  question: Question,
  walking: Walking,
  stepping: Stepping,
): Promise<Went> {
  const { walk, cursor, sync, context } = stepping;
  if (verdict.kind !== 'found') {
    const place = walk.pass(cursor.tempat, question);
    const empty = question.part === undefined ? [] : [question.part];
    const next = await withEmpty({ ...cursor, tempat: place, berturut: 0 }, empty, question.group, stepping);
    return keep(next, [], { release }, stepping);
  }
  const values = verdict.value as readonly never[];
  const taken = await walk.take(cursor.tempat, question, values, walking);
  const { bad, empty = [] } = taken;
  const sejak = oldest(values, cursor.sejak, walking);
  const next: Cursor = {
    ...{ ...cursor, tempat: taken.place, berturut: 0, salah: cursor.salah + bad.length, sejak },
    contohSalah: [...cursor.contohSalah, ...bad].slice(0, EXAMPLES),
    ...(bad.length > 0 ? staying(cursor, question) : {}),
  };
  const mixed = sync.value.campur || (await isOfAnotherRelease(sync.id, release, context.copies));
  const rows = mixed ? await carriedOver(taken.rows, sync.id, context.copies) : taken.rows;
  const progress = { release, ...(sejak === null ? {} : { asOf: sejak }) };
  return keep(await withEmpty(next, empty, undefined, stepping), rows, progress, stepping);
}

/** A row that does not fit is not gone: what was known of it stays. */
function staying({ dilewati, tanpaHapus }: Cursor, { part }: Question): Pick<Cursor, 'dilewati' | 'tanpaHapus'> {
  if (part === undefined) return { dilewati, tanpaHapus: true };
  return { dilewati: dilewati.includes(part) ? dilewati : [...dilewati, part], tanpaHapus };
}

export async function isOfAnotherRelease(
  dataset: string,
  release: string,
  copies: Stepping['context']['copies'],
): Promise<boolean> {
  const current = (await copies.dataset(dataset))?.current ?? 0;
  const copy = current === 0 ? undefined : await copies.copy(dataset, current);
  return copy !== undefined && copy.release !== release;
}

/** Rows and place in one commit; the place moves with the last of them. */
export async function keep(
  cursor: Cursor,
  rows: readonly CopyRow[],
  progress: Pick<Progress, 'release' | 'asOf'>,
  { copy, sync, context, clock, cursor: before }: Stepping,
): Promise<Went> {
  for (let from = 0; from === 0 || from < rows.length; from += ROWS_PER_PUT) {
    const isLast = from + ROWS_PER_PUT >= rows.length;
    const said = { ...progress, cursor: JSON.stringify(isLast ? cursor : before), at: clock() };
    if (!(await context.copies.put(copy, rows.slice(from, from + ROWS_PER_PUT), said))) return 'rests';
  }
  const { percobaan, lanjutPada, putaran, dicoba } = sync.value;
  if (sync.state !== 'berjalan' || percobaan > 0 || lanjutPada !== null || putaran > 0) {
    const fine = { percobaan: 0, lanjutPada: null, putaran: 0, catatan: dicoba.length > 0 ? sync.value.catatan : null };
    await moveSync(sync.id, clock(), () => ({ status: 'berjalan', value: fine }), context);
  }
  return 'on';
}

/** "None" where there were rows is not believed at once: they stay, and are gone when the next copy says so too. */
async function withEmpty(
  cursor: Cursor,
  parts: readonly string[],
  group: string | undefined,
  { sync, context }: Stepping,
): Promise<Cursor> {
  const dilewati = [...cursor.dilewati];
  const kosong = [...cursor.kosong];
  let { tanpaHapus } = cursor;
  const note = async (name: string, filter: { readonly part?: string; readonly group?: string }) => {
    if (sync.value.kosong.includes(name) || dilewati.includes(name)) return false;
    const sums = await context.copies.sums({ dataset: sync.id, ...filter });
    if (sums.every(({ rows }) => rows === 0)) return false;
    dilewati.push(name);
    kosong.push(name);
    return true;
  };
  for (const part of parts) await note(part, { part });
  if (group !== undefined && (await note(group, { group }))) tanpaHapus = true;
  return { ...cursor, dilewati, kosong, tanpaHapus };
}

const MOST_SKIPPED_IN_A_ROW = 10;

export async function onTrouble(trouble: Trouble, question: Question | undefined, stepping: Stepping): Promise<Went> {
  const { sync, source, context, clock } = stepping;
  const at = clock();
  if (context.stopping.aborted) return 'rests';
  if (trouble.kind === 'next') {
    await takeOver(sync, trouble, stepping);
    return 'on';
  }
  const move = (value: Partial<SyncRecord['value']>) => moveSync(sync.id, at, () => ({ value }), context);
  if (trouble.kind === 'wait') {
    await move({ lanjutPada: trouble.until ?? at + pauseAfter(1) });
    return 'rests';
  }
  const { what, isRow, until } = trouble;
  const isSkipped = question !== undefined && (isRow || question.otherWay === true);
  const attempts = sync.value.percobaan + 1;
  if (attempts < (isSkipped ? MOST_ROW_ATTEMPTS : MOST_ATTEMPTS)) {
    const lanjutPada = Math.max(until ?? 0, at + pauseAfter(attempts));
    await move({ percobaan: attempts, lanjutPada, catatan: `${source} ${what}; dicoba lagi` });
    return 'rests';
  }
  if (isSkipped) return skip(what, question, stepping);
  await takeOver(sync, { what, loud: true }, stepping);
  return 'on';
}

async function skip(what: string, question: Question, stepping: Stepping): Promise<Went> {
  const { walk, cursor, sync } = stepping;
  const { place, kept } = walk.skip(cursor.tempat, question);
  const berturut = kept === undefined ? cursor.berturut : cursor.berturut + 1;
  if (berturut >= MOST_SKIPPED_IN_A_ROW) {
    await takeOver(sync, { what: `${what}, ${berturut} kali berturut-turut`, loud: true }, stepping);
    return 'on';
  }
  const next: Cursor = {
    ...{ ...cursor, tempat: place, berturut },
    dilewati: kept === undefined ? cursor.dilewati : [...cursor.dilewati, kept],
    // a page or an office that is no part: what was on it cannot be told from what is gone
    tanpaHapus: cursor.tanpaHapus || (kept !== undefined && kept !== question.part),
  };
  return keep(next, [], {}, stepping);
}

/** Of payments each row has its own change; only a mirror's moment says how old everything is. */
function oldest(values: readonly unknown[], before: number | null, { name }: Walking): number | null {
  if (name.kind === 'sp2d') return null;
  let found = before;
  for (const value of values) {
    const { diperbaruiPada } = value as { readonly diperbaruiPada?: string | null };
    const at = diperbaruiPada ? Date.parse(diperbaruiPada) : Number.NaN;
    if (!Number.isNaN(at) && (found === null || at < found)) found = at;
  }
  return found;
}
