import { expect, test } from '@jest/globals';
import { compileField, type Direction, type Reading } from '../../../hub/mapping/field.ts';
import { MISSING } from '../../../hub/mapping/paths.ts';
import type { Field } from '../../../openapi/generated/mapping.ts';

const codeLists = { sex: { 'LAKI-LAKI': 'L', PEREMPUAN: 'P' } };

interface Options {
  readonly direction?: Direction;
  readonly nullable?: boolean;
  readonly partial?: boolean;
  readonly asked?: Readonly<Record<string, unknown>> | undefined;
}

function take(field: Field, source: unknown, options: Options = {}): unknown {
  const { direction = 'reading', nullable = false, partial = false } = options;
  const reading: Reading = { asked: 'asked' in options ? options.asked : {}, partial, drift: [], additive: [] };
  const value = compileField(field, { direction, codeLists, prefix: '', nullable })(source, reading);
  const [drift] = reading.drift;
  return drift ? `${drift.path}: ${drift.expected}, got ${drift.got}` : value;
}

// Each transform, and what it refuses. A refusal names the rule, never the value.
test.each<{ as: Field; from: unknown; want: unknown }>([
  { as: 'x', from: ' a ', want: 'a' },
  { as: 'x', from: 12, want: '12' },
  { as: 'x', from: 9471014507929903n, want: '9471014507929903' },
  { as: 'x', from: true, want: 'x: text, got boolean' },
  { as: 'x', from: {}, want: 'x: text, got object' },
  { as: 'x', from: ['a'], want: 'x: text, got list' },
  { as: { from: 'x', as: 'upper' }, from: ' a b ', want: 'A B' },
  { as: { from: 'x', as: 'upper' }, from: false, want: 'x: text, got boolean' },
  { as: { from: 'x', as: 'verbatim' }, from: ' 000123 ', want: '000123' },
  { as: { from: 'x', as: 'verbatim' }, from: 123, want: 'x: text, got number' },
  { as: { from: 'x', as: 'digits' }, from: '0012', want: '0012' },
  { as: { from: 'x', as: 'digits' }, from: '12a', want: 'x: digits, got text' },
  { as: { from: 'x', as: 'digits' }, from: -1, want: 'x: digits, got number' },
  { as: { from: 'x', as: 'digits' }, from: 1.5, want: 'x: digits, got number' },
  { as: { from: 'x', as: 'digits' }, from: 2 ** 53, want: 'x: digits, got number' }, // a double that may have lost a digit
  { as: { from: 'x', as: 'digits' }, from: true, want: 'x: digits, got boolean' },
  { as: { from: 'x', as: 'digits', length: 3 }, from: '12', want: 'x: 3 digits, got text' },
  { as: { from: 'x', as: 'digits', length: 3, pad: true }, from: 3, want: '003' },
  { as: { from: 'x', as: 'digits', length: 3, pad: true }, from: '1234', want: 'x: 3 digits, got text' },
  { as: { from: 'x', as: 'number' }, from: ' 1.5 ', want: 1.5 },
  { as: { from: 'x', as: 'number' }, from: 'x', want: 'x: a number, got text' },
  { as: { from: 'x', as: 'number' }, from: true, want: 'x: a number, got boolean' },
  { as: { from: 'x', as: 'integer' }, from: '-7', want: -7 },
  { as: { from: 'x', as: 'integer' }, from: 1.5, want: 'x: a whole number, got number' },
  { as: { from: 'x', as: 'integer' }, from: 9471014507929903n, want: 'x: a whole number, got number' },
  { as: { from: 'x', as: 'boolean' }, from: 1, want: true },
  { as: { from: 'x', as: 'boolean' }, from: '0', want: false },
  { as: { from: 'x', as: 'boolean' }, from: ' TRUE', want: true },
  { as: { from: 'x', as: 'boolean' }, from: 2, want: 'x: true or false, got number' },
  { as: { from: 'x', as: 'boolean' }, from: 'constructor', want: 'x: true or false, got text' },
  { as: { from: 'x', as: 'date' }, from: '2026-01-31', want: '2026-01-31' },
  { as: { from: 'x', as: 'date' }, from: '2026-02-29', want: 'x: a date as yyyy-MM-dd, got text' },
  { as: { from: 'x', as: 'date', format: 'dd-MM-yyyy' }, from: '31-01-2026', want: '2026-01-31' },
  { as: { from: 'x', as: 'date', format: 'yyyyMMdd' }, from: 20260131, want: '2026-01-31' },
  { as: { from: 'x', as: 'date', format: ['yyyy-MM-dd', 'dd/MM/yyyy'] }, from: '31/01/2026', want: '2026-01-31' },
  { as: { from: 'x', as: 'time' }, from: ' 08:00 ', want: '08:00' },
  { as: { from: 'x', as: 'time' }, from: '24:00', want: '24:00' },
  { as: { from: 'x', as: 'time' }, from: '24:01', want: 'x: a time as HH:mm, got text' },
  { as: { from: 'x', as: 'time', split: '-', take: 1 }, from: '08:00 - 12:00', want: '12:00' },
  { as: { from: 'x', as: 'time', split: '-', take: 1 }, from: '08:00', want: 'x: a time as HH:mm, got text' },
  { as: { from: 'x', as: 'part', split: '/', take: 1 }, from: 'a / b', want: 'b' },
  { as: { from: 'x', as: 'part', split: '/', take: 2 }, from: 'a/b', want: 'x: text with part 2 after "/", got text' },
  { as: { value: 'tetap' }, from: 'x', want: 'tetap' },
  { as: { value: null }, from: 'x', want: null },
])('reading $from with $as gives $want', ({ as, from, want }) => expect(take(as, { x: from })).toEqual(want));

