import type { Drift } from '../../connectors/connector.ts';
import { kindOf } from './paths.ts';

/** `true`: everything from here down is known. */
type Known = Map<string, Known> | true;

/** Compiles the paths a mapping takes or ignores to a look-out for fields that nobody named. */
export function compileAdditive(paths: Iterable<string>): (payload: unknown, found: Drift[]) => void {
  const root: Map<string, Known> = new Map();
  for (const path of paths) {
    if (path === '') return () => {};
    remember(root, path.split('.'));
  }
  return (payload, found) => look(payload, root, '', found);
}

function remember(known: Map<string, Known>, [key = '', ...rest]: readonly string[]): void {
  const there = known.get(key);
  if (there === true) return;
  if (rest.length === 0) {
    known.set(key, true);
    return;
  }
  const below: Map<string, Known> = there ?? new Map();
  known.set(key, below);
  remember(below, rest);
}

const MOST = 20;
const ROWS = 100; // a new field stands in every row; the first hundred show it

function look(value: unknown, known: Map<string, Known>, at: string, found: Drift[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const row of value.slice(0, ROWS)) look(row, known, `${at}[]`, found);
    return;
  }
  const record = value as Record<string, unknown>;
  for (const key in record) {
    const below = known.get(key);
    if (below === true) continue;
    const path = at === '' ? key : `${at}.${key}`;
    if (below) look(record[key], below, path, found);
    else if (found.length < MOST && !found.some((drift) => drift.path === path))
      found.push({ kind: 'additive', path, expected: 'nothing', got: kindOf(record[key]) });
  }
}
