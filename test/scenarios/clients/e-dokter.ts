import { type Asking, createAsking } from './ask.ts';
import { judgeReading, type Values } from './judging.ts';
import { type Options, readOptions } from './options.ts';
import { type Known, type Person, roundRobin } from './people.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { runSteadily } from './steady.ts';

const options = readOptions(['base', 'key', 'people']);
const recorder = createRecorder();
const asking = createAsking(options);
const nextPerson = roundRobin(options.people);

await runSteadily(options, recorder, { send: () => lookUp(nextPerson(), options, asking, recorder) });

/** What the counter does with every patient who comes in: is this somebody, and are they insured? */
async function lookUp(
  known: Known,
  { freshSeconds }: Options,
  { ask }: Asking,
  { sent, judged }: Recorder,
): Promise<void> {
  sent();
  const answer = await ask('GET', `/v1/jkn/peserta/${known.person.nik}`);
  const judgement = judgeReading(answer, {
    about: known.about,
    expected: expectedOf(known.person),
    found: (data) => ({
      ...data,
      hakKelas: codeOf(data.hakKelas),
      jenisPeserta: codeOf(data.jenisPeserta),
      fasilitas: codeOf(data.fasilitasPertama),
    }),
    freshSeconds,
    oldIsAllowed: true,
  });
  judged(judgement, answer.ms);
}

function expectedOf({ noKartu, terverifikasi: _, status: __, ...known }: Person): Values {
  return { nomorKartu: noKartu, ...known };
}

function codeOf(value: unknown): unknown {
  return (value as { readonly kode?: unknown } | undefined)?.kode;
}
