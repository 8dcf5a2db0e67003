import { isDeepStrictEqual } from 'node:util';

/** A body as a tree. `bigint` is a number written digit by digit: one of JavaScript would lose the last of a long one. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonRecord;
export type JsonRecord = { readonly [name: string]: Json };
/** Names of members and numbers of rows, from the root. */
export type Path = readonly (string | number)[];

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

/** Nothing anybody could use. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

export const isSame = (one: unknown, other: unknown) => isDeepStrictEqual(one, other);

/** `undefined` where there is nothing. */
export function at(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const step of path) {
    if (typeof step === 'number') found = isList(found) ? found[step] : undefined;
    else found = isRecord(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

export const keysOf = (dotted: string): readonly string[] => (dotted === '' ? [] : dotted.split('.'));

/** Integers keep every digit. */
export function parse(text: string): Json {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    const source = context?.source ?? '';
    return typeof value === 'number' && /^-?\d{16,}$/.test(source) ? BigInt(source) : value;
  }) as Json;
}

export function print(value: Json): string {
  if (isList(value)) return `[${value.map(print).join(',')}]`;
  if (isRecord(value)) {
    const members = Object.entries(value).map(([name, below]) => `${JSON.stringify(name)}:${print(below)}`);
    return `{${members.join(',')}}`;
  }
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
