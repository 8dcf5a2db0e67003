import type { Drift, Reply } from './connector.ts';

const MOST = 20;
const LONGEST_NAME = 60;
const LONG_NUMBER = /\d{9,}/g;

/** Notes each member that the upstream's document does not name. `at`: the record's place, `(envelope)` for the whole. */
export function noteUnnamed(
  found: Drift[],
  record: Readonly<Record<string, unknown>>,
  isNamed: (name: string) => boolean,
  at: string,
): void {
  for (const name in record)
    if (!isNamed(name)) {
      const shown = name.replace(LONG_NUMBER, '…').slice(0, LONGEST_NAME); // a name may hold somebody's number
      noteExtra(found, `${at}.${shown}`, 'nothing', record[name]);
    }
}

/** Notes a part of the envelope that is another than the document says, and is not needed. */
export function noteExtra(found: Drift[], path: string, expected: string, value: unknown): void {
  if (found.length < MOST) found.push({ kind: 'additive', path, expected, got: kindOf(value) });
}

export function extraOf(found: readonly Drift[]): Pick<Reply, 'extra'> {
  return found.length === 0 ? NOTHING : { extra: found };
}

const NOTHING = {};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return value.trim() === '' ? 'empty text' : 'text';
  return typeof value === 'bigint' ? 'number' : typeof value;
}
