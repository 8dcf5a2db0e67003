import { expect, test } from '@jest/globals';
import { compareBooks, settleBooks } from './changes/money-books.ts';

const ONE = { nomorBank: '990001', nominal: 125_000 };
const OTHER = { nomorBank: '990002', nominal: 99_999 };
const RIGHT = { lost: 0, twice: 0, wrong: 0, invented: 0 };

test.each([
  { what: 'the same in both', city: [OTHER, ONE], want: { ...RIGHT, booked: 2, atBank: 224_999, inCity: 224_999 } },
  { what: 'one is lost', city: [ONE], want: { ...RIGHT, lost: 1, booked: 1, inCity: 125_000 } },
  { what: 'one is booked twice', city: [ONE, ONE, OTHER], want: { ...RIGHT, twice: 1, booked: 2, inCity: 349_999 } },
  { what: 'a rupiah too much', city: [{ ...ONE, nominal: 125_001 }, OTHER], want: { ...RIGHT, wrong: 1, booked: 2 } },
  {
    what: 'the bank knows nothing of one',
    city: [ONE, OTHER, { ...ONE, nomorBank: '660001' }],
    want: { ...RIGHT, invented: 1 },
  },
])('two books: $what', ({ city, want }) => {
  const settlement = compareBooks([ONE, OTHER], city);
  expect(settlement).toMatchObject(want);
  const settling = () => settleBooks({ bank: settlement });
  if (city.length === 2 && settlement.wrong === 0) settling();
  else expect(settling).toThrow();
});
