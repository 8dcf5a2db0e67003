import type { Codes, FieldRule } from '../../openapi/generated/mapping.ts';
import { foldText } from './paths.ts';
import { Misfit, type Scalar } from './transforms.ts';

type CodeValue = Codes[string];

/** A code nobody listed, and what the mapping lets it become: harmless, and told. */
export class Unlisted extends Misfit {
  readonly becomes: unknown;
  readonly code: string;
  constructor(becomes: unknown, code: string) {
    super('one of the listed codes');
    this.becomes = becomes;
    this.code = code;
  }
}

/** Named code lists of a release, by name. */
export type CodeLists = Readonly<Record<string, Codes>>;

/** The code list of a rule, written in place or named. Throws a RangeError for a name nobody defined. */
export function codesOf(rule: FieldRule, lists: CodeLists): Codes | undefined {
  if (typeof rule.codes !== 'string') return rule.codes;
  const named = lists[rule.codes];
  if (!named)
    throw new RangeError(`unknown code list "${rule.codes}"; known: ${Object.keys(lists).join(', ') || 'none'}`);
  return named;
}

/**
 * Translates by folded text, so that "Belum Kawin " is BELUM KAWIN. A code that is not listed is a misfit, or what
 * `otherwise` says; that too is told, except where the list is open.
 */
export function compileCodes(codes: Codes, rule: FieldRule): (value: unknown) => CodeValue | Misfit {
  const table = new Map(Object.entries(codes).map(([code, becomes]) => [foldText(code), becomes]));
  const listed = [...Object.keys(codes)].join(', ');
  const find = finderOf(table, rule.match);
  const { otherwise, open } = rule;
  const unknown = otherwise === undefined ? new Misfit(`one of ${listed}`) : (otherwise as CodeValue);
  const whenUnknown =
    otherwise === undefined || open ? () => unknown : (value: unknown) => new Unlisted(otherwise, String(value).trim());
  return (value) => {
    const found = find(foldText(String(value)));
    return found === undefined ? whenUnknown(value) : found; // a listed code may become null
  };
}

type Find = (folded: string) => CodeValue | undefined;

/** The longest code first: "Ditanggapi oleh Pelapor" before "Ditanggapi". */
function finderOf(table: ReadonlyMap<string, CodeValue>, match: FieldRule['match']): Find {
  if (match === undefined) return (folded) => table.get(folded);
  const longestFirst = [...table].toSorted(([one], [other]) => other.length - one.length);
  const occurs = match === 'prefix' ? (text: string, code: string) => text.startsWith(code) : hasWord;
  return (folded) => longestFirst.find(([code]) => occurs(folded, code))?.[1];
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + word.length] ?? ' ';
    if (!LETTER_OR_DIGIT.test(before) && !LETTER_OR_DIGIT.test(after)) return true;
  }
  return false;
}

const COMPARISON = /^(.*?)\s*(?:\(\s*(\d{1,3})(?:[.,]\d+)?\s*%?\s*\))?$/s;

/**
 * A comparison's result: a word and sometimes a score in brackets, `Sesuai (100)` -> `{ hasil, skor }`.
 * The whole word is looked up, never a part of it: "Tidak Sesuai" contains "Sesuai".
 */
export function compileComparison(codes: Codes, rule: FieldRule): (value: Scalar) => unknown {
  const lookUp = compileCodes(codes, rule);
  return (value) => {
    const [, word = '', score] = COMPARISON.exec(String(value).trim()) ?? [];
    const hasil = lookUp(word);
    if (hasil instanceof Unlisted) return new Unlisted(withScore(hasil.becomes, score), hasil.code);
    return hasil instanceof Misfit ? hasil : withScore(hasil, score);
  };
}

function withScore(hasil: unknown, score: string | undefined): object {
  return score === undefined ? { hasil } : { hasil, skor: Number(score) };
}
