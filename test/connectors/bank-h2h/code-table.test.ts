import { expect, test } from '@jest/globals';
import { dialectOf } from './asked.ts';

const CALLS = {
  netral: ['pbb-inquiry', 'pbb-payment'],
  'dialek-a': ['pbb-inquiry', 'pbb-payment'],
  'dialek-b': ['pbb-inquiry', 'pbb-payment'],
  'dialek-c': ['pbb-inquiry', 'pbb-payment', 'pajak-payment'],
  'dialek-d': ['pbb-inquiry', 'pbb-payment', 'pajak-inquiry', 'pajak-payment'],
} as const;

type Release = keyof typeof CALLS;
const codesOf = (release: Release, what: string) => {
  const dialect = dialectOf(release);
  return new Set(CALLS[release].map((operation) => dialect.word(operation, what)?.code));
};

/** The bank host-to-host notes, section 7: what one thing is called in each dialect. `null`: it has no code for it. */
test.each<{ what: string; codes: Record<Release, readonly (string | null)[]> }>([
  {
    what: 'found',
    codes: { netral: ['00'], 'dialek-a': ['00'], 'dialek-b': ['00'], 'dialek-c': ['00', '06'], 'dialek-d': ['0'] },
  },
  {
    what: 'tidak-ditemukan',
    codes: {
      netral: ['14'],
      'dialek-a': ['10'],
      'dialek-b': ['13'],
      'dialek-c': ['08', '13', '03'],
      'dialek-d': ['1'],
    },
  },
  {
    what: 'sudah-lunas',
    codes: { netral: ['88'], 'dialek-a': ['13'], 'dialek-b': ['88'], 'dialek-c': ['99'], 'dialek-d': ['2'] },
  },
  {
    what: 'misasked',
    codes: { netral: ['30'], 'dialek-a': ['99'], 'dialek-b': ['17'], 'dialek-c': ['14'], 'dialek-d': ['1'] },
  },
  {
    what: 'auth',
    codes: { netral: ['63'], 'dialek-a': ['99'], 'dialek-b': ['04'], 'dialek-c': ['04'], 'dialek-d': ['1', '4'] },
  },
  {
    what: 'unavailable',
    codes: { netral: ['96'], 'dialek-a': ['96'], 'dialek-b': [null], 'dialek-c': ['MT', '88'], 'dialek-d': [null] },
  },
])('$what in every dialect', ({ what, codes }) => {
  for (const [release, wanted] of Object.entries(codes) as [Release, (string | null)[]][])
    expect([release, ...codesOf(release, what)]).toEqual([release, ...wanted.map((code) => code ?? undefined)]);
});

test.each([
  { release: 'netral', code: '13' },
  { release: 'dialek-a', code: '16' },
  { release: 'dialek-b', code: '13' },
  { release: 'dialek-c', code: '15' },
  { release: 'dialek-d', code: '1' },
  { release: 'dialek-e', code: '4042413' },
])('another amount is $code in $release', ({ release, code }) => {
  expect(
    dialectOf(release).word(release === 'dialek-e' ? 'pajak-payment' : 'pbb-payment', 'nominal-beda'),
  ).toMatchObject({ code });
});

test.each([
  { release: 'netral', what: 'tidak-ditemukan', code: '25' },
  { release: 'netral', what: 'nomor-tidak-cocok', code: '25' },
  { release: 'dialek-b', what: 'nomor-tidak-cocok', code: '14' },
  { release: 'dialek-b', what: 'bukan-bank-ini', code: '14' },
  { release: 'dialek-b', what: 'tidak-ditemukan', code: '88' },
])('a reversal that is $what is $code in $release', ({ release, what, code }) => {
  expect(dialectOf(release).word('pbb-reversal', what)).toMatchObject({ code });
});

const PAYMENT_REFUSALS = [
  ...['tidak-ditemukan', 'sudah-lunas', 'kedaluwarsa', 'nominal-beda', 'nomor-sama-isi-beda', 'sudah-dibalik'],
];
const ALL = ['netral', 'netral-token', 'netral-alamat', 'dialek-a', 'dialek-b', 'dialek-c', 'dialek-d', 'dialek-e'];

test.each(ALL)('%s has a word for every refusal of a payment, and none of them is a success', (release) => {
  const dialect = dialectOf(release);
  const operation = release === 'dialek-e' ? 'pajak-payment' : 'pbb-payment';
  const good = dialect.word(operation, 'found')?.code;
  expect(good).toBeDefined();
  for (const what of [...PAYMENT_REFUSALS, 'misasked', 'auth', 'unavailable']) {
    const word = dialect.word(operation, what);
    expect([what, word === undefined, word?.code === good]).toEqual([what, false, false]);
  }
});

test('dialect B says every refusal with HTTP 401, and only them', () => {
  const { word } = dialectOf('dialek-b');
  for (const what of [...PAYMENT_REFUSALS, 'misasked', 'auth', 'auth-expired'])
    expect([what, word('pbb-payment', what)?.http]).toEqual([what, 401]);
  expect(word('pbb-payment', 'found')?.http).toBeUndefined();
});
