import type { Job, JobContext } from '../job.ts';
import { minutes } from '../read.ts';
import type { OpenedMessage } from '../service.ts';
import { REPORTS, type Report, type ReportRecord, trackingIdOf } from './report.ts';
import { intakeOf } from './report-view.ts';
import { tidings } from './telling.ts';

const MOST_AT_ONCE = 500;

/** Says once of every report whose day passed without a first answer. */
export const lateReports: Job = {
  name: 'lateReports',
  everyMs: minutes(1),
  async run(context) {
    const due = await context.records.watched<Report>(REPORTS, context.now.getTime(), MOST_AT_ONCE);
    for (const record of due) await look(record, context);
  },
};

/** The clock is taken off last: what is said by a hub that dies here is said once more, not never. */
async function look(record: ReportRecord, context: JobContext): Promise<void> {
  const { records, now } = context;
  const at = now.getTime();
  const messages = await context.messagesAbout(`${REPORTS} ${record.id}`);
  const answeredAt = answeredThroughHub(messages);
  const calledOff = intakeOf(messages)?.state === 'cancelled';
  const late = !calledOff && (answeredAt === undefined || answeredAt > Date.parse(record.value.batasJawaban));
  const marked = await records.change<Report>(REPORTS, record.id, at, ({ value, watchAt }) =>
    late && watchAt !== null && !value.terlambat ? { value: { ...value, terlambat: true } } : undefined,
  );
  if (!marked || marked.watchAt === null) return; // answered a moment ago
  if (late && answeredAt === undefined) {
    const trackingId = trackingIdOf(await records.links(REPORTS, record.id));
    await context.tell(tidings('laporan.terlambat', marked, trackingId, context));
  }
  await records.change<Report>(REPORTS, record.id, at, () => ({ watchAt: null }));
}

/** When the upstream took an answer that no poll has seen yet. */
function answeredThroughHub(messages: readonly OpenedMessage[]): number | undefined {
  const answers = messages.filter(({ service, state }) => service === 'tindakLanjutLaporan' && state === 'delivered');
  return answers.length === 0 ? undefined : Math.min(...answers.map(({ changedAt }) => changedAt));
}
