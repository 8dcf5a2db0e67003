import { isDeepStrictEqual } from 'node:util';
import { masked } from './mask.ts';

/** What stands in each of two values where they differ, masked: an example for people. */
export interface ValuePair {
  readonly from: string;
  readonly to: string;
}

/** `path` is one of `differences(one, other)`; of the rows of a list the first that differ are taken. */
export function exampleOf(one: unknown, other: unknown, path: string): ValuePair {
  const [first, second] = descend(one, other, path === '(value)' ? [] : path.split('.'));
  const from = shown(first);
  const to = shown(second);
  return { from, to: from === to ? `another ${to}` : to };
}

function descend(one: unknown, other: unknown, names: readonly string[]): readonly [unknown, unknown] {
  const [name, ...below] = names;
  if (name === undefined) return [one, other];
  const rows = /^(.*?)((?:\[\])+)$/.exec(name);
  const key = rows ? (rows[1] ?? '') : name;
  const pair = key === '' ? ([one, other] as const) : ([memberOf(one, key), memberOf(other, key)] as const);
  return descend(...intoRows(...pair, (rows?.[2] ?? '').length / 2), below);
}

function intoRows(one: unknown, other: unknown, depth: number): readonly [unknown, unknown] {
  if (depth === 0 || !Array.isArray(one) || !Array.isArray(other)) return [one, other];
  const index = one.findIndex((row, at) => !isDeepStrictEqual(row, other[at]));
  return intoRows(one[index], other[index], depth - 1);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

const LONGEST = 60;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? String(masked(value)) : JSON.stringify(masked(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
