import { expect, test } from '@jest/globals';
import { beginningsOf, wordsOf } from '../../../hub/store/search-words.ts';

test.each([
  { text: 'Kertas HVS', want: ['kertas', 'hvs'] },
  { text: '1.1.7.01', want: ['1.1.7.01', '1.7.01', '7.01', '01'] },
  { text: 'A4/70gr (Sinar)', want: ['a4.70gr', '70gr', 'sinar'] },
  { text: 'Café CAFÉ cafe\u0301', want: ['cafe'] },
  { text: 'mm² ½', want: ['mm2', '1.2', '2'] },
  { text: ' - " * ', want: [] },
  { text: '', want: [] },
])('the words of "$text" are $want', ({ text, want }) => {
  expect(Array.from(wordsOf(text))).toEqual(want);
});

test.each([
  { query: 'kertas 1.1.7.', want: ['kertas', '1.1.7'] },
  { query: '"a4/70" a4-70', want: ['a4.70'] },
  { query: 'NEAR(a b)', want: ['near.a', 'b'] },
  { query: '* - "', want: [] },
])('"$query" asks for $want', ({ query, want }) => {
  expect(beginningsOf(query)).toEqual(want);
});

test('a word that is too long is cut alike in a text and in a query', () => {
  const long = 'x'.repeat(500);
  expect(wordsOf(long)).toEqual(new Set(beginningsOf(`${long}y`)));
});

test('of a pasted page only the first words are asked for', () => {
  const page = Array.from({ length: 500 }, (_, index) => `kata${index}`).join(' ');
  expect(beginningsOf(page)).toEqual(page.split(' ').slice(0, 16));
});
