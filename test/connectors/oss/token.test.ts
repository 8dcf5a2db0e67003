import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { tokenOf } from '../../../connectors/oss/callback-token.ts';
import { cityContext, heard, type Partner, saidBy, token } from './city.ts';
import { CONTOH } from './documents.ts';
import { NIB } from './wire.ts';

const GOOD = '5b7a946451e74872dc743171c04aa452c212af73';

test('the worked example of section 3.1', () => {
  expect(tokenOf({ username: 'OSSCONTOH', password: 'sandi-contoh' }, NIB, '20260203')).toBe(GOOD);
});

/** Midnight of the fourth in Jakarta is 17:00 of the third in UTC. */
test.each([
  ['a second before midnight in Jakarta', '2026-02-03T16:59:59Z', '20260203', 'asked'],
  ['at midnight, with the token of the new day', '2026-02-03T17:00:00Z', '20260204', 'asked'],
  ['just after midnight, with the token of the day before', '2026-02-03T17:09:59Z', '20260203', 'asked'],
  ['long after midnight, with the token of the day before', '2026-02-03T17:10:01Z', '20260203', 'stale'],
  ['with a token of the UTC day', '2026-02-03T20:00:00Z', '20260203', 'stale'],
  ['with the token of tomorrow', '2026-02-03T16:00:00Z', '20260204', 'stale'],
  ['with a token of last week', '2026-02-03T03:00:00Z', '20260127', 'bad'],
])('%s it is %s', (_name, now, day, want) => {
  const received = heard('receiveNIB', {
    ...{ body: CONTOH, context: cityContext({}, new Date(now)), headers: { token: token(NIB, day) } },
  });
  if (want === 'asked') expect(received.kind).toBe('asked');
  else {
    expect(saidBy(received)).toBe('{"responreceiveNIB":{"status":"2","keterangan":"Token tidak sesuai"}}');
    // who knows the password and has the wrong day is not one who guesses
    expect(received.kind === 'answered' && received.refused === true).toBe(want === 'bad');
  }
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['in capitals', { token: GOOD.toUpperCase() }],
  ['as the raw concatenation, as the guide has it', { token: `OSSCONTOHsandi-contoh${NIB}20260203` }],
  ['of another NIB', { token: token('9999000000043') }],
  ['without a NIB', { token: token('') }],
  ['with hyphens in its day', { token: token(NIB, '2026-02-03') }],
  ['empty', { token: '' }],
  ['in another header', { user_key: GOOD }],
])('a token %s is refused', (_name, headers) => {
  expect(saidBy(heard('receiveNIB', { body: CONTOH, headers }))).toContain('"status":"2"');
});

test('other headers are ignored, and spaces around the token are harmless', () => {
  const headers = { token: ` ${GOOD} `, user_key: 'apa-saja', authorization: 'Basic eDp5' };
  expect(heard('receiveNIB', { body: CONTOH, headers }).kind).toBe('asked');
});

test('the city may answer a bad token with 401', () => {
  const context = cityContext({ refusalStatus: 401 });
  const received = heard('receiveNIB', { body: CONTOH, context, headers: {} });
  expect(received).toMatchObject({ kind: 'answered', response: { status: 401 }, refused: true });
});

const file = { receiveFileDS: { id_izin: 'I-1', nib: NIB, file_izin: 'https://x.contoh.invalid//1.pdf' } };
test.each<[Partner['fileToken'], string, string]>([
  ['with-nib', NIB, 'asked'],
  ['with-nib', '', 'answered'],
  ['without-nib', '', 'asked'],
  ['without-nib', NIB, 'answered'],
])('a file whose token is %s, made with "%s", is %s', (fileToken, nib, want) => {
  const context = cityContext({ fileToken });
  expect(heard('receiveFileDS', { body: file, context, headers: { token: token(nib) } }).kind).toBe(want);
});

const hidden = createHash('md5').update('sandi-contoh').digest('hex');
const queryToken = createHash('sha1').update(`OSSCONTOH${hidden}nib2026-02-03`).digest('hex');
test.each<[Partner['rule'], Readonly<Record<string, string>>, string]>([
  ['query-token', {}, `?token=${queryToken}`],
  ['user-headers', { username: 'OSSCONTOH', userkey: 'sandi-contoh' }, ''],
  ['bearer', { authorization: 'Bearer sandi-contoh' }, ''],
])('a ministry that wants %s gets it, and nothing else', (rule, headers, query) => {
  const context = cityContext({ rule, tokenType: 'nib' });
  expect(heard('receiveNIB', { body: CONTOH, context, headers, query }).kind).toBe('asked');
  expect(heard('receiveNIB', { body: CONTOH, context, headers: { token: GOOD } }).kind).toBe('answered');
});

test('without settings for callbacks every push is refused in its own envelope', () => {
  const { callbacks: _none, ...config } = cityContext().config;
  const context = { ...cityContext(), config };
  expect(saidBy(heard('receiveNIBPSE', { body: '{}', context }))).toBe(
    '{"responreceiveNIBPSE":{"status":"2","keterangan":"Layanan belum diaktifkan"}}',
  );
});
