import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isAllowed } from '../../../connectors/bank-h2h/addresses.ts';
import { authIdOf } from '../../../connectors/bank-h2h/servers/md5-path.ts';
import { signatureOf as signatureOfE } from '../../../connectors/bank-h2h/servers/oauth-hmac.ts';
import { isSignedByBank, minified, signatureOf } from '../../../connectors/bank-h2h/servers/snap-hmac.ts';
import { issueToken, stateOfToken } from '../../../connectors/bank-h2h/servers/token.ts';
import { answerTo, BASIC, CONFIG, NOP, NOW, questionOf, receive } from './asked.ts';
import { foundBills, LINE_2026 } from './bills.ts';

const SECRET = 'rahasia-contoh-42';
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

test('the worked auth_id of dialect D', () => {
  const parts = { username: 'bankcontoh', password: 'sandi-contoh', day: '20260203', billingId: '990000000042' };
  expect(authIdOf({ method: 'getesptpd', ...parts })).toBe('daa59c55260cbc55b1c0a000d9920ee8');
});

test('the worked signature of dialect E', () => {
  const signed = {
    ...{ path: '/v1/inquiry', verb: 'POST', token: 'Bearer contoh.token', timestamp: '2026-02-03T03:15:40.000Z' },
    body: '{"kodeBayar":"990000000042"}',
  };
  expect(signatureOfE(signed, SECRET)).toBe('YVKRI8A5Jz7ognV9M1Um3IAGXPjBeFk+YrK8jri85HA=');
});

const SNAP = { token: 'contoh.token.b2b', timestamp: '2026-02-03T10:15:40+07:00' };
const VA_BODY =
  '{"partnerServiceId":"  990001","customerNo":"000000000042","virtualAccountNo":"  990001000000000042","virtualAccountName":"RINA CONTOH","trxId":"PBB-2026-0042","totalAmount":{"value":"125000.00","currency":"IDR"}}';

test.each([
  {
    given: 'a body',
    call: { method: 'POST', path: '/v1.0/transfer-va/create-va', body: VA_BODY },
    want: 'sccywtBSnMQ3oKSZJ9xgQaytDYXgk2GVhmWryjJ4Fv6BcvMy+7sB1LxeexeOX1gf/8H2PMeeHz8FDJx08+CBbQ==',
  },
  {
    given: 'no body',
    call: { method: 'GET', path: '/v1.0/transfer-va/report?startDate=2026-02-01&endDate=2026-02-02', body: '' },
    want: '2Y8vrgB8Ww7pvDNRNdkE5Igm0zy+xHfi1P9Eyi6mnSbjCHcCNG9dV1pibrqAIJ8x50cLPZ3wiB3Wygkz5hbY7g==',
  },
])('the worked signature of SNAP with $given', ({ call, want }) => {
  expect(signatureOf({ ...call, ...SNAP }, SECRET)).toBe(want);
});

test('minifying drops white space outside of texts, and nothing else', () => {
  expect(minified('{ "a" : "  x \\" y" ,\r\n\t"b": 10000.00, "c": "\\/\\u00e9" }')).toBe(
    '{"a":"  x \\" y","b":10000.00,"c":"\\/\\u00e9"}',
  );
});

