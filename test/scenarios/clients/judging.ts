import type { Answer } from './ask.ts';
import type { Judgement } from './tally.ts';

const BENAR: Judgement = { kind: 'benar' };
const USANG: Judgement = { kind: 'usang' };

/** A second or two for clocks that are read in two places. */
const SLACK_MS = 2000;

export type Values = Readonly<Record<string, string | boolean>>;

export interface Reading {
  /** Which request it was; never the number that was asked for. */
  readonly about: string;
  readonly expected: Values;
  /** The values of the same names, out of `data`. */
  readonly found: (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  readonly freshSeconds: number;
  /** Some records are never given from memory once they are old. */
  readonly oldIsAllowed: boolean;
}

/** Judges an answer about a thing that exists and whose values are known. */
export function judgeReading(answer: Answer, reading: Reading): Judgement {
  const problem = problemOf(answer);
  if (problem === ABSENT) return salah(reading.about, 'a record that exists', 'not found');
  if (problem !== undefined) return { kind: 'gagal', problem };
  if (answer.kind === 'unanswered' || !isObject(answer.body))
    return salah(reading.about, 'an object', 'something else');
  const { data, meta } = answer.body;
  if (!isObject(data)) return salah(reading.about, 'data', 'something else');
  return judgeValues(reading, reading.found(data)) ?? judgeAge(reading, meta, answer.sentAt);
}

/** The members that differ, as a judgement; undefined when none does. */
export function judgeValues(
  { about, expected }: Pick<Reading, 'about' | 'expected'>,
  found: Readonly<Record<string, unknown>>,
): Judgement | undefined {
  const wrong = Object.keys(expected).filter((name) => expected[name] !== found[name]);
  if (wrong.length === 0) return undefined;
  const told = (values: Readonly<Record<string, unknown>>) =>
    wrong.map((name) => `${name} ${JSON.stringify(values[name])}`).join(', ');
  return salah(about, told(expected), told(found));
}

function judgeAge(reading: Reading, meta: unknown, sentAt: number): Judgement {
  const { keadaan, diambilPada } = isObject(meta) ? meta : {};
  const takenAt = Date.parse(String(diambilPada));
  if (Number.isNaN(takenAt)) return salah(reading.about, 'meta.diambilPada', String(diambilPada));
  switch (keadaan) {
    case 'usang':
      return reading.oldIsAllowed ? USANG : salah(reading.about, 'never an old answer', keadaan);
    case 'segar':
      return judgeUnmarked(reading.about, keadaan, sentAt - takenAt);
    case 'tersimpan':
      return judgeUnmarked(reading.about, keadaan, sentAt - takenAt - reading.freshSeconds * 1000);
    default:
      return salah(reading.about, 'segar, tersimpan or usang', String(keadaan));
  }
}

function judgeUnmarked(about: string, keadaan: string, tooOldByMs: number): Judgement {
  if (tooOldByMs <= SLACK_MS) return BENAR;
  return salah(about, 'an old answer that is marked', `${keadaan}, too old by ${Math.round(tooOldByMs / 1000)} s`);
}

export const ABSENT = 'pemanggil:tidak-ditemukan';

/**
 * A name to count by for everything but success: `hulu:hulu-tidak-tersedia`, `http-502`, `sambungan:ECONNREFUSED`.
 * A 404 counts as "there is no such record" only where its type says so.
 */
export function problemOf(answer: Answer): string | undefined {
  if (answer.kind === 'unanswered') return answer.problem;
  if (answer.status >= 200 && answer.status < 300) return undefined;
  const type = isObject(answer.body) ? /^urn:simpul:masalah:([a-z]+:[a-z0-9-]+)$/.exec(String(answer.body.type)) : null;
  return type?.[1] ?? `http-${answer.status}`;
}

/** Long numbers are shown by their end only, here and wherever this is printed. */
export function salah(about: string, expected: string, got: string): Judgement {
  const hidden = (text: string) => text.replace(/\d{8,}/g, (digits) => `…${digits.slice(-4)}`);
  return { kind: 'salah', wrong: { about, expected: hidden(expected), got: hidden(got) } };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
