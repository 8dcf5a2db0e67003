import type { FieldRule } from '../../../../openapi/generated/mapping.ts';
import { isBlank, type Json } from './json.ts';
import { codesOf, type Written } from './written.ts';

/** What becomes of a target. */
export type Fate =
  | { readonly kind: 'kept' } //   says what it said
  | { readonly kind: 'lost' } //   nothing is said any more
  | { readonly kind: 'is'; readonly value: unknown; readonly isUnlisted?: true }
  | { readonly kind: 'misfit' }; // and that is told

/** What each transform takes, after the table in hub/mapping/README.md. */
const TAKES: Readonly<Record<string, string>> = {
  ...{ text: 'string number', upper: 'string number', verbatim: 'string' },
  ...{ digits: 'string number', 'bare-digits': 'string number', number: 'string number', integer: 'string number' },
  ...{ boolean: 'string number boolean', date: 'string', 'date-time': 'string', 'named-month': 'string' },
  ...{ rupiah: 'string number', 'rounded-rupiah': 'string number', day: 'string' },
  ...{ time: 'string', 'epoch-ms': 'string number', zoned: 'string', comparison: 'string' },
};

/** A single value that was `before` and is `after`; `optional` where it may be missing. */
export function fateOfLeaf(rule: FieldRule, before: Json | undefined, after: Json | undefined, ground: Ground): Fate {
  const { as = 'text' } = rule;
  if (saysNothing(rule, after)) return ground.optional ? { kind: 'lost' } : { kind: 'misfit' };
  if (typeof after === 'object') return { kind: 'misfit' };
  if (!takes(as, after)) return { kind: 'misfit' };
  if (String(after) === String(before)) return { kind: 'kept' };
  const codes = codesOf(rule, ground.written);
  if (codes) return fateOfCode(rule, codes, String(after));
  if (as === 'boolean') return meaning(after) === meaning(before) ? { kind: 'kept' } : { kind: 'misfit' };
  if (typeof after === 'string' && (as === 'text' || as === 'verbatim')) return { kind: 'is', value: after.trim() };
  // a number that lost the zeros it began with: put back, or not taken
  const { length = 0, pad = false } = rule;
  return pad && String(after).padStart(length, '0') === String(before).padStart(length, '0')
    ? { kind: 'kept' }
    : { kind: 'misfit' };
}

interface Ground {
  readonly optional: boolean;
  readonly written: Written;
}

function takes(as: string, value: Json | undefined): boolean {
  const type = typeof value === 'bigint' ? 'number' : typeof value;
  return TAKES[as]?.split(' ').includes(type) ?? false;
}

export function saysNothing({ nothing = [] }: FieldRule, value: Json | undefined): boolean {
  if (isBlank(value)) return true;
  return typeof value !== 'object' && nothing.map(folded).includes(folded(String(value)));
}

const folded = (text: string) => text.trim().toUpperCase();
const meaning = (value: unknown) => ['1', 'true'].includes(String(value).toLowerCase());

function fateOfCode({ as, match, otherwise, open }: FieldRule, codes: object, code: string): Fate {
  const word = folded(code);
  const listed = Object.entries(codes).find(([listed]) =>
    match === 'prefix' ? word.startsWith(folded(listed)) : word === folded(listed),
  );
  if (listed && as !== 'comparison') return { kind: 'is', value: listed[1] };
  if (otherwise === undefined) return { kind: 'misfit' };
  return { kind: 'is', value: otherwise, ...(open ? {} : { isUnlisted: true }) };
}

/** Whether what stands beside a field lets it be taken: `only` of its rule. */
export function isLet({ only = {} }: FieldRule, take: (path: string) => Json | undefined): boolean {
  return Object.entries(only).every(([path, words]) => {
    const beside = take(path);
    if (beside === undefined || (typeof beside === 'object' && beside !== null)) return false;
    return words.map(folded).includes(folded(beside === null ? '' : String(beside)));
  });
}
