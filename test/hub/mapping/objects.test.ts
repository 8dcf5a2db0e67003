import { expect, test } from '@jest/globals';
import { compileField, type Direction, type Reading } from '../../../hub/mapping/field.ts';
import { MISSING } from '../../../hub/mapping/paths.ts';
import type { Field } from '../../../openapi/generated/mapping.ts';

interface Options {
  readonly direction?: Direction;
  readonly nullable?: boolean;
  readonly partial?: boolean;
}

function take(
  field: Field,
  source: unknown,
  { direction = 'reading', nullable = false, partial = false }: Options = {},
) {
  const reading: Reading = { asked: {}, partial, drift: [], additive: [] };
  const value = compileField(field, { direction, codeLists: {}, prefix: '', nullable })(source, reading);
  const drift = reading.drift.map(({ path, expected, got }) => `${path}: ${expected}, got ${got}`);
  return drift.length > 0 ? drift : value;
}

const office: Field = { from: 'x?', fields: { id: 'id', nama: 'nama?' } };
const rows: Field = { from: 'x?', each: { isi: 'isi', waktu: { from: 'waktu?', as: 'date-time' } } };

test.each<{ field: Field; source: unknown; options?: Options; want: unknown }>([
  { field: office, source: { x: { id: 1, nama: 'A' } }, want: { id: '1', nama: 'A' } },
  { field: office, source: { x: { id: 1 } }, want: { id: '1', nama: null } },
  { field: office, source: { x: { id: 1 } }, options: { direction: 'asking' }, want: { id: '1' } },
  { field: office, source: { x: {} }, want: ['x.id: text, got missing'] },
  { field: office, source: { x: null }, options: { nullable: true }, want: null },
  { field: office, source: {}, want: MISSING },
  { field: office, source: { x: null }, options: { direction: 'asking', nullable: true }, want: MISSING },
  { field: office, source: { x: [] }, want: ['x: an object, got list'] },
  { field: office, source: { x: 'A' }, want: ['x: an object, got text'] },
  { field: { from: 'x', fields: { id: 'id' } }, source: {}, want: ['x: an object, got missing'] },
  { field: { from: 'x', fields: { id: 'id' } }, source: {}, options: { partial: true }, want: MISSING },
  {
    field: { from: 'x?', fields: { dalam: office } },
    source: { x: { x: { id: 2 } } },
    want: { dalam: { id: '2', nama: null } },
  },
  {
    field: rows,
    source: { x: [{ isi: 'a' }, { isi: 'b' }] },
    want: [
      { isi: 'a', waktu: null },
      { isi: 'b', waktu: null },
    ],
  },
  { field: rows, source: { x: [] }, want: [] },
  { field: rows, source: { x: null }, want: [] },
  { field: rows, source: {}, options: { direction: 'asking' }, want: [] },
  { field: rows, source: { x: {} }, want: ['x: a list, got object'] },
  { field: rows, source: { x: 'a' }, want: ['x: a list, got text'] },
  {
    field: rows,
    source: { x: [{ isi: 'a' }, 'b', null] },
    want: ['x[]: an object, got text', 'x[]: an object, got null'],
  },
  { field: { from: 'x', each: { isi: 'isi' } }, source: { x: null }, want: ['x: a list, got null'] },
  { field: { from: 'x?', nothing: ['-'], each: { isi: 'isi' } }, source: { x: ' - ' }, want: [] },
  { field: { from: 'x?', nothing: ['-'], each: { isi: 'isi' } }, source: { x: 'lain' }, want: ['x: a list, got text'] },
  { field: { from: 'x', nothing: ['-'], each: { isi: 'isi' } }, source: { x: '-' }, want: ['x: a list, got text'] },
])('$field of $source is $want', ({ field, source, options, want }) =>
  expect(take(field, source, options)).toEqual(want),
);

test('an object that is a list too is a mistake of the mapping', () => {
  expect(() => take({ from: 'x', fields: {}, each: {} }, {})).toThrow('has fields or each, not both');
});

