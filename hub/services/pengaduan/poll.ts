import type { LaporanHulu } from '../../../openapi/generated/types.ts';
import type { UpstreamAnswer } from '../../exchange/upstream.ts';
import type { Happening } from '../../relay/announcements.ts';
import type { Job, JobContext } from '../job.ts';
import { readMark, writeMark } from '../marks.ts';
import { days, minutes, seconds } from '../read.ts';
import { adoptedReport, mergeUpstream, REPORTS, type Report, type ReportRecord, type Source } from './report.ts';
import { tidings } from './telling.ts';

const FIRST_LOOK_BACK_MS = days(30);
const OVERLAP_MS = minutes(5);
/** Change times are told in whole seconds, and whether the one asked for is included is not. */
const STEP_BACK_MS = seconds(2);
const PER_PAGE = 50;
const MOST_PAGES = 200;

/** Follows what changes upstream: nothing there tells the hub (the LAPOR notes, section 1). */
export const pollReports: Job = {
  name: 'pollReports',
  everyMs: minutes(1),
  async run(context) {
    for (const instance of context.instancesOf('lapor')) await poll(instance, context);
  },
};

/** How far the changes of an instance are known. */
interface Mark {
  readonly sejak: number;
  /** Complaints nobody knows yet and that may be our own, with the moment they were first there. */
  readonly ditahan: Readonly<Record<string, number>>;
}

/** One walk through the changes. */
interface Walk {
  readonly instance: string;
  readonly context: JobContext;
  /** The hub's time at this very moment, where the context has that of the start of the run. */
  readonly clock: () => number;
  readonly heldBefore: Mark['ditahan'];
  readonly held: Map<string, number>;
  /** The earliest change that is held. */
  heldFrom: number;
  /** The latest change that was seen. */
  reached: number;
  readonly seen: Set<string>;
}

/**
 * Walks by change time and not by page number, because a complaint that changes meanwhile leaves its page and moves all
 * others up: one of them would be between two pages. Pages are turned only within one moment, and where the upstream does
 * not keep to its order. A page shorter than it might be proves nothing; the end is the empty one.
 */
async function poll(instance: string, context: JobContext): Promise<void> {
  const started = performance.now();
  const at = context.now.getTime();
  const mark = (await readMark<Mark>(markOf(instance), context)) ?? { sejak: at - FIRST_LOOK_BACK_MS, ditahan: {} };
  const walk: Walk = {
    instance,
    context,
    clock: () => at + Math.ceil(performance.now() - started),
    heldBefore: mark.ditahan,
    held: new Map(),
    heldFrom: Number.POSITIVE_INFINITY,
    reached: mark.sejak,
    seen: new Set(),
  };
  let sejak = mark.sejak - OVERLAP_MS;
  let halaman = 1;
  let inOrder = true;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const asked = { sejak: new Date(sejak).toISOString(), halaman, perHalaman: PER_PAGE };
    const answer = await context.ask(instance, 'laporan-berubah', asked);
    const rows = answer && rowsOf(answer.verdict);
    if (!answer || !rows) return keepPlace(walk, mark, inOrder);
    if (rows.length === 0) return keepPlace(walk, mark, true);
    await takePage(rows, { sumber: instance, rilis: answer.release }, walk);
    inOrder &&= isInOrder(rows);
    const next = lastChange(rows) - STEP_BACK_MS;
    if (inOrder && next > sejak && !isOfOneMoment(rows)) [sejak, halaman] = [next, 1];
    else halaman += 1;
    if (inOrder) await keepPlace(walk, mark, true);
  }
  await keepPlace(walk, mark, inOrder);
}

/**
 * Everything up to the mark is known. Where the order cannot be relied on, that holds for a walk to the end only. What is
 * held keeps the mark before it, so that it comes by again.
 */
async function keepPlace(
  { instance, context, reached, heldFrom, held }: Walk,
  mark: Mark,
  known: boolean,
): Promise<void> {
  const sejak = known ? Math.max(mark.sejak, Math.min(reached, heldFrom)) : mark.sejak;
  const ditahan = Object.fromEntries(held);
  const same = sejak === mark.sejak && JSON.stringify(ditahan) === JSON.stringify(mark.ditahan);
  if (!same) await writeMark<Mark>(markOf(instance), { sejak, ditahan }, context);
}

