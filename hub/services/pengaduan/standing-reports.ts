import type { SealedRecords } from '../../store/sealed-records.ts';
import type { OpenedMessage } from '../service.ts';
import { digestOf, type ReportDigest } from './digest.ts';
import { REPORTS, type Report } from './report.ts';
import { intakeOf } from './report-view.ts';

export interface StandingReportsParts {
  readonly records: Pick<SealedRecords, 'list'>;
  readonly messagesAbout: (about: string) => Promise<readonly OpenedMessage[]>;
}
export interface StandingReports {
  /** All there are, as they are now. */
  all(): Promise<readonly ReportDigest[]>;
  /** Past the day of their first answer at `now`, and somebody still waits for it; the most overdue first. */
  overdue(now: number): Promise<readonly ReportDigest[]>;
}

const A_PAGE = 500;
/** A change is found by when it was made, and another process may commit it a little later. */
const OVERLAP_MS = 60_000;

/**
 * Every report in a few words, to be counted. What is counted is sealed in the records, so each is opened once; from then
 * on only those that changed since. Whoever calls while it is read waits for the same reading.
 */
export function createStandingReports({ records, messagesAbout }: StandingReportsParts): StandingReports {
  const known = new Map<string, ReportDigest>();
  const calledOff = new Set<string>();
  let seenUpTo: number | undefined;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const since = seenUpTo === undefined ? {} : { since: seenUpTo - OVERLAP_MS };
    let newest = seenUpTo ?? 0;
    let before: number | undefined;
    do {
      const from = before === undefined ? {} : { before };
      const page = await records.list<Report>({ collection: REPORTS, limit: A_PAGE, ...since, ...from });
      for (const record of page) {
        newest = Math.max(newest, record.updatedAt);
        if (known.get(record.id)?.version !== record.version) known.set(record.id, digestOf(record));
      }
      before = page.length === A_PAGE ? page.at(-1)?.sequence : undefined;
    } while (before !== undefined);
    seenUpTo = newest;
  }

  async function all(): Promise<readonly ReportDigest[]> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
    return [...known.values()];
  }

  /** One that the upstream turned down waits to be corrected; one that was called off waits for nothing, for ever. */
  async function isCalledOff({ id, status }: ReportDigest): Promise<boolean> {
    if (status !== 'ditolak') return false;
    if (calledOff.has(id)) return true;
    if (intakeOf(await messagesAbout(`${REPORTS} ${id}`))?.state !== 'cancelled') return false;
    calledOff.add(id);
    return true;
  }

  return {
    all,
    async overdue(now) {
      const late = (await all()).filter(({ ended, answered, dueAt }) => !ended && !answered && dueAt < now);
      const gone = await Promise.all(late.map(isCalledOff));
      return late.filter((_, place) => !gone[place]).sort((one, other) => one.dueAt - other.dueAt);
    },
  };
}
