import type { Answer } from '../hub/answer-check.ts';

export interface Timed {
  readonly nik: string;
  readonly answer: Answer;
  readonly tookMs: number;
}

/** Asks at a constant rate, whether or not earlier answers are there, until `enough`; resolves when all have answered. */
export async function constantLoad(
  perSecond: number,
  niks: readonly string[],
  ask: (nik: string) => Promise<Answer>,
  enough: (askedForMs: number) => Promise<boolean>,
): Promise<readonly Timed[]> {
  const answers: Promise<Timed>[] = [];
  const started = performance.now();
  let done = false;
  let failure: unknown;
  const watch = async () => {
    while (!(await enough(performance.now() - started))) await pause(50);
    done = true;
  };
  const watching = watch();
  watching.catch(() => {
    done = true;
  });
  while (!done && failure === undefined) {
    const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
    while (answers.length < due) {
      const answer = timed(niks[answers.length % niks.length] ?? '', ask);
      answer.catch((error: unknown) => {
        failure ??= error;
      });
      answers.push(answer);
    }
    await pause(5);
  }
  await watching;
  return Promise.all(answers);
}

async function timed(nik: string, ask: (nik: string) => Promise<Answer>): Promise<Timed> {
  const started = performance.now();
  const answer = await ask(nik);
  return { nik, answer, tookMs: performance.now() - started };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export interface Figures {
  readonly requests: number;
  readonly segar: number;
  readonly tersimpan: number;
  readonly usang: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export function figuresOf(answers: readonly Timed[]): Figures {
  const times = answers.map(({ tookMs }) => tookMs).toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const count = (keadaan: string) => answers.filter((one) => keadaanOf(one) === keadaan).length;
  return {
    requests: answers.length,
    segar: count('segar'),
    tersimpan: count('tersimpan'),
    usang: count('usang'),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
  };
}

export function keadaanOf({ answer }: Timed): string | undefined {
  return (answer.body as { meta?: { keadaan?: string } }).meta?.keadaan;
}

/** Rows under headings, every column as wide as it needs to be. */
export function tableOf(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')).join('\n');
}
