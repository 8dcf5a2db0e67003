import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { ACCOUNT, contextOf, goodToken, heard, NOW, responseOf, said, tokenFor } from './callback-wire.ts';

const sisa = 'mobile-jkn.sisa-antrean';
const body = { kodebooking: '20261120INT012' };
const later = (minutes: number) => contextOf({}, new Date(NOW.getTime() + minutes * 60_000));

test('the right user and password get a token, in the words of the document', () => {
  const { status, body: text, headers } = responseOf(tokenFor());
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('application/json');
  expect(text).toMatch(/^\{"response":\{"token":"[^"]{40,}"\},"metadata":\{"message":"Ok","code":200\}\}$/);
  expect(text).not.toContain(ACCOUNT.password);
});

test.each([
  { given: 'another user', username: 'mobile-jkn2', password: ACCOUNT.password },
  { given: 'another password', username: ACCOUNT.username, password: 'rahasia' },
  { given: 'a longer password', username: ACCOUNT.username, password: `${ACCOUNT.password}x` },
  { given: 'no password', username: ACCOUNT.username, password: '' },
  { given: 'nothing', username: '', password: '' },
])('$given gets none', ({ username, password }) => {
  expect(said(tokenFor(username, password))).toBe('201 Username atau Password Tidak Sesuai');
});

test('a wrong password is told from what nobody guesses, so that guessing can be stopped', () => {
  const { callbacks: _, ...bare } = contextOf().config;
  const withToken = (token: string, context = contextOf()) =>
    heard(sisa, { body, headers: { 'x-token': token, 'x-username': ACCOUNT.username }, context });
  expect(tokenFor(ACCOUNT.username, 'rahasia')).toMatchObject({ kind: 'answered', refused: true });
  expect(heard('mobile-jkn-fktp.token', { headers: {} })).toMatchObject({ kind: 'answered', refused: true });
  for (const received of [
    tokenFor(),
    tokenFor('', '', { ...contextOf(), config: bare }),
    withToken('abc'),
    withToken(goodToken(), later(61)),
    heard(sisa, { body: 'rubbish' }),
  ]) {
    expect(received.kind).toBe('answered');
    expect(received).not.toHaveProperty('refused');
  }
});

test('without headers there is no token', () => {
  expect(said(heard('mobile-jkn.token', { headers: {} }))).toBe('201 Username atau Password Tidak Sesuai');
});

test('a puskesmas has a token of the same kind', () => {
  const headers = { 'x-username': ACCOUNT.username, 'x-password': ACCOUNT.password };
  expect(said(heard('mobile-jkn-fktp.token', { headers }))).toBe('200 Ok with content');
});

const [version, user, expiry, seal] = goodToken().split('.');
/** A token as somebody would make it who knows how they look, and a secret. */
function made(content: string, secret: string = ACCOUNT.tokenSecret): string {
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
const other = Buffer.from('orang-lain').toString('base64url');

test.each<{ given: string; token: string; username?: string; says: string }>([
  { given: 'the token it was given', token: goodToken(), says: 'asked' },
  { given: 'no token', token: '', says: '201 Token belum dikirim' },
  { given: 'a made-up token', token: 'abc', says: '201 Token Tidak Sesuai' },
  { given: 'dots', token: '...', says: '201 Token Tidak Sesuai' },
  { given: 'a longer life', token: `${version}.${user}.${Number(expiry) + 1}.${seal}`, says: '201 Token Tidak Sesuai' },
  { given: 'another seal', token: `${version}.${user}.${expiry}.${'A'.repeat(43)}`, says: '201 Token Tidak Sesuai' },
  { given: 'no seal', token: `${version}.${user}.${expiry}.`, says: '201 Token Tidak Sesuai' },
  { given: 'the seal of another secret', token: made(`1.${user}.${expiry}`, 'x'), says: '201 Token Tidak Sesuai' },
  { given: 'the token of another user', token: made(`1.${other}.${expiry}`), says: '201 Token Tidak Sesuai' },
  { given: 'the token of another version', token: made(`2.${user}.${expiry}`), says: '201 Token Tidak Sesuai' },
  { given: 'a life that is no number', token: made(`1.${user}.x`), says: '201 Token Expired' },
  { given: 'another user name beside it', token: goodToken(), username: 'x', says: '201 Username Tidak Sesuai' },
  { given: 'no user name beside it', token: goodToken(), username: '', says: '201 Username Tidak Sesuai' },
])('a call with $given: $says', ({ token, username = ACCOUNT.username, says }) => {
  expect(said(heard(sisa, { body, headers: { 'x-token': token, 'x-username': username } }))).toBe(says);
});

test.each([
  { minutes: 59, says: 'asked' },
  { minutes: 60, says: '201 Token Expired' },
  { minutes: 600, says: '201 Token Expired' },
])('after $minutes minutes: $says', ({ minutes, says }) => {
  const headers = { 'x-token': goodToken(), 'x-username': ACCOUNT.username };
  expect(said(heard(sisa, { body, headers, context: later(minutes) }))).toBe(says);
});

test('a token that was made up and is old too is not called expired', () => {
  const token = made(`1.${user}.${Number(expiry) - 7200}`, 'x');
  expect(said(heard(sisa, { body, headers: { 'x-token': token, 'x-username': ACCOUNT.username } }))).toBe(
    '201 Token Tidak Sesuai',
  );
});

test('credentials come before content: a stranger learns nothing of what is wrong with it', () => {
  expect(said(heard(sisa, { body: 'rubbish', headers: {} }))).toBe('201 Token belum dikirim');
});

test('a new secret ends every token', () => {
  const headers = { 'x-token': goodToken(), 'x-username': ACCOUNT.username };
  const context = contextOf({ tokenSecret: 'rahasia-token-yang-baru-sekali-0000' });
  expect(said(heard(sisa, { body, headers, context }))).toBe('201 Token Tidak Sesuai');
});

test('where nothing is set up, nothing is let in', () => {
  const { config, now } = contextOf();
  const { callbacks: _, ...bare } = config;
  const context = { config: bare, now };
  expect(said(tokenFor('', '', context))).toBe('201 Layanan belum diaktifkan');
  expect(said(heard(sisa, { body, headers: {}, context }))).toBe('201 Layanan belum diaktifkan');
});

test.each([
  { statusStyle: 'selalu-200' as const, status: 200 },
  { statusStyle: 'ikut-kode' as const, status: 201 },
])('a refusal has HTTP status $status with $statusStyle', ({ statusStyle, status }) => {
  expect(responseOf(heard(sisa, { headers: {}, context: contextOf({ statusStyle }) })).status).toBe(status);
});
