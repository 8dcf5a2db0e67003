import type { CallbackAnswer, CallbackResponse, Dialect, DialectWord } from '../callback.ts';
import { writeExactJson } from '../exact-json.ts';
import type { Asked } from './question.ts';

/** Where an answer is said: the dialect and the operation that were asked, and what was asked. */
export interface Place {
  readonly dialect: Dialect;
  /** `''` where nobody knows which. */
  readonly operation: string;
  readonly asked: Asked;
}

/** What the hub decided, in the words of the dialect. */
export function sayAnswer(place: Place, answer: CallbackAnswer): CallbackResponse {
  switch (answer.kind) {
    case 'done':
      return sayDone(place, answer.value);
    case 'refused':
      return sayRefused(place, wordsOf(answer.code), answer.reason);
    case 'unavailable':
      return sayRefused(place, ['unavailable'], answer.reason);
    default:
      return answer satisfies never;
  }
}

/** A refusal that the dialect has no word for is no success and no promise: to the bank the city did not answer. */
function wordsOf(code: string | undefined): readonly string[] {
  return code === 'format' ? ['misasked'] : [...(code === undefined ? [] : [code]), 'refused', 'unavailable'];
}

export function sayDone(place: Place, value: Asked): CallbackResponse {
  const lines = linesOf(value);
  const { tahunPajak } = place.asked;
  const baris = lines.find((line) => line.tahunPajak === tahunPajak) ?? lines[0];
  const word = wordOf(place, lines.length > 1 ? ['beberapa-tagihan', 'found'] : ['found']);
  return written(place, word, { ...value, tagihan: lines, ...(baris ? { baris } : {}) });
}

/** The first of `whats` that the dialect has a word for; its own sentence, else ours. */
export function sayRefused(place: Place, whats: readonly string[], sentence?: string): CallbackResponse {
  const word = wordOf(place, whats);
  return written(place, { ...(sentence === undefined ? {} : { says: sentence }), ...word });
}

export interface Complaints {
  readonly wrong: readonly string[];
  readonly lacking: readonly string[];
}

/** Of a call that lacks something: where, behind the dialect's own sentence (dialect A lists the fields, section 5.1). */
export function sayMisasked(place: Place, { wrong, lacking }: Complaints): CallbackResponse {
  const whats = [...lacking.map((at) => `lacks ${at}`), ...wrong.map((at) => `wrong ${at}`), 'misasked'];
  const word = wordOf(place, whats);
  const fields = [...lacking, ...wrong].join(', ');
  return written(place, { ...word, says: word.says === undefined ? fields : `${word.says}: ${fields}` });
}

function wordOf({ dialect, operation }: Place, whats: readonly string[]): DialectWord {
  for (const what of whats) {
    const word = dialect.word(operation, what);
    if (word) return word;
  }
  return { http: 500 };
}

function written({ dialect, operation, asked }: Place, word: DialectWord, value?: Asked): CallbackResponse {
  const said = { word, failed: value === undefined, ...(value ? { value } : {}) };
  return {
    status: word.http ?? 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: writeExactJson(dialect.write(operation, said, asked)),
  };
}

/** The newest year first (dialect C, section 5.3; the others say nothing of an order). */
function linesOf({ tagihan }: Asked): readonly Asked[] {
  const lines = (Array.isArray(tagihan) ? tagihan : []) as readonly Asked[];
  return lines.toSorted((one, other) => String(other.tahunPajak ?? '').localeCompare(String(one.tahunPajak ?? '')));
}
