import { expect, test } from '@jest/globals';
import { differences } from '../../../hub/releases/shadows.ts';
import { exampleOf } from '../../../hub/releases/value-pairs.ts';

const SITI = 'SITI';

test.each([
  { given: 'a field', one: { nama: 'BUDI' }, other: { nama: SITI }, path: 'nama', from: 'xxxx', to: 'another xxxx' },
  { given: 'a field below', one: { a: { b: 12 } }, other: { a: { b: 'L' } }, path: 'a.b', from: '0', to: 'L' },
  { given: 'a field that is gone', one: { aktif: true }, other: {}, path: 'aktif', from: 'true', to: 'nothing' },
  {
    given: 'the first rows that differ',
    one: [{ nama: 'A' }, { nama: 'BUDI' }],
    other: [{ nama: 'A' }, { nama: null }],
    path: '[].nama',
    from: 'xxxx',
    to: 'null',
  },
  {
    given: 'rows below a field',
    one: { poli: [{ jam: [1] }, { jam: [2, 3] }] },
    other: { poli: [{ jam: [1] }, { jam: [2, 'BUDI'] }] },
    path: 'poli[].jam[]',
    from: '0',
    to: 'xxxx',
  },
  { given: 'lists of another length', one: { a: [1] }, other: { a: [] }, path: 'a', from: '[0]', to: '[]' },
  { given: 'the whole', one: 'BUDI', other: { a: 1 }, path: '(value)', from: 'xxxx', to: '{"a":0}' },
])('$given', ({ one, other, path, from, to }) => {
  expect(differences(one, other)).toEqual([path]);
  expect(exampleOf(one, other, path)).toEqual({ from, to });
});
