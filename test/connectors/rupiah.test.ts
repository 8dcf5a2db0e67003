import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  MOST_RUPIAH,
  minus,
  percentOf,
  plus,
  readRoundedRupiah,
  readRupiah,
  toRupiah,
} from '../../connectors/rupiah.ts';

test.each<[unknown, number | undefined]>([
  ['125000.00', 125000],
  ['125000', 125000],
  [' 125000.0 ', 125000],
  [125000, 125000],
  [125000n, 125000],
  ['0', 0],
  ['0000000000000042.00', 42],
  ['99999999999999.00', MOST_RUPIAH],
  ['100000000000000', undefined], // fifteen digits
  ['125000.50', undefined], // sen
  ['125000.000', undefined],
  ['125.000', undefined], // thousands, or a fraction: nobody knows
  ['125,000', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['', undefined],
  [0.5, undefined],
  [-1, undefined],
  [Number.NaN, undefined],
  [2 ** 53, undefined],
  [null, undefined],
  [true, undefined],
])('%p read as an amount is %p', (written, want) => {
  expect(readRupiah(written)).toBe(want);
});

test('what is made of amounts is an amount, or an error', () => {
  const amount = fc.integer({ min: 0, max: MOST_RUPIAH }).map(toRupiah);
  fc.assert(
    fc.property(amount, amount, fc.nat(2), fc.nat(24), (one, other, percent, months) => {
      expect(Number.isSafeInteger(minus(one, other))).toBe(true);
      expect(BigInt(minus(one, other))).toBe(one > other ? BigInt(one) - BigInt(other) : 0n);
      if (BigInt(one) + BigInt(other) > BigInt(MOST_RUPIAH)) expect(() => plus(one, other)).toThrow(RangeError);
      else expect(BigInt(plus(one, other))).toBe(BigInt(one) + BigInt(other));
      expect(BigInt(percentOf(one, percent, months))).toBe((BigInt(one) * BigInt(percent * months)) / 100n);
    }),
  );
  expect(() => toRupiah(0.1)).toThrow(RangeError);
  expect(() => toRupiah(-1)).toThrow(RangeError);
  expect(Object.is(toRupiah(-0), 0)).toBe(true);
});

test.each([
  [4500, 4500],
  [4500.5, 4501],
  [4500.49, 4500],
  ['4500.50', 4501],
  ['116338787', 116338787],
  ['0.4', 0],
  ['99999999999999.4', MOST_RUPIAH],
  ['99999999999999.5', undefined], // one more than an amount may be
  ['4.500', undefined], // thousands, or a fraction: nobody knows
  [4.125, 4], // a number is no thousands
  ['1.250.000', undefined],
  ['-1', undefined],
  [-0.5, undefined],
  ['1e3', undefined],
  ['', undefined],
  [null, undefined],
  [true, undefined],
])('%p with decimals is %p', (written, want) => {
  expect(readRoundedRupiah(written)).toBe(want);
});
