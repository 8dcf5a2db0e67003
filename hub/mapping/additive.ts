import type { Drift } from '../../connectors/connector.ts';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import { noteAdditive } from './additive-drift.ts';
import type { Reading } from './field.ts';
import type { Named, Place } from './named.ts';
import { isBlank, isRecord, kindOf } from './paths.ts';

type LookOut = (payload: unknown, reading: Reading) => void;

/**
 * Compiles the look-out for what nobody takes: members nobody named are additive, and a record on the way to what is
 * taken that became something else is breaking, also where all below it may be missing.
 */
export function compileLookOut(named: Named): LookOut {
  if (named === 'everything') return () => {};
  return (payload, reading) => {
    if (isRecord(payload) || (named.is === 'rows' && Array.isArray(payload))) {
      if (hasNews(payload, named)) look(payload, named, '', reading);
    } else if (!isBlank(payload)) noteAdditive(reading.additive, '(content)', 'nothing', kindOf(payload));
  };
}

/** Whether `look` has anything to tell. Most answers hold nothing new, and writing out paths is what costs. */
function hasNews(value: unknown, place: Place): boolean {
  if (typeof value !== 'object' || value === null) return place.is !== 'checked' && !isBlank(value);
  if (!Array.isArray(value)) return hasNewsInside(value as Readonly<Record<string, unknown>>, place);
  if (place.is === 'record') return true;
  const most = Math.min(value.length, ROWS);
  for (let index = 0; index < most; index += 1) {
    const row: unknown = value[index];
    if (isRecord(row) ? hasNewsInside(row, place) : place.is === 'rows') return true;
  }
  return false;
}

function hasNewsInside(record: Readonly<Record<string, unknown>>, { members }: Place): boolean {
  for (const key in record) {
    const below = members.get(key);
    if (below !== 'everything' && (!below || hasNews(record[key], below))) return true;
  }
  return false;
}

const ROWS = 100; // a new field stands in every row; the first hundred show it
const LONGEST_NAME = 60;

function look(value: unknown, place: Place, at: string, reading: Reading): void {
  if (typeof value !== 'object' || value === null) {
    if (place.is !== 'checked' && !isBlank(value)) misfit(reading.drift, at, value);
    return;
  }
  if (!Array.isArray(value)) lookAtMembers(value as Readonly<Record<string, unknown>>, place, at, reading);
  else if (place.is === 'record') misfit(reading.drift, at, value);
  else lookAtRows(value, place, `${at}[]`, reading);
}

function lookAtRows(rows: readonly unknown[], place: Place, at: string, reading: Reading): void {
  const most = Math.min(rows.length, ROWS);
  for (let index = 0; index < most; index += 1) {
    const row = rows[index];
    if (isRecord(row)) lookAtMembers(row, place, at, reading);
    else if (place.is === 'rows') misfit(reading.drift, at, row);
  }
}

function lookAtMembers(
  record: Readonly<Record<string, unknown>>,
  { members }: Place,
  at: string,
  reading: Reading,
): void {
  for (const key in record) {
    const below = members.get(key);
    if (below === 'everything') continue;
    if (below) look(record[key], below, pathTo(at, key), reading);
    else {
      const shown = withoutLongNumbers(key).slice(0, LONGEST_NAME); // a register may be keyed by people's numbers
      noteAdditive(reading.additive, pathTo(at, shown), 'nothing', kindOf(record[key]));
    }
  }
}

const pathTo = (at: string, key: string) => (at === '' ? key : `${at}.${key}`);

function misfit(drift: Drift[], path: string, value: unknown): void {
  drift.push({ kind: 'breaking', path, expected: 'an object', got: kindOf(value) });
}
