import { expect, test } from '@jest/globals';
import { newCode, readCode } from '../../../../hub/services/usulan/code.ts';

test('a thousand codes are a thousand, and each can be read', () => {
  const codes = Array.from({ length: 1000 }, newCode);
  expect(new Set(codes).size).toBe(1000);
  expect(codes.map(readCode)).toEqual(codes);
});

test('codes made one after the other have nothing in common but their first sign', () => {
  const [one = '', ...others] = Array.from({ length: 20 }, newCode);
  const same = [...one].slice(1).filter((sign, index) => others.every((other) => other[index + 1] === sign));
  expect(same).toEqual([]);
});

test.each([
  ['u7k2-m9qx 4t', 'U7K2M9QX4T'],
  ['UOIL2M9QX4', 'U0112M9QX4'],
  ['A7K2M9QX4T', undefined],
  ['U7K2M9QX4', undefined],
  ['U7K2M9QX4U', undefined],
])('%s is read as %s', (text, want) => {
  expect(readCode(text)).toBe(want);
});
