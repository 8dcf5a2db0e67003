import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isGoodToken, issueToken } from '../../../connectors/bank-snap/callback-token.ts';
import { NOW } from './asking.ts';
import {
  askToken,
  type Call,
  cityContext,
  codeOf,
  goodToken,
  heard,
  INQUIRY,
  INTRABANK,
  inquiryBody,
  PARTNER,
  PAYMENT,
  QR,
  saidBy,
  type TokenCall,
  wib,
} from './city.ts';

const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const services = [
  { path: INQUIRY, service: '24' },
  { path: PAYMENT, service: '25' },
  { path: INTRABANK, service: '34' },
  { path: QR, service: '52' },
];

test('a bank with its key gets a token of 900 seconds, in the form of the standard', () => {
  const { status, headers, body } = saidBy(askToken());
  expect(status).toBe(200);
  expect(headers['x-timestamp']).toBe('2026-02-03T10:15:40+07:00');
  expect(body).toMatchObject({
    responseCode: '2007300',
    responseMessage: 'Successful',
    tokenType: 'Bearer',
    expiresIn: '900',
  });
  expect(String(body.accessToken).length).toBeLessThan(2048);
  expect(codeOf(askToken({ before: '/snap' }))).toBe('2007300');
});

test.each<{ given: string; call: TokenCall; want: string }>([
  {
    given: 'no client',
    call: { headers: { 'x-client-key': undefined } },
    want: '4007302 Invalid Mandatory Field X-CLIENT-KEY',
  },
  {
    given: 'no timestamp',
    call: { headers: { 'x-timestamp': undefined } },
    want: '4007302 Invalid Mandatory Field X-TIMESTAMP',
  },
  {
    given: 'no signature',
    call: { headers: { 'x-signature': undefined } },
    want: '4007302 Invalid Mandatory Field X-SIGNATURE',
  },
  {
    given: 'a timestamp without a zone',
    call: { timestamp: '2026-02-03T10:15:40' },
    want: '4007301 Invalid Field Format X-TIMESTAMP',
  },
  { given: 'another client', call: { clientId: 'bank-lain' }, want: '4017300 Unauthorized. [Unknown Client]' },
  {
    given: 'a signature over something else',
    call: { signed: 'bank-contoh|x' },
    want: '4017300 Unauthorized. [Signature]',
  },
  {
    given: 'a signature that is none',
    call: { headers: { 'x-signature': 'AAAA' } },
    want: '4017300 Unauthorized. [Signature]',
  },
  { given: '301 seconds early', call: { timestamp: wib(at(-301)) }, want: '4017300 Unauthorized. [X-TIMESTAMP]' },
  { given: '301 seconds late', call: { timestamp: wib(at(301)) }, want: '4017300 Unauthorized. [X-TIMESTAMP]' },
  { given: '300 seconds early', call: { timestamp: wib(at(-300)) }, want: '2007300 Successful' },
  { given: '300 seconds late', call: { timestamp: wib(at(300)) }, want: '2007300 Successful' },
  { given: 'grant_type', call: { body: '{"grant_type":"client_credentials"}' }, want: '4007300 Bad Request' },
  { given: 'another grant', call: { body: '{"grantType":"password"}' }, want: '4007300 Bad Request' },
  { given: 'no JSON', call: { body: 'grantType=client_credentials' }, want: '4007300 Bad Request' },
  { given: 'an empty body', call: { body: '' }, want: '4007300 Bad Request' },
  { given: 'another first part of the address', call: { before: '/lain' }, want: '4037301 Feature Not Allowed' },
])('a token for $given: $want', ({ call, want }) => {
  const { status, body } = saidBy(askToken(call));
  expect(`${body.responseCode} ${body.responseMessage}`).toBe(want);
  expect(String(status)).toBe(want.slice(0, 3));
});

test('several tokens are good at once, and each dies at its own time', () => {
  const first = issueToken(PARTNER, NOW);
  const second = issueToken(PARTNER, at(600));
  expect(first).not.toBe(second);
  expect([first, second].map((token) => isGoodToken(token, PARTNER, at(899)))).toEqual([true, true]);
  expect([first, second].map((token) => isGoodToken(token, PARTNER, at(900)))).toEqual([false, true]);
  expect(isGoodToken(second, PARTNER, at(1499))).toBe(true);
  expect(isGoodToken(second, PARTNER, at(1500))).toBe(false);
});

test('a token that was changed, or is of another client or secret, is none', () => {
  const token = issueToken(PARTNER, NOW);
  expect(isGoodToken(token, { ...PARTNER, clientId: 'bank-lain' }, NOW)).toBe(false);
  expect(isGoodToken(token, { ...PARTNER, tokenSecret: 'another secret of thirty-two letters' }, NOW)).toBe(false);
  expect(isGoodToken(`${token}${'x'.repeat(2048)}`, PARTNER, NOW)).toBe(false);
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abcXYZ019._-'), (place, letter) => {
      const changed = token.slice(0, place) + letter + token.slice(place + 1);
      expect(isGoodToken(changed, PARTNER, NOW)).toBe(changed === token);
    }),
  );
});

