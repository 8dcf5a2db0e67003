import type { Happening } from '../../relay/announcements.ts';
import type { JobContext } from '../job.ts';
import { REPORTS, type ReportRecord } from './report.ts';

/** For the application a report came from, and for every one that may read reports. Ids, states and dates only. */
export function tidings(
  kind: string,
  { id, owner, state, value, createdAt }: ReportRecord,
  trackingId: string | null,
  { applicationsWith, now }: Pick<JobContext, 'applicationsWith' | 'now'>,
): readonly Happening[] {
  const data = {
    laporan: id,
    trackingId,
    status: state,
    ditutupOleh: value.hulu?.laporan.ditutupOleh ?? null,
    terlambat: value.terlambat,
    dibuatPada: new Date(createdAt).toISOString(),
    batasJawaban: value.batasJawaban,
  };
  const applications = new Set([...(owner === '' ? [] : [owner]), ...applicationsWith('laporan:baca')]);
  return [...applications].map((application) => ({
    kind,
    application,
    about: `${REPORTS} ${id}`,
    at: now.getTime(),
    data,
  }));
}
