import { expect, test } from '@jest/globals';
import { compileField, type Direction } from '../../../hub/mapping/field.ts';
import { MISSING } from '../../../hub/mapping/paths.ts';
import type { Field } from '../../../openapi/generated/mapping.ts';

function take(field: Field, from: unknown, direction: Direction): unknown {
  const reading = { asked: {}, partial: false, drift: [] as { expected: string; got: string }[] };
  const value = compileField(field, { direction, codeLists: {}, prefix: '', nullable: false })(
    { x: from },
    reading as never,
  );
  const [drift] = reading.drift;
  return drift ? `${drift.expected}, got ${drift.got}` : value;
}

const NO_MOMENT = 'a moment as 2026-11-20T08:05:10+07:00, got text';

test.each<{ as: string; from: unknown; want: unknown }>([
  { as: 'epoch-ms', from: 1795136710000, want: '2026-11-20T08:05:10+07:00' },
  { as: 'epoch-ms', from: '1795136710000', want: '2026-11-20T08:05:10+07:00' },
  { as: 'epoch-ms', from: 1795136710250, want: '2026-11-20T08:05:10.250+07:00' },
  { as: 'epoch-ms', from: 1795136710, want: 'milliseconds since 1970, got number' }, // seconds
  { as: 'epoch-ms', from: 1795136710000 * 1000, want: 'milliseconds since 1970, got number' }, // microseconds
  { as: 'epoch-ms', from: 1795136710000.5, want: 'milliseconds since 1970, got number' },
  { as: 'epoch-ms', from: '2026-11-20', want: 'milliseconds since 1970, got text' },
  { as: 'epoch-ms', from: true, want: 'milliseconds since 1970, got boolean' },
  { as: 'zoned', from: '20-11-2026 08:05:10 WIB', want: '2026-11-20T08:05:10+07:00' },
  { as: 'zoned', from: ' 20-11-2026 10:05:10 WIT ', want: '2026-11-20T10:05:10+09:00' },
  { as: 'zoned', from: '20-11-2026 24:05:10 WIB', want: 'a moment as dd-MM-yyyy HH:mm:ss WIB, got text' },
  { as: 'zoned', from: '29-02-2026 08:05:10 WIB', want: 'a moment as dd-MM-yyyy HH:mm:ss WIB, got text' },
  { as: 'zoned', from: '20-11-2026 08:05:10', want: 'a moment as dd-MM-yyyy HH:mm:ss WIB, got text' },
])('reading $from as $as gives $want', ({ as, from, want }) => {
  expect(take({ from: 'x', as }, from, 'reading')).toEqual(want);
});

test.each<{ as: string; from: unknown; want: unknown }>([
  { as: 'epoch-ms', from: '2026-11-20T08:05:10+07:00', want: 1795136710000 },
  { as: 'epoch-ms', from: '2026-11-20T01:05:10Z', want: 1795136710000 },
  { as: 'epoch-ms', from: '2026-11-20t01:05:10.250z', want: 1795136710250 },
  { as: 'epoch-ms', from: '2026-11-20T01:05:10.123456Z', want: 1795136710123 },
  { as: 'epoch-ms', from: '2026-11-20T08:05:10', want: NO_MOMENT }, // where?
  { as: 'epoch-ms', from: '2026-11-20', want: NO_MOMENT },
  { as: 'epoch-ms', from: '2026-11-31T08:05:10Z', want: NO_MOMENT },
  { as: 'zoned', from: '2026-11-20T01:05:10.250Z', want: '20-11-2026 08:05:10 WIB' },
  { as: 'zoned', from: '20-11-2026', want: NO_MOMENT },
])('asking for $from as $as gives $want', ({ as, from, want }) => {
  expect(take({ from: 'x', as }, from, 'asking')).toEqual(want);
});

test('asking, the word for none is sent for what is not there; reading, it is none', () => {
  const field = { from: 'x?', nothing: ['', '-'] };
  expect(take(field, undefined, 'asking')).toBe('');
  expect(take(field, null, 'asking')).toBe('');
  expect(take(field, 'a', 'asking')).toBe('a');
  expect(take({ from: 'x?' }, undefined, 'asking')).toBe(MISSING);
  expect(take({ from: 'x', nothing: [''] }, undefined, 'asking')).toBe('text, got missing');
  expect(take(field, '-', 'reading')).toBe(MISSING);
});
