import type { LaporanHulu } from '../../../../openapi/generated/types.ts';
import type { RecordLink } from '../../../store/records.ts';
import type { Keep, Kept, SealedRecords } from '../../../store/sealed-records.ts';
import { readMark } from '../../marks.ts';
import { markOf } from '../poll.ts';
import { adoptedId, adoptedReport, mergeUpstream, REPORTS, type Report, type Source } from '../report.ts';
import type { Complaint, Progress } from './complaints.ts';
import { laidOver } from './overlay.ts';

/** The name of the release, by which a word of an export is told from one that LAPOR itself was heard saying. */
export const EXPORT_RELEASE = 'ekspor-excel';

/** What an import would do, and what it was reckoned from. */
export interface Plan {
  readonly records: readonly Keep<Report>[];
  readonly links: readonly RecordLink[];
  /** The version every record in the plan had; 0: there was none. */
  readonly versions: ReadonlyMap<string, number>;
  readonly counts: Counts;
}
export interface Counts {
  readonly baru: number;
  readonly berubah: number;
  readonly tetap: number;
  /** The hub heard LAPOR say something else after the export was made. */
  readonly lebihBaru: number;
  /** May be one of the hub's own whose answer is still out. */
  readonly ditahan: number;
}

export interface Planning {
  readonly records: SealedRecords;
  readonly source: Source;
  readonly now: number;
  /** As of `ownMayBeginAt`, found out before this. */
  readonly ownFrom: number | undefined;
  /** Without the column of the type nobody knows what is secret. */
  readonly typeUnknown: boolean;
  readonly progress: Progress;
}

type Decision =
  | { readonly kind: 'baru' | 'berubah'; readonly record: Keep<Report>; readonly version: number }
  | { readonly kind: 'tetap' | 'lebihBaru' | 'ditahan' };

const AT_ONCE = 500;

/** Holds every complaint against what the hub has. Writes nothing. */
export async function planImport(complaints: readonly Complaint[], planning: Planning): Promise<Plan> {
  const polledUntil = await polledUpTo(planning);
  const counts = { baru: 0, berubah: 0, tetap: 0, lebihBaru: 0, ditahan: 0 };
  const records: Keep<Report>[] = [];
  const links: RecordLink[] = [];
  const versions = new Map<string, number>();
  for (let start = 0; start < complaints.length; start += AT_ONCE) {
    const some = complaints.slice(start, start + AT_ONCE);
    const decisions = await Promise.all(some.map(({ laporan }) => decide(laporan, planning, polledUntil)));
    for (const [index, decision] of decisions.entries()) {
      counts[decision.kind] += 1;
      if (!('record' in decision)) continue;
      const { record, version, kind } = decision;
      records.push(record);
      versions.set(record.id, version);
      const trackingId = some[index]?.laporan.trackingId ?? '';
      if (kind === 'baru') links.push({ collection: REPORTS, id: record.id, link: trackingId });
    }
    planning.progress(start + some.length, complaints.length);
  }
  return { records, links, versions, counts };
}

async function decide(laporan: LaporanHulu, planning: Planning, polledUntil: number): Promise<Decision> {
  const { records, now, ownFrom } = planning;
  const { trackingId } = laporan;
  const known =
    (await records.find<Report>(REPORTS, trackingId)) ?? (await records.get<Report>(REPORTS, adoptedId(trackingId)));
  if (known) return changeOf(known, laporan, planning, polledUntil);
  const reportedAt = laporan.waktuLapor ? Date.parse(laporan.waktuLapor) : now;
  if (ownFrom !== undefined && reportedAt >= ownFrom) return { kind: 'ditahan' };
  return { kind: 'baru', record: newlyFound(laporan, planning), version: 0 };
}

/**
 * What is older than the hub is told to nobody as news. A limit that passed before the hub knew of the complaint is
 * nobody's lateness: the export does not say whether there was an answer.
 */
function newlyFound(laporan: LaporanHulu, { source, now, typeUnknown }: Planning): Keep<Report> {
  const secret = laporan.rahasia || typeUnknown;
  const record = adoptedReport({ ...laporan, rahasia: secret }, source, now);
  const watchAt = record.watchAt !== null && record.watchAt > now ? record.watchAt : null;
  return { ...record, watchAt, value: { ...record.value, belumDiumumkan: null } };
}

function changeOf(known: Kept<Report>, laporan: LaporanHulu, { source, now }: Planning, polledUntil: number): Decision {
  const { hulu } = known.value;
  const changed = mergeUpstream(known, laidOver(hulu?.laporan, laporan, hulu?.rilis !== EXPORT_RELEASE), source);
  if (!changed) return { kind: 'tetap' };
  if (hulu && isHeardLater(hulu, source, polledUntil)) return { kind: 'lebihBaru' };
  const { sequence: _sequence, version, ...record } = known;
  return { kind: 'berubah', version, record: { ...record, ...changed, updatedAt: now } };
}

/**
 * Against LAPOR's own word the export must be newer for certain; of two exports of one day the one that is imported
 * later is meant.
 */
function isHeardLater(known: Source, source: Source, polledUntil: number): boolean {
  const exportAt = Date.parse(source.diambilPada);
  const knownAt = Date.parse(known.diambilPada);
  return known.rilis === EXPORT_RELEASE ? exportAt < knownAt : exportAt <= Math.max(knownAt, polledUntil);
}

/** Up to here the poll has seen every change, so that what it left alone had not changed by then (`poll.ts`). */
async function polledUpTo({ records, source, now }: Planning): Promise<number> {
  const mark = await readMark<{ sejak: number }>(markOf(source.sumber), { records, now: new Date(now) });
  return mark?.sejak ?? 0;
}