async function takePage(rows: readonly LaporanHulu[], from: Omit<Source, 'diambilPada'>, walk: Walk): Promise<void> {
  const { context, seen, clock } = walk;
  const thereAt = clock();
  const source: Source = { ...from, diambilPada: new Date(thereAt).toISOString() };
  const fresh = rows.filter((row) => seen.size < seen.add(`${row.trackingId} ${row.diubahPada}`).size);
  const changed: ReportRecord[] = [];
  const happenings: Happening[] = [];
  for (const row of fresh) {
    const told = await takeOne(row, source, thereAt, walk);
    if (!told) continue;
    changed.push(told.record);
    happenings.push(...tidings(told.kind, told.record, row.trackingId, context));
  }
  if (happenings.length > 0) await context.tell(happenings);
  for (const { id, updatedAt, version } of changed)
    await context.records.change<Report>(REPORTS, id, updatedAt, (record) =>
      record.version === version ? { value: { ...record.value, belumDiumumkan: null } } : undefined,
    );
}

interface ToTell {
  readonly kind: 'laporan.masuk' | 'laporan.diperbarui';
  readonly record: ReportRecord;
}

/** `undefined`: nothing to tell anybody. What a hub left untold that died in between is told now. */
async function takeOne(row: LaporanHulu, source: Source, thereAt: number, walk: Walk): Promise<ToTell | undefined> {
  const { records, now } = walk.context;
  walk.reached = Math.max(walk.reached, changeOf(row));
  const known = await records.find<Report>(REPORTS, row.trackingId);
  const there = known ?? (await adopt(row, source, thereAt, walk));
  if (!there) return undefined;
  const record = await records.change<Report>(REPORTS, there.id, now.getTime(), (one) =>
    mergeUpstream(one, row, source),
  );
  const untold = record?.value.belumDiumumkan;
  return record && untold ? { kind: `laporan.${untold}`, record } : undefined;
}

/**
 * A complaint nobody knows may be one of ours whose answer is still under way, or was lost: two records of one complaint
 * would be worse than a late one. It waits until no message is left that might have brought it. Messages that were
 * claimed after it had been seen have not, so a busy hub does not wait for ever.
 */
async function adopt(row: LaporanHulu, source: Source, thereAt: number, walk: Walk): Promise<ReportRecord | undefined> {
  const { records, now, unsettledSince } = walk.context;
  const { trackingId } = row;
  const firstThere = walk.heldBefore[trackingId] ?? thereAt;
  const since = await unsettledSince('kirimLaporan');
  if (since !== undefined && since <= firstThere) {
    walk.held.set(trackingId, firstThere);
    walk.heldFrom = Math.min(walk.heldFrom, changeOf(row));
    return undefined;
  }
  // asked again: what was under way a moment ago may have brought it
  const ours = await records.find<Report>(REPORTS, trackingId);
  if (ours) return ours;
  const report = adoptedReport(row, source, now.getTime());
  const { collection, id } = report;
  await records.create([report], [{ collection, id, link: trackingId }]);
  return records.get<Report>(REPORTS, id);
}

/** "There is none" ends a list as well as an empty page does. `undefined`: it could not be had. */
function rowsOf(verdict: UpstreamAnswer['verdict']): readonly LaporanHulu[] | undefined {
  if (verdict.kind === 'absent') return [];
  return verdict.kind === 'found' ? (verdict.value as readonly LaporanHulu[]) : undefined;
}

export function markOf(instance: string): string {
  return `laporan-berubah ${instance}`;
}

function changeOf({ diubahPada }: LaporanHulu): number {
  return diubahPada ? Date.parse(diubahPada) : 0;
}

function lastChange(rows: readonly LaporanHulu[]): number {
  return Math.max(...rows.map(changeOf));
}

/** Says nothing about where to go on: every row may bear the time of the newest (the LAPOR notes, section 7). */
function isOfOneMoment(rows: readonly LaporanHulu[]): boolean {
  return rows.every((row) => changeOf(row) === lastChange(rows));
}

function isInOrder(rows: readonly LaporanHulu[]): boolean {
  return rows.every((row, index) => index === 0 || changeOf(row) >= changeOf(rows[index - 1] as LaporanHulu));
}
