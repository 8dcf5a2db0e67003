import { createAsking } from './ask.ts';
import { judgeReading } from './judging.ts';
import { readOptions } from './options.ts';
import { type Known, roundRobin } from './people.ts';
import { createRecorder } from './recorder.ts';
import { runSteadily } from './steady.ts';

/** A verdict may be kept for a day; a record may not be kept at all. */
const A_DAY_SECONDS = 86_400;
const RECORD_EVERY = 10;
const RECORD = 'rekam:';

const options = readOptions(['base', 'key', 'people']);
const recorder = createRecorder();
const { ask } = createAsking(options);
const nextPerson = roundRobin(options.people);
let sent = 0;

await runSteadily(options, recorder, {
  send() {
    recorder.sent();
    sent += 1;
    return sent % RECORD_EVERY === 0 ? readRecord(nextPerson()) : verify(nextPerson());
  },
});

/** Is this the person the form says? */
async function verify({ person, about }: Known): Promise<void> {
  const { nik, nama, tanggalLahir, terverifikasi = true, status = 'hidup' } = person;
  const answer = await ask('POST', '/v1/penduduk/verifikasi', { nik, nama, tanggalLahir });
  const judgement = judgeReading(answer, {
    about,
    expected: { terverifikasi, status },
    found: (data) => data,
    freshSeconds: A_DAY_SECONDS,
    oldIsAllowed: true,
  });
  recorder.judged(judgement, answer.ms);
}

/** Fills a form from the register; only the fields that the form has. */
async function readRecord({ person, about }: Known): Promise<void> {
  const { nik, nama, tanggalLahir, status = 'hidup' } = person;
  const answer = await ask('GET', `/v1/penduduk/${nik}?bidang=nama,tanggalLahir`);
  const judgement = judgeReading(answer, {
    about,
    expected: { nik, nama, ...(tanggalLahir ? { tanggalLahir } : {}), status },
    found: (data) => data,
    freshSeconds: 0,
    oldIsAllowed: false,
  });
  // told apart: nobody may keep a record, so that some fail where verifications go on
  const { kind } = judgement;
  recorder.judged(kind === 'gagal' ? { kind, problem: `${RECORD} ${judgement.problem}` } : judgement, answer.ms);
}