test('the worked signature of a token call verifies, and of another text does not', () => {
  const publicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAluySnQoDcZv76y+I1t/h
Po6CWKslrgMcPPGH7up2jjYuQ7Lf78tcL9l+8Yssau+2VtflvdHJMF6ivBBMcax/
OwqOM091djmkFvBt9xy8WPYqlcJwwRegx1zR7na9V6EcwO8lmP0JSbkEZCaH8z7r
C4dqhaRw6/sjoeXT8K5pws4cQYBhJ4dRdzdkNTwmLrPtssk/3bCgdeHOSyI8FwxF
Vil9Jh5zN4tp3YBeRg1gZsmIMWOgoaiUCBmrLp8Eq/UsVTvi4IF4jVPPXjOi6tFF
3ZrmCUUhjJrX6pWHwZooLuuqNGdnVkPwHoBTIqYJ7kLWWE9d+vgc30lfcJkfL86i
UwIDAQAB
-----END PUBLIC KEY-----
`;
  const signature =
    'UvNd9TOx2Kkq2sZYIaNHaPIUmZBHiGa7GL9mYG7+J0riCQsUs0vZmkQD0qmGTgkveOCH+41r8ll2Th7FhGKv7fe12hQ3R9TUIx8PTNA6ifu8FmidsTNXb3cuPJV+JSKm6KGDY0tfBN4Z42Achq9r5sfLZOmLYJqAxoOBJSqoN3PWxXPPY79e6cuWoqxtT4IJRF2ESdeEXSsjKBYWyrCxKbkdpxnVZMb+Bn1bmWE67NGCCOmHiCg3oUUfiSiHWyd+cqr2nS10EZTBbPl0V3dScE6g99cs6dAWHZ0W88WT8qFKJ8k9AJ1w8OMIZvKKc9okRKMyxNDE7s9Qsvi83omNMg==';
  expect(isSignedByBank('HUB-CONTOH-001|2026-02-03T10:15:30+07:00', signature, publicKey)).toBe(true);
  expect(isSignedByBank('HUB-CONTOH-001|2026-02-03T10:15:31+07:00', signature, publicKey)).toBe(false);
});

const D = { release: 'dialek-d' };
const getpbb = (authId: string, user = 'bankcontoh') =>
  ({ method: 'GET', path: `/pajak_daerah/getpbb/${authId}/?user=${user}&nop=${NOP}2026` }) as const;
const authIdOn = (day: string, password = 'sandi-contoh') =>
  authIdOf({ method: 'getpbb', username: 'bankcontoh', password, day, billingId: `${NOP}2026` });

test('dialect D takes NOP and year apart, and answers 0', () => {
  const sent = getpbb(authIdOn('20260203'));
  expect(questionOf(sent, D)).toMatchObject({ name: 'bank.inquiry', question: { nop: NOP, tahunPajak: '2026' } });
  expect(answerTo(sent, D, foundBills(LINE_2026)).text).toBe(
    `{"status":"0","pesan":"Sukses","data":{"NOP":"${NOP}","TAHUNPAJAK":"2026","NAMA":"RINA CONTOH","ALAMAT":"JALAN CONTOH 42","POKOK":"125000","DENDA":"0","TOTALBAYAR":"125000"}}`,
  );
});

test.each([
  { given: 'of yesterday', sent: getpbb(authIdOn('20260202')) },
  { given: 'of another password', sent: getpbb(authIdOn('20260203', 'sandi-lain')) },
  { given: 'of another user', sent: getpbb(authIdOn('20260203'), 'banklain') },
])('dialect D refuses a key $given', ({ sent }) => {
  expect(answerTo(sent, D)).toMatchObject({ status: 200, body: { status: '1' }, refused: true });
});

test('just before midnight the key of tomorrow is good, as clocks differ', () => {
  const now = new Date('2026-02-03T23:58:00+07:00');
  expect(receive(getpbb(authIdOn('20260204')), { ...D, now }).kind).toBe('asked');
  expect(receive(getpbb(authIdOn('20260203')), { ...D, now }).kind).toBe('asked');
});

test('at postpbb a wrong key is 4', () => {
  const body = {
    user: 'bankcontoh',
    NOP,
    TAHUNPAJAK: '2026',
    KODE_TP: '01',
    DENDA: '0',
    TOTALBAYAR: '125000',
    NORESI: '1',
  };
  expect(answerTo({ path: '/pajak_daerah/postpbb/salah/', body }, D).body).toEqual({
    status: '4',
    pesan: 'Kunci salah',
  });
  const billingId = NOP;
  const authId = authIdOf({
    method: 'postpbb',
    username: 'bankcontoh',
    password: 'sandi-contoh',
    day: '20260203',
    billingId,
  });
  expect(questionOf({ path: `/pajak_daerah/postpbb/${authId}/`, body }, D).question).toMatchObject({
    nominal: 125_000,
  });
});

const B = { release: 'dialek-b' };
const login = (password: string) => ({ path: '/getToken', body: { username: 'bankcontoh', password } });
const inquiryB = (token: string, body: object = { tax_year: '2026', tax_type: '0002', nop: NOP }) => ({
  path: '/InqPBB',
  headers: { authorization: `Bearer ${token}` },
  body,
});

test('dialect B gives a token for 300 seconds, says until when, and knows it again', () => {
  const { status, body } = answerTo(login('sandi-contoh'), B);
  const { data } = body as { data: { username: string; current_token: string } };
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      data: { username: 'bankcontoh', current_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) },
      ...{ expired: '2026-02-03 10:20:40', response_code: '00', response_message: 'Login success' },
    },
  });
  expect(receive(inquiryB(data.current_token), B).kind).toBe('asked');
  const later = { ...B, now: minutes(5) };
  expect(answerTo(inquiryB(data.current_token), later)).toMatchObject({
    ...{ status: 401, refused: false },
    body: { response_code: '05', message: 'Token kedaluwarsa' },
  });
});

test.each([
  { given: 'a wrong password', sent: login('sandi-lain'), code: '01', refused: true },
  { given: 'no token', sent: { ...inquiryB(''), headers: {} }, code: '05', refused: false },
  { given: 'a token of nobody', sent: inquiryB('a.b.c'), code: '04', refused: true },
])('dialect B refuses $given with $code', ({ sent, code, refused }) => {
  expect(answerTo(sent, B)).toMatchObject({ status: 401, body: { response_code: code }, refused });
});

test('a token with "alg": "none", of another secret or of another protocol is none', () => {
  const wanted = { user: 'bankcontoh', audience: 'token-login' };
  const mine = CONFIG.tokenSecret ?? '';
  const good = issueToken({ ...wanted, seconds: 300 }, mine, NOW);
  const [, claims = ''] = good.split('.');
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
  expect(stateOfToken(good, wanted, mine, NOW)).toBe('good');
  expect(stateOfToken(good, wanted, mine, minutes(5))).toBe('expired');
  expect(stateOfToken(none, wanted, mine, NOW)).toBe('bad');
  expect(stateOfToken(issueToken({ ...wanted, seconds: 300 }, 'lain', NOW), wanted, mine, NOW)).toBe('bad');
  expect(stateOfToken(good, { ...wanted, audience: 'snap-hmac' }, mine, NOW)).toBe('bad');
});

const E = { release: 'dialek-e' };
const form = (secret: string) => ({
  path: '/oauth/token',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: `grant_type=client_credentials&client_id=HUB-CONTOH-001&client_secret=${secret}`,
});

test('dialect E gives a token for a form, in the words of SNAP, and refuses another secret', () => {
  expect(answerTo(form(SECRET), E).body).toEqual({
    ...{ accessToken: expect.any(String), expiresIn: 900, tokenType: 'Bearer', responseCode: '2007300' },
  });
  const refusal = { status: 401, body: { responseCode: '4017300' }, refused: true };
  expect(answerTo(form('lain-lain'), E)).toMatchObject(refusal);
});

const tokenE = issueToken(
  { user: 'HUB-CONTOH-001', audience: 'oauth-hmac', seconds: 900 },
  CONFIG.tokenSecret ?? '',
  NOW,
);
const signedE = (timestamp: string, body = '{"kodeBayar":"990000000042"}', sent = body) => {
  const token = `Bearer ${tokenE}`;
  const signature = signatureOfE({ path: '/v1/inquiry', verb: 'POST', token, timestamp, body }, SECRET);
  const headers = { authorization: token, 'x-timestamp': timestamp, 'x-signature': signature };
  return { path: '/v1/inquiry', headers, body: sent };
};

test('dialect E checks the signature over the very bytes and the time', () => {
  const { question } = questionOf(signedE('2026-02-03T03:15:40.000Z'), E);
  expect(question).toEqual({ kodeBayar: '990000000042' });
  const altered = signedE('2026-02-03T03:15:40.000Z', undefined, '{"kodeBayar":"990000000043"}');
  expect(answerTo(altered, E)).toMatchObject({ status: 401, refused: true });
  expect(answerTo(signedE('2026-02-03T03:25:40.000Z'), E)).toMatchObject({ status: 401, refused: false });
});

const N = { release: 'netral' };
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const bankPublicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const snapLogin = (timestamp: string, client = 'HUB-CONTOH-001') => ({
  path: '/v1.0/access-token/b2b',
  headers: {
    'x-client-key': client,
    'x-timestamp': timestamp,
    'x-signature': sign('RSA-SHA256', Buffer.from(`${client}|${timestamp}`), privateKey).toString('base64'),
  },
  body: '{"grantType":"client_credentials"}',
});

test('the neutral contract gives SNAP its token, and takes calls that are signed with it', () => {
  const config = { bankPublicKey };
  const { body } = answerTo(snapLogin('2026-02-03T10:15:30+07:00'), { ...N, config });
  expect(body).toEqual({
    ...{ responseCode: '2007300', responseMessage: 'Successful', tokenType: 'Bearer', expiresIn: '900' },
    accessToken: expect.any(String),
  });
  const { accessToken: token } = body as { accessToken: string };
  const text = `{ "requestId": "1", "bankCode": "117", "nop": "${NOP}" }`;
  const { timestamp } = SNAP;
  const signature = signatureOf({ method: 'POST', path: '/pbb/inquiry', token, timestamp, body: text }, SECRET);
  const headers = { authorization: `Bearer ${token}`, 'x-timestamp': timestamp, 'x-signature': signature };
  expect(questionOf({ path: '/pbb/inquiry', headers, body: text }, N).question).toEqual({
    idPermintaan: '1',
    nop: NOP,
  });
  const other = { path: '/pbb/inquiry', headers, body: text.replace('"1"', '"2"') };
  expect(answerTo(other, N)).toMatchObject({ status: 401, body: { code: '63' }, refused: true });
  expect(answerTo({ path: '/pbb/inquiry', headers, body: text }, { ...N, now: minutes(6) }).status).toBe(401);
});

test.each([
  { given: 'another client', sent: snapLogin('2026-02-03T10:15:30+07:00', 'BANK-LAIN'), code: '4017300' },
  { given: 'an old time', sent: snapLogin('2026-02-03T09:15:30+07:00'), code: '4007301' },
  { given: 'no signature', sent: { ...snapLogin('2026-02-03T10:15:30+07:00'), headers: {} }, code: '4007302' },
  {
    given: 'another grant',
    sent: { ...snapLogin('2026-02-03T10:15:30+07:00'), body: '{"grantType":"x"}' },
    code: '4007300',
  },
])('SNAP gives no token for $given', ({ sent, code }) => {
  expect(answerTo(sent, { ...N, config: { bankPublicKey } }).body).toMatchObject({ responseCode: code });
});

const PLAIN = { path: '/pbb/inquiry', body: { requestId: '1', bankCode: '117', nop: NOP } };

test('with a token or an address list alone, the neutral contract is the same', () => {
  const bearer = { authorization: 'Bearer token-contoh-0042' };
  const token = { release: 'netral-token' };
  const list = { release: 'netral-alamat', config: { allowedAddresses: ['10.20.0.0/24'] } };
  expect(receive({ ...PLAIN, headers: bearer }, token).kind).toBe('asked');
  expect(answerTo({ ...PLAIN, headers: { authorization: 'Bearer lain' } }, token)).toMatchObject({ refused: true });
  expect(receive(PLAIN, { ...list, from: '10.20.0.7' }).kind).toBe('asked');
  expect(answerTo(PLAIN, { ...list, from: '10.20.1.7' })).toMatchObject({ status: 401, body: { code: '63' } });
  expect(answerTo(PLAIN, { release: 'netral-alamat', from: '10.20.0.7' }).status).toBe(401); // no list, nobody
});

test.each([
  { from: '10.20.0.7', allowed: [], want: true },
  { from: '10.20.0.7', allowed: ['10.20.0.7'], want: true },
  { from: '::ffff:10.20.0.7', allowed: ['10.20.0.0/24'], want: true },
  { from: '10.20.1.7', allowed: ['10.20.0.0/24', '192.0.2.1'], want: false },
  { from: '2001:db8::7', allowed: ['2001:db8::/32'], want: true },
  { from: undefined, allowed: ['10.20.0.7'], want: false },
  { from: '10.20.0.7', allowed: ['10.20.0.999', '10.20.0.0/99'], want: false },
])('$from calls an instance that lets in $allowed: $want', ({ from, allowed, want }) => {
  expect(isAllowed(from, allowed)).toBe(want);
});

const C = { release: 'dialek-c' };
test.each([
  { given: 'no login', headers: {}, code: '05', refused: false },
  { given: 'a wrong login', headers: { authorization: 'Basic YTpi' }, code: '04', refused: true },
])('dialect C answers $given with $code and HTTP 403', ({ headers, code, refused }) => {
  const sent = { method: 'GET' as const, path: `/GetBillingPBB?nop=${NOP}`, headers };
  expect(answerTo(sent, C)).toMatchObject({ status: 403, body: { code }, refused });
});

test('a protocol without its keys lets nobody in', () => {
  const { username: _user, password: _password, ...config } = CONFIG;
  const sent = { path: '/inquiry', headers: { authorization: BASIC }, body: { Nop: NOP } };
  const bare = { release: 'dialek-a', config: { ...config, username: undefined, password: undefined } as never };
  expect(answerTo(sent, bare)).toMatchObject({ status: 401, refused: false });
});

test('of two dialects at one address it is the one whose credentials came', () => {
  const both = { releases: ['netral', 'netral-token'] };
  const headers = { authorization: 'Bearer token-contoh-0042' };
  expect(receive({ ...PLAIN, headers }, both)).toMatchObject({ kind: 'asked', release: 'netral-token' });
});
