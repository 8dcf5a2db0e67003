import type { Drift } from '../../connectors/connector.ts';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import type { Unlisted } from './codes.ts';

const MOST = 20;
const LONGEST_CODE = 20;

/** Notes what is new and harmless, once for each path: what stands in every row is one change. */
export function noteAdditive(found: Drift[], path: string, expected: string, got: string): void {
  if (found.length < MOST && !found.some((drift) => drift.path === path))
    found.push({ kind: 'additive', path, expected, got });
}

/** A code is shown where it can be one: a long text, or one with somebody's number in it, is kept to itself. */
export function noteUnlisted(found: Drift[], path: string, { expected, code }: Unlisted): void {
  const isShown = code.length <= LONGEST_CODE && withoutLongNumbers(code) === code;
  noteAdditive(found, path, expected, isShown ? `code ${code}` : 'another code');
}
