import { createHash, createHmac, createVerify } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { bankSnap } from '../../../connectors/bank-snap/connector.ts';
import { externalId, signedPath, withSortedQuery } from '../../../connectors/bank-snap/protocol.ts';
import type { HttpRequest } from '../../../connectors/connector.ts';
import { fault, found } from '../wanted.ts';
import { ACCOUNT, ask, bankOf, CODE, configAt, json, NOW, NUMBER } from './asking.ts';
import { HUB } from './keys.ts';

const created = json(200, {
  responseCode: '2002700',
  responseMessage: 'Successful',
  virtualAccountData: { virtualAccountNo: '  990001000000000042', trxId: 'PBB-2026-0042' },
});
const create = { operation: 'va-create', asked: ACCOUNT };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Computed here, not by the connector. */
function hmacOf({ method, headers, body = '' }: HttpRequest, path: string): string {
  const token = headers.Authorization?.replace('Bearer ', '');
  const text = `${method}:${path}:${token}:${sha256(body)}:${headers['X-TIMESTAMP']}`;
  return createHmac('sha512', 'rahasia-snap-bank-untuk-uji').update(text).digest('base64');
}

test('a call carries the headers of the standard, a padded body without blanks, and no Idempotency-Key', async () => {
  const bank = bankOf(() => created);
  const config = configAt('https://bank.invalid/apisnap', { origin: 'binjai.invalid' });
  const verdict = await ask({ ...create, config, headers: { 'Idempotency-Key': 'pby_1' } }, bank.answering);
  expect(verdict).toMatchObject(found({ nomor: '990001000000000042' }));
  const [token] = bank.tokens;
  expect(token).toMatchObject({
    method: 'POST',
    url: 'https://bank.invalid/apisnap/v1.0/access-token/b2b',
    body: '{"grantType":"client_credentials"}',
    headers: { 'X-CLIENT-KEY': 'hub-contoh', 'X-TIMESTAMP': '2026-02-03T10:15:40+07:00' },
  });
  const verify = createVerify('RSA-SHA256').update('hub-contoh|2026-02-03T10:15:40+07:00');
  expect(verify.verify(HUB.publicKey, token?.headers['X-SIGNATURE'] ?? '', 'base64')).toBe(true);
  const [call] = bank.calls;
  expect(call?.url).toBe('https://bank.invalid/apisnap/v1.0/transfer-va/create-va');
  expect(call?.body).toBe(
    '{"partnerServiceId":"  990001","customerNo":"000000000042","virtualAccountNo":"  990001000000000042","virtualAccountName":"RINA CONTOH","trxId":"PBB-2026-0042","totalAmount":{"value":"125000.00","currency":"IDR"},"virtualAccountTrxType":"C","expiredDate":"2026-02-28T23:59:59+07:00"}',
  );
  expect(call?.headers).toEqual({
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Authorization: 'Bearer token-1',
    'X-TIMESTAMP': '2026-02-03T10:15:40+07:00',
    'X-SIGNATURE': call && hmacOf(call, '/apisnap/v1.0/transfer-va/create-va'),
    ORIGIN: 'binjai.invalid',
    'X-PARTNER-ID': '990001',
    'X-EXTERNAL-ID': expect.stringMatching(/^20260203101540\d{16}$/),
    'CHANNEL-ID': '95231',
  });
});

test('a delete has a body, and a report is asked by parameters without one', async () => {
  const bank = bankOf(({ method }) =>
    method === 'GET'
      ? json(200, { responseCode: '2003500', virtualAccountdata: [] })
      : json(200, { responseCode: '2003100' }),
  );
  const config = configAt('https://bank.invalid');
  const asked = { ...NUMBER, trxId: 'PBB-2026-0042' };
  expect(await ask({ operation: 'va-delete', asked, config }, bank.answering)).toMatchObject(
    found({ nomor: '990001000000000042' }),
  );
  expect(await ask({ operation: 'va-report', asked: { tanggal: '2026-02-01' }, config }, bank.answering)).toMatchObject(
    found([]),
  );
  const [deleted, report] = bank.calls;
  expect(deleted).toMatchObject({
    method: 'DELETE',
    body: '{"partnerServiceId":"  990001","customerNo":"000000000042","virtualAccountNo":"  990001000000000042","trxId":"PBB-2026-0042"}',
  });
  const path = '/v1.0/transfer-va/report?partnerServiceId=%20%20990001&startDate=2026-02-01&endDate=2026-02-01';
  expect(report).toMatchObject({ method: 'GET', url: `https://bank.invalid${path}` });
  expect(report).not.toHaveProperty('body');
  expect(report?.headers['X-SIGNATURE']).toBe(report && hmacOf(report, path));
});

test('what the instance has not been given is left out of a code, and moments lose their thousandths', async () => {
  const bank = bankOf(() => json(200, { responseCode: '2004700', referenceNo: 'Q1', qrContent: '0002' }));
  const asked = { ...CODE, berlakuSampai: '2026-02-03T04:15:40.123Z' };
  expect(await ask({ operation: 'qr-generate', asked }, bank.answering)).toMatchObject(found({ nomorBank: 'Q1' }));
  expect(JSON.parse(bank.calls[0]?.body ?? '')).toEqual({
    partnerReferenceNo: 'RET-2026-0042',
    amount: { value: '25000.00', currency: 'IDR' },
    merchantId: '000099000100001',
    terminalId: '99000001',
    validityPeriod: '2026-02-03T11:15:40+07:00',
  });
});