test.each(services)('a good call to $path is asked, below its prefix too', ({ path }) => {
  expect(codeOf(heard(path))).toBe('asked');
  expect(codeOf(heard(path, { before: '/snap' }))).toBe('asked');
  expect(codeOf(heard(path, { query: '?a=1&b=%20' }))).toBe('asked');
});

const pretty = JSON.stringify(inquiryBody, undefined, '\t');
const escaped = JSON.stringify({ ...inquiryBody, passApp: 'a/é' }).replace('a/é', 'a\\/\\u00e9');

// Codes of section 7.3 with the number of the service put in; the last two columns of the table are tested with the answers.
test.each<{ given: string; call: Call; want: string }>([
  { given: 'no token', call: { headers: { authorization: undefined } }, want: '401$$01' },
  { given: 'a made-up token', call: { token: 'contoh.token.b2b' }, want: '401$$01' },
  { given: 'a token that has died', call: { token: issueToken(PARTNER, at(-900)) }, want: '401$$01' },
  { given: 'a token of its last second', call: { token: issueToken(PARTNER, at(-899)) }, want: 'asked' },
  { given: 'another word than Bearer', call: { headers: { authorization: `Basic ${goodToken()}` } }, want: '401$$01' },
  {
    given: 'bearer in small letters',
    call: { headers: { authorization: `bearer ${goodToken()}` }, token: goodToken() },
    want: 'asked',
  },
  { given: 'another secret', call: { secret: 'rahasia-lain-rahasia-lain' }, want: '401$$00' },
  { given: 'no signature', call: { headers: { 'x-signature': undefined } }, want: '400$$02' },
  { given: 'no timestamp', call: { headers: { 'x-timestamp': undefined } }, want: '400$$02' },
  { given: 'a timestamp without a zone', call: { timestamp: '2026-02-03T10:15:40' }, want: '400$$01' },
  { given: 'a day that does not exist', call: { timestamp: '2026-02-30T10:15:40+07:00' }, want: '400$$01' },
  { given: '300 seconds early', call: { timestamp: wib(at(-300)) }, want: 'asked' },
  { given: '300 seconds late', call: { timestamp: wib(at(300)) }, want: 'asked' },
  { given: '301 seconds early', call: { timestamp: wib(at(-301)) }, want: '401$$00' },
  { given: '301 seconds late', call: { timestamp: wib(at(301)) }, want: '401$$00' },
  {
    given: 'five minutes, where ten are allowed',
    call: { timestamp: wib(at(-301)), context: cityContext({ timestampSeconds: 600 }) },
    want: 'asked',
  },
  { given: 'a timestamp in UTC', call: { timestamp: '2026-02-03T03:15:40Z' }, want: 'asked' },
  { given: 'a timestamp with thousandths', call: { timestamp: '2026-02-03T10:15:40.123+07:00' }, want: 'asked' },
  { given: 'a timestamp with -00:00', call: { timestamp: '2026-02-03T03:15:40-00:00' }, want: 'asked' },
  { given: 'a timestamp as in the samples', call: { timestamp: '20260203T031540Z' }, want: 'asked' },
  { given: 'a timestamp of Papua', call: { timestamp: '2026-02-03T12:15:40+09:00' }, want: 'asked' },
  {
    given: 'a timestamp that was written anew after signing',
    call: { timestamp: '2026-02-03T03:15:40Z', headers: { 'x-timestamp': '2026-02-03T10:15:40+07:00' } },
    want: '401$$00',
  },
  { given: 'hex where base64 is agreed', call: { encoding: 'hex' }, want: '401$$00' },
  {
    given: 'hex where it is agreed',
    call: { encoding: 'hex', context: cityContext({ signatureEncoding: 'hex' }) },
    want: 'asked',
  },
  { given: 'RSA where HMAC is agreed', call: { asymmetric: true }, want: '401$$01' },
  {
    given: 'RSA where it is agreed',
    call: { asymmetric: true, context: cityContext({ signature: 'asymmetric' }) },
    want: 'asked',
  },
  { given: 'HMAC where RSA is agreed', call: { context: cityContext({ signature: 'asymmetric' }) }, want: '401$$00' },
  { given: 'the path from /v1.0 where the sent one is agreed', call: { signedPath: 'from-version' }, want: '401$$00' },
  {
    given: 'the path from /v1.0 where it is agreed',
    call: { signedPath: 'from-version', context: cityContext({ signedPath: '' }) },
    want: 'asked',
  },
  {
    given: 'the sent path where that from /v1.0 is agreed',
    call: { context: cityContext({ signedPath: '' }) },
    want: '401$$00',
  },
  { given: 'no partner', call: { headers: { 'x-partner-id': undefined } }, want: '400$$02' },
  { given: 'no external id', call: { headers: { 'x-external-id': '' } }, want: '400$$02' },
  { given: 'no channel', call: { headers: { 'channel-id': undefined } }, want: '400$$02' },
  {
    given: 'letters in the external id',
    call: { headers: { 'x-external-id': '0f8fad5b-d9cb-469f-a165-70867728950e1770088540123' } },
    want: 'asked',
  },
  {
    given: 'an external id longer than agreed',
    call: { headers: { 'x-external-id': '1'.repeat(37) }, context: cityContext({ longestExternalId: 36 }) },
    want: '400$$01',
  },
  {
    given: 'another partner',
    call: { headers: { 'x-partner-id': '880001' }, context: cityContext({ partnerId: '990001' }) },
    want: '401$$00',
  },
  { given: 'the partner that is agreed', call: { context: cityContext({ partnerId: '990001' }) }, want: 'asked' },
  { given: 'no JSON', call: { body: 'value=1' }, want: '400$$00' },
  { given: 'a list', call: { body: '[]' }, want: '400$$00' },
  { given: 'no body', call: { body: '' }, want: '400$$00' },
  { given: 'a body of another request', call: { signedBody: '{}' }, want: '401$$00' },
  { given: 'another first part of the address', call: { before: '/lain' }, want: '403$$01' },
])('$given: $want', ({ call, want }) => {
  for (const { path, service } of services) {
    const { context = cityContext() } = call;
    const signedPath = call.signedPath === 'from-version' ? { signedPath: path } : {};
    expect(codeOf(heard(path, { ...call, context, ...signedPath }))).toBe(want.replace(/\$\$/, service));
  }
});

