import type { MessageStore } from '../../../store/forwarding.ts';
import type { SealedRecords } from '../../../store/sealed-records.ts';
import { days } from '../../read.ts';
import { idIn } from '../intake.ts';
import { REPORTS, type Report } from '../report.ts';

/** Clocks of two systems, and a report whose day was given by its citizen. */
const SLACK_MS = days(1);
const A_PAGE = 500;

/**
 * From when on a complaint nobody knows may be one of the hub's own, whose answer is still out or was lost: of two
 * records one would be too many. What was reported before the oldest of those was is certainly none of them.
 * `undefined`: every forward is known to have arrived or not.
 */
export async function ownMayBeginAt(
  messages: Pick<MessageStore, 'list'>,
  records: Pick<SealedRecords, 'get'>,
): Promise<number | undefined> {
  let earliest: number | undefined;
  for (const state of ['sending', 'unsure', 'waiting'] as const) {
    for (let before: number | undefined; ; ) {
      const filter = { service: 'kirimLaporan', state, limit: A_PAGE, ...(before === undefined ? {} : { before }) };
      const page = await messages.list(filter);
      for (const message of page) {
        if (state === 'waiting' && !message.unsure) continue; // never sent, or known not to have arrived
        const report = await records.get<Report>(REPORTS, idIn(message.about));
        const reportedAt = Math.min(message.acceptedAt, report?.createdAt ?? message.acceptedAt);
        earliest = Math.min(earliest ?? reportedAt, reportedAt);
      }
      if (page.length < A_PAGE) break;
      before = page.at(-1)?.sequence;
    }
  }
  return earliest === undefined ? undefined : earliest - SLACK_MS;
}