test('an account of another company is not sent', async () => {
  const bank = bankOf(() => created);
  const asked = { ...ACCOUNT, nomor: '880001000000000042' };
  await expect(ask({ ...create, asked }, bank.answering)).rejects.toThrow(RangeError);
  expect(bank.calls).toEqual([]);
});

test('a telephone has the number of the country', async () => {
  const bank = bankOf(() => created);
  for (const telepon of ['0812000001', '+62812000001', '62812000001'])
    await ask({ ...create, asked: { ...ACCOUNT, telepon } }, bank.answering);
  const phones = bank.calls.map(({ body }) => JSON.parse(body ?? '').virtualAccountPhone);
  expect(phones).toEqual(['62812000001', '62812000001', '62812000001']);
});

test('a partner that wants RSA gets it, without a token, and hex where it is set', async () => {
  const bank = bankOf(() => created);
  const config = configAt('https://bank.invalid', { signature: 'asymmetric', signatureEncoding: 'hex' });
  await ask({ ...create, config }, bank.answering);
  expect(bank.tokens).toEqual([]);
  const [call] = bank.calls;
  expect(call?.headers).not.toHaveProperty('Authorization');
  const text = `POST:/v1.0/transfer-va/create-va:${sha256(call?.body ?? '')}:2026-02-03T10:15:40+07:00`;
  const signature = call?.headers['X-SIGNATURE'] ?? '';
  expect(signature).toMatch(/^[0-9a-f]{512}$/);
  expect(createVerify('RSA-SHA256').update(text).verify(HUB.publicKey, signature, 'hex')).toBe(true);
});

test.each([
  [{}, '/apisnap/v1.0/qr/qr-mpm-query'],
  [{ signedPath: '' }, '/v1.0/qr/qr-mpm-query'],
  [{ signedPath: '/snap' }, '/snap/v1.0/qr/qr-mpm-query'],
  [{ signedPath: '', signedPathOf: { 'qr-query': '/bni' } }, '/bni/v1.0/qr/qr-mpm-query'],
  [{ signedPathOf: { 'va-create': '/bni' } }, '/apisnap/v1.0/qr/qr-mpm-query'],
])('with %j the signed path is %s', (settings, want) => {
  const baseUrl = 'https://bank.invalid:8443/apisnap';
  expect(signedPath({ baseUrl, ...settings }, 'qr-query', '/v1.0/qr/qr-mpm-query')).toBe(want);
});

test.each([
  ['/a?b=2&a=1', '/a?a=1&b=2'],
  ['/a?b=2&b=1&B=3', '/a?B=3&b=1&b=2'],
  ["/a?x=%c3%a9&b=it's%20(1)!*", '/a?b=it%27s%20%281%29%21%2A&x=%C3%A9'],
  ['/a?b', '/a?b='],
  ['/a', '/a'],
  ['/a?', '/a?'],
])('the query of %s is sorted as %s', (given, want) => {
  expect(withSortedQuery(given)).toBe(want);
});

test('a sorted query is sent as it is signed', async () => {
  const bank = bankOf(() => json(200, { responseCode: '2003500', virtualAccountdata: [] }));
  const config = configAt('https://bank.invalid', { sortedQuery: true });
  await ask({ operation: 'va-report', asked: { tanggal: '2026-02-01' }, config }, bank.answering);
  const path = '/v1.0/transfer-va/report?endDate=2026-02-01&partnerServiceId=%20%20990001&startDate=2026-02-01';
  const [call] = bank.calls;
  expect(call?.url).toBe(`https://bank.invalid${path}`);
  expect(call?.headers['X-SIGNATURE']).toBe(call && hmacOf(call, path));
});

test('external ids are thirty digits of Jakarta time and chance, and do not come twice', () => {
  expect(externalId(new Date('2026-12-31T17:00:00Z'), () => '0000000000000042')).toBe('202701010000000000000000000042');
  const many = new Set(Array.from({ length: 5000 }, () => externalId(NOW)));
  expect(many.size).toBe(5000);
  for (const one of many) expect(one).toMatch(/^\d{30}$/);
});

test('the services see prefix, digits and issuer, and no secret', () => {
  expect(bankSnap.settingsOf(configAt())).toEqual({
    virtualAccountPrefix: '990001',
    customerDigits: '12',
    virtualAccountIssuer: 'bank',
    partnerServiceId: '  990001',
  });
});

test('a key that cannot be read says so without showing it', async () => {
  const bank = bankOf(() => created);
  const config = configAt('https://bank.invalid', { privateKey: '/nowhere/secret-42.pem' });
  const failure = ask({ ...create, config }, bank.answering);
  await expect(failure).rejects.toThrow('the private key of this bank cannot be read');
  await expect(failure).rejects.not.toThrow(/secret-42/);
});

test('where time ran out before it was sent, nothing was done', async () => {
  const bank = bankOf(() => created);
  const verdict = await ask({ ...create, signal: AbortSignal.abort() }, bank.answering);
  expect(verdict).toMatchObject({ ...fault('unanswered', 'timeout'), fault: { outcome: 'not-done' } });
  expect(bank.calls).toEqual([]);
});