test('where no calls are agreed, none is taken', () => {
  const context = { ...cityContext(), config: { ...cityContext().config } };
  delete context.config.callbacks;
  expect(codeOf(askToken({ context }))).toBe('4037301');
  for (const { path, service } of services)
    expect(codeOf(heard(path, { context, token: goodToken() }))).toBe(`403${service}01`);
});

test('a signature per address: RSA for the notice, HMAC for the rest', () => {
  const context = cityContext({
    signatureOf: { 'qr-mpm-notify': 'asymmetric' },
    signedPathOf: { 'qr-mpm-notify': '/snap' },
  });
  expect(codeOf(heard(QR, { context, asymmetric: true, before: '/snap', signedPath: `/snap${QR}` }))).toBe('asked');
  expect(codeOf(heard(QR, { context, before: '/snap', signedPath: `/snap${QR}` }))).toBe('4015200');
  expect(codeOf(heard(INQUIRY, { context }))).toBe('asked');
  expect(codeOf(heard(INQUIRY, { context, asymmetric: true }))).toBe('4012401');
});

test.each([
  ['over several lines', { body: pretty, signedBody: JSON.stringify(inquiryBody) }],
  ['with blanks around it', { body: ` \r\n${pretty}\t`, signedBody: JSON.stringify(inquiryBody) }],
  ['with slashes and letters escaped', { body: escaped }],
  ['with a member twice', { body: JSON.stringify(inquiryBody).replace('{', '{"customerNo":"1",') }],
  ['with twenty bare digits', { body: JSON.stringify(inquiryBody).replace('{', '{"lain":20200101202001012020,') }],
  [
    'with a member of every object',
    { body: JSON.stringify(inquiryBody).replace('{', '{"__proto__":{"a":1},"constructor":1,') },
  ],
])('a body %s is good', (_name, call) => {
  expect(codeOf(heard(INQUIRY, call))).toBe('asked');
});

test('a body written anew by a proxy is refused: the signature is over the text', () => {
  const sent = '{"a":10000.00}';
  expect(codeOf(heard(INQUIRY, { body: JSON.stringify(JSON.parse(sent)), signedBody: sent }))).toBe('4012400');
});

test('a signature that was changed is never accepted', () => {
  fc.assert(
    fc.property(fc.nat(87), fc.constantFrom(...'ABCabc019+/= '), (place, letter) => {
      let isSame = false;
      const alter = (signature: string) => {
        const changed = signature.slice(0, place) + letter + signature.slice(place + 1);
        isSame = changed === signature;
        return changed;
      };
      expect(codeOf(heard(INQUIRY, { alter }))).toBe(isSame ? 'asked' : '4012400');
    }),
    { numRuns: 300 },
  );
  for (const alter of [
    (signature: string) => signature.toLowerCase(),
    (signature: string) => Buffer.from(signature, 'base64').toString('hex'),
    (signature: string) => signature.slice(0, 44),
    (signature: string) => `${signature}, ${signature}`,
  ])
    expect(codeOf(heard(INQUIRY, { alter }))).toBe('4012400');
});
