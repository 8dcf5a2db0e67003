import type { Job, JobContext } from '../job.ts';
import { readMark, writeMark } from '../marks.ts';
import { seconds } from '../read.ts';
import { seenOf } from './reading.ts';
import { REPORTS, type Report } from './report.ts';

const MOST_AT_ONCE = 500;
const BEFORE_THEIR_FORWARD = ['menunggu-kirim', 'ditolak'] as const;

/**
 * Writes into records what became of their forward, so that lists find them by it. A report that is read is shown right
 * in any case; during an outage, when many wait, a walk through all of them takes several runs.
 */
export const settleReports: Job = {
  name: 'settleReports',
  everyMs: seconds(20),
  async run(context) {
    for (const state of BEFORE_THEIR_FORWARD) await walkOn(state, context);
  },
};

async function walkOn(state: string, context: JobContext): Promise<void> {
  const mark = `settle ${state}`;
  const { before } = (await readMark<{ before?: number }>(mark, context)) ?? {};
  const filter = { collection: REPORTS, state, limit: MOST_AT_ONCE, ...(before === undefined ? {} : { before }) };
  const page = await context.records.list<Report>(filter);
  for (const record of page) await seenOf(record, context);
  const last = page.length === MOST_AT_ONCE ? page.at(-1) : undefined;
  if (last?.sequence !== before) await writeMark(mark, last ? { before: last.sequence } : {}, context);
}
