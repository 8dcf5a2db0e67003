import { createAsking } from './ask.ts';
import { followFeed, MESSAGES } from './feed.ts';
import { createHandingOver, type HandOver, messageOf } from './handing-over.ts';
import { judgeReading } from './judging.ts';
import { readOptions } from './options.ts';
import { createRecorder } from './recorder.ts';
import { runSteadily } from './steady.ts';

const READ_BACK_EVERY = 10;

interface Report {
  readonly judul: string;
  readonly isi: string;
  readonly anonim: true;
}

interface Accepted extends Report {
  readonly id: string;
  readonly reference: string;
}

const options = readOptions(['base', 'key']);
const recorder = createRecorder();
const asking = createAsking(options);
const handingOver = createHandingOver(asking, recorder);
const feed = followFeed(asking, recorder, MESSAGES);
const acceptedReports: Accepted[] = [];
let turns = 0;
let written = 0;
let readBack = 0;

await runSteadily(options, recorder, {
  send() {
    turns += 1;
    const accepted = turns % READ_BACK_EVERY === 0 ? acceptedReports[readBack++ % acceptedReports.length] : undefined;
    return accepted ? readOwn(accepted) : handingOver.offer(handingOver.due() ?? newReport());
  },
  sendOwed: handingOver.offerDue,
  finish: feed.stop,
});

/** Its reference stands in its text, so that it can be found wherever it arrives. */
function newReport(): HandOver {
  written += 1;
  const reference = `laporan-${options.run}-${String(written).padStart(6, '0')}`;
  const body: Report = {
    judul: `Lampu jalan padam, ${reference}`,
    isi: `Lampu jalan di depan pasar padam sejak kemarin malam (${reference}).`,
    anonim: true,
  };
  return messageOf({
    ...{ reference, body, path: '/v1/laporan', layanan: 'kirimLaporan', perihal: null },
    onAccepted: (id) => acceptedReports.push({ ...body, id, reference }),
  });
}

/** The citizen looks at what became of the report. */
async function readOwn({ id, reference, judul, isi }: Accepted): Promise<void> {
  recorder.sent();
  const answer = await asking.ask('GET', `/v1/laporan/${id}`);
  const judgement = judgeReading(answer, {
    about: reference,
    expected: { id, judul, isi },
    found: (data) => data,
    freshSeconds: options.freshSeconds,
    oldIsAllowed: true,
  });
  recorder.judged(judgement, answer.ms);
}