const name: Field = { from: 'nama?', only: { anonim: ['false', '0'] } };
test.each<{ source: object; want: unknown }>([
  { source: { nama: 'A', anonim: false }, want: 'A' },
  { source: { nama: 'A', anonim: ' FALSE ' }, want: 'A' },
  { source: { nama: 'A', anonim: 0 }, want: 'A' },
  { source: { nama: 'A', anonim: true }, want: null },
  { source: { nama: 'A', anonim: null }, want: null },
  { source: { nama: 'A', anonim: {} }, want: null },
  { source: { nama: 'A', anonim: ['false'] }, want: null },
  { source: { nama: 'A' }, want: null },
])('what may stand only beside false is $want of $source', ({ source, want }) =>
  expect(take(name, source, { nullable: true })).toBe(want),
);

test.each([
  { source: { nama: 'A', tipe: null }, want: 'A' },
  { source: { nama: 'A', tipe: ' ' }, want: 'A' },
  { source: { nama: 'A' }, want: null },
  { source: { nama: 'A', tipe: 'x' }, want: null },
])('a blank that is there is the word "": $source gives $want', ({ source, want }) =>
  expect(take({ from: 'nama?', only: { tipe: [''] } }, source, { nullable: true })).toBe(want),
);

const codes = { Ditutup: 'a', 'Ditutup oleh Sistem': 'b', 'Tidak Ditutup': 'c' };
test.each([
  { match: 'prefix', text: 'ditutup OLEH  sistem (otomatis)', want: 'b' },
  { match: 'prefix', text: 'Ditutup oleh Admin', want: 'a' },
  { match: 'prefix', text: 'Belum Ditutup', want: 'lain' },
  { match: 'prefix', text: 'Ditut', want: 'lain' },
  { match: 'word', text: 'Belum, ditutup', want: 'a' },
  { match: 'word', text: 'tidak ditutup!', want: 'c' },
  { match: 'word', text: 'terditutup', want: 'lain' },
  { match: 'word', text: 'Ditutupnya Ditutup', want: 'a' },
  { match: 'word', text: '', want: 'lain' },
] as const)('$text is $want by $match', ({ match, text, want }) => {
  const field: Field = { from: 'x', codes, match, otherwise: 'lain' };
  expect(take(field, { x: text === '' ? '?' : text })).toBe(want);
});

test.each<{ as: string; from: unknown; want: unknown }>([
  { as: 'bare-digits', from: '#6 340 753', want: '6340753' },
  { as: 'bare-digits', from: '6340753.0', want: '6340753' },
  { as: 'bare-digits', from: '6340753.00', want: '6340753' },
  { as: 'bare-digits', from: 6340753, want: '6340753' },
  { as: 'bare-digits', from: '6340753.5', want: ['x: digits, got text'] },
  { as: 'bare-digits', from: '63#40753', want: ['x: digits, got text'] },
  { as: 'bare-digits', from: '.0', want: ['x: digits, got text'] },
  { as: 'first-word', from: ' Bunga  Contoh Sari', want: 'Bunga' },
  { as: 'other-words', from: ' Bunga  Contoh Sari', want: 'Contoh Sari' },
  { as: 'other-words', from: 'Bunga', want: '' },
  { as: 'named-month', from: '31 Desember 2026', want: '2026-12-31' },
  { as: 'named-month', from: '31 Feb 2026', want: ['x: a date as 3 Jan 2026, got text'] },
  { as: 'named-month', from: '3 Bulan 2026', want: ['x: a date as 3 Jan 2026, got text'] },
  { as: 'date-time', from: '2026-11-20T08:15:00.250+07:00', want: '2026-11-20T08:15:00.250+07:00' },
  { as: 'date-time', from: '2026-11-20', want: ['x: a date with a time, got text'] },
  { as: 'day', from: '2026-11-20', want: '2026-11-20' },
  { as: 'day', from: '2026-11-20T00:00:00Z', want: '2026-11-20' },
  { as: 'day', from: '2026-11-20 23:59:59', want: '2026-11-20' },
  { as: 'day', from: '2026-02-30T00:00:00Z', want: ['x: a day, with or without a time, got text'] },
  { as: 'day', from: '20-11-2026', want: ['x: a day, with or without a time, got text'] },
  { as: 'rounded-rupiah', from: '4500.5', want: 4501 },
  { as: 'rounded-rupiah', from: '4.500', want: ['x: an amount of rupiah, got text'] },
  { as: 'date-time', from: 1795140000000, want: ['x: a date with a time, got number'] },
])('$as makes $want of $from', ({ as, from, want }) => expect(take({ from: 'x', as }, { x: from })).toEqual(want));
