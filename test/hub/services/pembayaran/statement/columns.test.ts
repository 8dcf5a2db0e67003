import { expect, test } from '@jest/globals';
import { readChosen } from '../../../../../hub/services/pembayaran/statement/columns.ts';

test('columns are chosen by name', () =>
  expect(readChosen(' nomor = No. Referensi ,nominal=Amount')).toEqual({ nomor: 'No. Referensi', nominal: 'Amount' }));

test.each([
  { text: '', says: /no column=heading/ },
  { text: 'nomor', says: /"nomor" is no column=heading/ },
  { text: 'nomor=', says: /no column=heading/ },
  { text: 'jumlah=Amount', says: /no column "jumlah"; there are nomor, nominal/ },
  { text: 'nomor=A,nomor=B', says: /"nomor" is there twice/ },
])('"$text" is refused', ({ text, says }) => expect(readChosen(text)).toMatch(says));