// The other way: the same rules write a question.
test.each<{ as: Field; from: unknown; want: unknown }>([
  { as: { from: 'x', as: 'date', format: 'dd-MM-yyyy' }, from: '2026-01-31', want: '31-01-2026' },
  { as: { from: 'x', as: 'date' }, from: '2026-01-31', want: '2026-01-31' },
  { as: { from: 'x', as: 'upper' }, from: 'Bunga', want: 'BUNGA' },
  { as: { from: 'x', as: 'text' }, from: 90, want: '90' },
  { as: { from: 'x', codes: { L: 'Laki-Laki' } }, from: 'L', want: 'Laki-Laki' },
  { as: { from: 'x', codes: { L: 'Laki-Laki' } }, from: 'X', want: 'x: one of L, got text' },
  { as: 'x?', from: undefined, want: MISSING },
  { as: 'x?', from: null, want: MISSING },
  { as: 'x', from: undefined, want: 'x: text, got missing' },
])('asking $from with $as gives $want', ({ as, from, want }) => {
  expect(take(as, { x: from }, { direction: 'asking', nullable: true })).toEqual(want);
});

test('asking for a date that is none says so', () => {
  expect(() => take({ from: 'x', as: 'date' }, { x: '31-01-2026' }, { direction: 'asking' })).toThrow(
    'not an ISO date',
  );
});

// Optional, nullable, partial.
test.each<{ field: Field; options: Options; want: unknown }>([
  { field: 'x', options: {}, want: 'x: text, got missing' },
  { field: 'x', options: { nullable: true }, want: 'x: text, got missing' },
  { field: 'x?', options: {}, want: MISSING },
  { field: 'x?', options: { nullable: true }, want: null },
  { field: 'x', options: { partial: true }, want: MISSING },
  { field: 'x', options: { partial: true, nullable: true }, want: null },
])('nothing at $field, $options, gives $want', ({ field, options, want }) => {
  for (const nothing of [{}, { x: undefined }]) expect(take(field, nothing, options)).toEqual(want);
});

test.each([
  { nothing: null, want: 'x: text, got null' },
  { nothing: '', want: 'x: text, got empty text' },
  { nothing: ' \t', want: 'x: text, got empty text' },
])('$nothing is nothing', ({ nothing, want }) => {
  expect(take('x', { x: nothing })).toBe(want);
  expect(take('x?', { x: nothing })).toBe(MISSING);
});

test('a path through something that is no object finds nothing', () => {
  for (const x of [null, 'text', 7, undefined]) expect(take('x.y.z?', { x })).toBe(MISSING);
  expect(take('x.toString?', { x: {} })).toBe(MISSING); // only what the upstream sent
});

