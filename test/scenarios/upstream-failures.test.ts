import { expect, test } from '@jest/globals';
import { generatePeople } from '../../connectors/sandbox-kit/people.ts';
import type { JawabanPeserta, JawabanStatus } from '../../openapi/generated/types.ts';
import { outcomeOf } from '../hub/exchange/outcome.ts';
import { until } from '../hub/until.ts';
import { type HubSurroundings, withHub } from '../hub/with-hub.ts';
import { constantLoad, type Figures, figuresOf, keadaanOf, type Timed, tableOf } from './load.ts';

// BPJS fails in one way after another while 200 people are asked for all the time. SIMPUL_SCENARIO_SECONDS sets how long
// each failure lasts; whatever it is, a failure lasts until its breaker has opened and a recovery until it has closed.

const SECONDS = Number(process.env.SIMPUL_SCENARIO_SECONDS ?? 2);
const PER_SECOND = 200;
const DEADLINE_MS = 5000; // of getPeserta
const PATIENCE_MS = 30_000; // a breaker that has not moved by then never will

const phases = [
  { name: 'connections refused', fault: { kind: 'refuse' }, problem: '503 hulu-tidak-tersedia unreachable' },
  { name: 'hangs', fault: { kind: 'hang' }, problem: '503 hulu-tidak-tersedia unanswered' },
  { name: 'HTTP 500', fault: { kind: 'status', status: 500 }, problem: '503 hulu-tidak-tersedia unavailable' },
  { name: 'HTML with 200', fault: { kind: 'html' }, problem: '503 hulu-tidak-tersedia unavailable' },
  { name: 'empty bodies', fault: { kind: 'empty' }, problem: '503 hulu-tidak-tersedia unavailable' },
  { name: 'cut JSON', fault: { kind: 'truncate' }, problem: '503 hulu-tidak-tersedia unavailable' },
  {
    name: 'required field renamed',
    fault: { kind: 'rename', from: 'noKartu', to: 'nomorKartu' },
    problem: '503 hulu-berubah',
  },
];

const people = generatePeople(300).map(({ nik }) => nik);
const known = people.slice(0, 200);
const strangers = people.slice(200);

/** Limits of a counter: BPJS hangs for longer than anybody waits, and is asked again soon. */
const config = {
  instances: {
    bpjs: { limits: { timeoutMs: 500 }, breaker: { minimumCalls: 5, windowMs: 2000, probeAfterMs: 500 } },
  },
};

async function breakerOf({ get }: HubSurroundings): Promise<string | undefined> {
  const { data } = (await get('/v1/status')).body as JawabanStatus;
  return data.layanan.flatMap(({ sumber }) => sumber).find(({ operasi }) => operasi === 'peserta-by-nik')?.pemutus;
}

/** Everybody known was answered, in time, about themselves, and with the age that the answer really has. */
function checkAnswers(answers: readonly Timed[], mayBe: readonly string[]): void {
  const wrong = answers.filter((one) => {
    const { status, body } = one.answer;
    const { data, meta } = body as JawabanPeserta;
    if (status !== 200 || data.nik !== one.nik || one.tookMs > DEADLINE_MS) return true;
    return !mayBe.includes(meta.keadaan);
  });
  expect(wrong.slice(0, 3).map((one) => ({ ...one, answer: one.answer.text }))).toEqual([]);
}

/** The age that an answer tells, against the hub's clock when it was given, less what the clock moved meanwhile. */
function oldestSegarMinutes(answers: readonly Timed[]): number {
  const ages = answers.filter((one) => keadaanOf(one) !== 'usang').map(({ answer }) => Number(answer.headers.age) / 60);
  return Math.max(0, ...ages);
}

test(
  'while BPJS fails in seven ways, everybody who was asked about before is answered, in time and with the age of the answer',
  async () => {
    let movedMs = 0;
    const now = () => new Date(Date.now() + movedMs);
    const rows: Record<string, string | number>[] = [];
    await withHub({ config, now, people: people.length }, async (hub) => {
      const { bpjs } = hub.sandboxes;
      const ask = (nik: string) => hub.get(`/v1/jkn/peserta/${nik}`);
      for (const nik of known) expect((await ask(nik)).status).toBe(200);

      /** Load until the time is over and the breaker is as it should be; when it first was is part of the figures. */
      const load = async (
        breaker: string,
      ): Promise<Figures & { readonly afterMs: number; readonly answers: readonly Timed[] }> => {
        let afterMs: number | undefined;
        const answers = await constantLoad(PER_SECOND, known, ask, async (askedForMs) => {
          movedMs += 60_000; // a snapshot is fresh for less than a second of ours, so most questions need BPJS
          if (afterMs === undefined && (await breakerOf(hub)) === breaker) afterMs = Math.round(askedForMs);
          if (askedForMs > PATIENCE_MS) throw new Error(`the breaker is not ${breaker} after ${PATIENCE_MS} ms`);
          return afterMs !== undefined && askedForMs >= SECONDS * 1000;
        });
        return { ...figuresOf(answers), afterMs: afterMs ?? Number.NaN, answers };
      };

      for (const { name, fault, problem } of phases) {
        movedMs += 16 * 60_000;
        const callsBefore = bpjs.calls().length;
        bpjs.fault(fault);
        expect(outcomeOf(await ask(strangers.pop() ?? ''))).toBe(problem);
        const { answers, afterMs, ...figures } = await load('terbuka');
        checkAnswers(answers, ['usang']);
        expect(outcomeOf(await ask(strangers.pop() ?? ''))).toMatch(/^503 hulu-/);
        const calls = bpjs.calls().length - callsBefore;
        rows.push({ phase: name, ...figures, calls, opened: `${afterMs} ms`, closed: '' });

        await bpjs.heal();
        const recovery = await load('tertutup');
        checkAnswers(recovery.answers, ['segar', 'tersimpan', 'usang']);
        expect(oldestSegarMinutes(recovery.answers)).toBeLessThan(15);
        expect(recovery.segar).toBeGreaterThan(0);
        const somebodyNew = strangers.pop() ?? '';
        await until('somebody new is answered too', async () => outcomeOf(await ask(somebodyNew)) === '200 segar');
        const { answers: _answers, afterMs: closedAfterMs, ...recovered } = recovery;
        rows.push({ phase: '  recovered', ...recovered, calls: '', opened: '', closed: `${closedAfterMs} ms` });
      }
    });
    process.stdout.write(`\n${tableOf(rows)}\n`);
  },
  180_000 + phases.length * 2 * (SECONDS * 1000 + PATIENCE_MS),
);
