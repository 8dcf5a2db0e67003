import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decimalsOf, readAmount } from '../../../../../hub/services/pembayaran/statement/amounts.ts';

/** An amount in a file that has others as well. */
function read(text: string, others: readonly string[] = []) {
  const amount = readAmount(text, decimalsOf([text, ...others]));
  return amount.kind === 'amount' ? amount.nominal : amount.reason;
}

test.each([
  { text: '125000', want: 125_000 },
  { text: '0125000', want: 125_000 },
  { text: '125.000,00', want: 125_000 },
  { text: '125,000.00', want: 125_000 },
  { text: '1.250.000', want: 1_250_000 },
  { text: '1,250,000', want: 1_250_000 },
  { text: '125000,00', want: 125_000 },
  { text: '125000.00', want: 125_000 },
  { text: '125.00', want: 125 },
  { text: '125000.0', want: 125_000 },
  { text: ' Rp 125.000,00 ', want: 125_000 },
  { text: 'Rp.125.000,-', want: 125_000 },
  { text: 'IDR 125000', want: 125_000 },
  { text: '99999999999999', want: 99_999_999_999_999 },
])('$text is $want rupiah', ({ text, want }) => expect(read(text)).toBe(want));

test.each([
  { text: '125.000', others: ['1.000,00'], want: 125_000 },
  { text: '125,000', others: ['1,000.00'], want: 125_000 },
  { text: '125.000', others: ['2.500.000'], want: 125_000 },
  { text: '125,000', others: ['90000.00'], want: 125_000 },
])('$text beside $others is $want rupiah', ({ text, others, want }) => expect(read(text, others)).toBe(want));

test.each([
  { text: '125.000', others: [], says: /two ways/ },
  { text: '125,000', others: ['90.000'], says: /two ways/ },
  { text: '125.000', others: ['1.000,00', '1,000.00'], says: /now with/ },
  { text: '125.000,00', others: ['125,000.00'], says: /now with/ },
  { text: '125.000', others: ['90000.00'], says: /as the file writes them/ },
  { text: '1.25.000,00', others: [], says: /two ways/ },
  { text: '12.5000,00', others: ['1.000,00'], says: /as the file writes them/ },
  { text: '125000,50', others: [], says: /has sen/ },
  { text: '125.000,5', others: [], says: /has sen/ },
  { text: '0', others: [], says: /is nothing/ },
  { text: '0,00', others: [], says: /is nothing/ },
  { text: '', others: [], says: /is empty/ },
  { text: '-125000', others: [], says: /sign/ },
  { text: '(125.000,00)', others: [], says: /sign/ },
  { text: '125000-', others: [], says: /sign/ },
  { text: '1,25E+05', others: [], says: /spreadsheet/ },
  { text: '125 000', others: [], says: /no amount/ },
  { text: 'lunas', others: [], says: /no amount/ },
  { text: '100000000000000', others: [], says: /more than/ },
  { text: '125.000,00 DB', others: [], says: /no amount/ },
])('"$text" beside $others is none', ({ text, others, says }) => expect(read(text, others)).toMatch(says));

describe('whatever the amount', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 99_999_999_999_999 }), { minLength: 1, maxLength: 20 });
  const written = (amount: number, thousands: string, decimals: string) =>
    `${String(amount).replace(/\B(?=(\d{3})+$)/g, thousands)}${decimals}`;

  test.each([
    ['.', ',00'],
    [',', '.00'],
    ['', ',00'],
    ['', '.00'],
    ['', ''],
  ])('a file with "%s" and "%s" is read as it was written', (thousands, decimals) => {
    fc.assert(
      fc.property(amounts, (all) => {
        const texts = all.map((amount) => written(amount, thousands, decimals));
        const form = decimalsOf(texts);
        expect(texts.map((text) => readAmount(text, form))).toEqual(
          all.map((nominal) => ({ kind: 'amount', nominal })),
        );
      }),
    );
  });

  test.each(['.', ','])('a file with "%s" and no sen is read right or not at all', (thousands) => {
    fc.assert(
      fc.property(amounts, (all) => {
        const texts = all.map((amount) => written(amount, thousands, ''));
        const form = decimalsOf(texts);
        for (const [place, text] of texts.entries()) {
          const amount = readAmount(text, form);
          if (amount.kind === 'amount') expect(amount.nominal).toBe(all[place]);
          else expect(all.some((one) => one >= 1_000_000)).toBe(false);
        }
      }),
    );
  });
});