// Codes.
test.each<{ field: Field; from: unknown; want: unknown }>([
  { field: { from: 'x', codes: 'sex' }, from: ' laki-laki', want: 'L' },
  { field: { from: 'x', codes: 'sex' }, from: 'PRIA', want: 'x: one of LAKI-LAKI, PEREMPUAN, got text' },
  { field: { from: 'x', codes: { '0': true }, otherwise: false }, from: 0, want: true },
  { field: { from: 'x', codes: { '0': true }, otherwise: false }, from: '7', want: false },
  { field: { from: 'x', codes: { '0': true }, otherwise: false }, from: false, want: 'x: text, got boolean' },
  { field: { from: 'x', codes: { '-': null } }, from: '-', want: null },
  { field: { from: 'x', codes: { '1': 'a' }, otherwise: null }, from: '2', want: null },
  { field: { from: 'x', codes: { a: 'b' } }, from: 'constructor', want: 'x: one of a, got text' },
])('$field makes $want of $from', ({ field, from, want }) => expect(take(field, { x: from })).toEqual(want));

// Alternatives, join and pad.
test.each<{ field: Field; source: object; want: unknown }>([
  { field: { from: ['a', 'b'] }, source: { a: '1', b: '2' }, want: '1' },
  { field: { from: ['a', 'b'] }, source: { a: '', b: '2' }, want: '2' },
  { field: { from: ['a', 'b'] }, source: { c: '3' }, want: 'a: text, got missing' },
  { field: { from: ['a?', 'b'] }, source: {}, want: MISSING },
  { field: { join: ['a', 'b'], widths: [2, 4], between: '.' }, source: { a: 1, b: '5' }, want: '01.0005' },
  { field: { join: ['a', 'b'], widths: [2, 2] }, source: { a: 1, b: 123 }, want: 'b: 2 digits, got number' },
  { field: { join: ['a', 'b'], between: ' ' }, source: { a: 'x', b: 'y' }, want: 'x y' },
  { field: { join: ['a?', 'b?'] }, source: { a: 'x' }, want: MISSING },
  { field: { join: ['a', 'b'] }, source: { a: 'x' }, want: 'b: text, got missing' },
])('$field takes $want of $source', ({ field, source, want }) => expect(take(field, source)).toEqual(want));

// Asked: judged only if it was asked, and then it must be there.
const element: Field = { from: 'NAMA', as: 'comparison', codes: { Sesuai: 'cocok' }, asked: 'nama' };
test.each<{ source: object; asked: Readonly<Record<string, unknown>> | undefined; want: unknown }>([
  { source: { NAMA: 'Sesuai (9)' }, asked: { nama: 'B' }, want: { hasil: 'cocok', skor: 9 } },
  { source: { NAMA: 'Sesuai' }, asked: {}, want: MISSING },
  { source: { NAMA: 'x' }, asked: {}, want: MISSING },
  { source: {}, asked: { nama: 'B' }, want: 'NAMA: comparison, got missing' },
  { source: {}, asked: undefined, want: MISSING },
  { source: { NAMA: 'Sesuai' }, asked: undefined, want: { hasil: 'cocok' } },
])('asked $asked, $source gives $want', ({ source, asked, want }) => {
  expect(take(element, source, { asked })).toEqual(want);
});

test.each<{ field: Field; says: string }>([
  { field: {}, says: 'needs one of from, join, value, setting, expr' },
  { field: null, says: 'needs one of from, join, value, setting, expr' },
  { field: { from: 'x', as: 'tanggal' }, says: 'unknown transform "tanggal"; known: text, upper, verbatim' },
  { field: { from: 'x', as: 'toString' }, says: 'unknown transform "toString"' },
  { field: { from: 'x', codes: 'agama' }, says: 'unknown code list "agama"; known: sex' },
  { field: { from: 'x', as: 'comparison' }, says: '"comparison" needs codes' },
  { field: { from: 'x', as: 'part' }, says: '"part" needs split and take' },
  { field: { from: 'x', as: 'date', format: 'MM-yyyy' }, says: 'date format "MM-yyyy" needs yyyy, MM and dd' },
])('$field is a mistake: $says', ({ field, says }) => expect(() => take(field, {})).toThrow(says));
