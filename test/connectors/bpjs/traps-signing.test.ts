import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import LZString from 'lz-string';
import { request as send } from 'undici';
import { bpjs } from '../../../connectors/bpjs/connector.ts';
import {
  accountOf,
  hmacSha256,
  sealingText,
  signedHeaders,
  unixSeconds,
  unseal,
} from '../../../connectors/bpjs/protocol.ts';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import type { HttpClient, HttpRequest } from '../../../connectors/connector.ts';
import { readAnswer } from '../read-answer.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { changedAt, found } from '../wanted.ts';
import { envelope, keyTextOf, MEMBER, PESERTA_JSON, sealed, sealedText, sealedUnluckily } from './wire.ts';

const account = { baseUrl: 'http://127.0.0.1:1', consumerId: '1000', consumerSecret: 'contoh-rahasia' };
const SECOND = '1767225600';

// Section 2: signing.
test('2 the published vectors sign as printed', () => {
  expect(hmacSha256('aaa', 'bbb')).toBe('20BKS3PWnD3XU4JbSSZvVlGi2WWnDa8Sv9uHJ+wsELA=');
  expect(signedHeaders(account, SECOND)).toEqual({
    'X-cons-id': '1000',
    'X-timestamp': SECOND,
    'X-signature': 'cN+WHxxsevXTK2PvmH7pwFH5XsxzxyY14xjrXUWIw4M=',
  });
});

test.each([
  { at: '2026-01-01T00:00:00.000Z', want: '1767225600' },
  { at: '2026-01-01T00:00:00.999Z', want: '1767225600' },
  { at: '2026-01-01T07:00:00.000+07:00', want: '1767225600' }, // UTC: Binjai's morning adds nothing
  { at: '2026-01-01T00:00:01.000Z', want: '1767225601' },
])('2 $at is second $want', ({ at, want }) => expect(unixSeconds(new Date(at))).toBe(want));

test('2 the user key is of the service, and not sent where there is none', () => {
  expect(signedHeaders({ ...account, userKey: 'kunci' }, SECOND)).toHaveProperty('user_key', 'kunci');
  expect(signedHeaders(account, SECOND)).not.toHaveProperty('user_key');
});

test('1 a service with its own consumer signs as that consumer; one without an address is named', () => {
  const config = {
    consumerId: '1000',
    consumerSecret: 'contoh-rahasia',
    services: {
      vclaim: { baseUrl: 'http://a', userKey: 'kunci-a' },
      pcare: { baseUrl: 'http://b', userKey: 'kunci-b', consumerId: '2000', consumerSecret: 'rahasia-kedua' },
    },
  };
  expect(accountOf(config, 'vclaim')).toMatchObject({ consumerId: '1000', userKey: 'kunci-a' });
  expect(accountOf(config, 'pcare')).toEqual({ ...config.services.pcare });
  expect(() => accountOf(config, 'aplicares')).toThrow('no BPJS service "aplicares"');
});

/** A clock that goes on a second every time somebody looks. */
function tickingClock(): () => Date {
  let second = Number(SECOND) * 1000;
  return () => {
    second += 1000;
    return new Date(second);
  };
}

test('2 the clock is read once per call: a second that turns over in between does not matter', async () => {
  const verdict = await readAnswer('bpjs', {
    release: 'vclaim-2.0',
    operation: 'peserta-by-nik',
    asked: { nik: MEMBER.nik, tanggal: '2026-11-20' },
    now: tickingClock(),
    body: (request) => {
      const { 'X-timestamp': timestamp = '', 'X-signature': signature } = request.headers;
      expect(signature).toBe(hmacSha256(`1000&${timestamp}`, 'contoh-rahasia'));
      return envelope('200', 'OK', JSON.stringify(sealed(PESERTA_JSON, keyTextOf(request))));
    },
  });
  expect(verdict).toMatchObject(found(MEMBER));
});

test('2 headers are made anew for every call', async () => {
  const stamps: (string | undefined)[] = [];
  const now = tickingClock();
  for (let call = 0; call < 2; call += 1)
    await readAnswer('bpjs', {
      release: 'vclaim-2.0',
      operation: 'peserta-by-nik',
      asked: { nik: MEMBER.nik, tanggal: '2026-11-20' },
      now,
      body: ({ headers }) => {
        stamps.push(headers['X-timestamp']);
        return envelope('201', 'x', 'null');
      },
    });
  expect(new Set(stamps).size).toBe(2);
});

test('2 the credentials of two facilities never mix, however their calls interleave', () =>
  withSandbox(bpjsSandbox, async ({ url }) => {
    const http: HttpClient = {
      async request({ method, url: at, headers, signal }) {
        const { statusCode, body } = await send(at, { method, headers, signal });
        return { status: statusCode, headers: {}, text: await body.text() };
      },
    };
    const facility = (consumerId: string, consumerSecret: string) => ({
      consumerId,
      consumerSecret,
      services: { vclaim: { baseUrl: `${url}/vclaim-rest`, userKey: `kunci-vclaim-${consumerId}` } },
    });
    const facilities = [
      { config: facility('1000', 'contoh-rahasia'), record: '000123' },
      { config: facility('2000', 'rahasia-kedua'), record: '200123' },
    ];
    const path = '/Peserta/nik/9901010101900001/tglSEP/2026-11-20';
    const call = { operation: 'peserta-by-nik', service: 'vclaim', method: 'GET', path, headers: {} } as const;
    const signal = new AbortController().signal;
    const heard = Array.from({ length: 60 }, async (_, index) => {
      const { config, record } = facilities[index % 2] ?? { config: facility('', ''), record: '' };
      const context = { instance: 'bpjs', config, http, now: () => new Date(), signal };
      const { payload, damage, code } = await bpjs.protocols['vclaim-2'].send(call, context);
      expect({ damage, code }).toEqual({ damage: undefined, code: '200' });
      expect(payload).toMatchObject({ peserta: { nama: 'BUDI SANTOSO', mr: { noMR: record } } });
    });
    await Promise.all(heard);
  }));

// Section 4: encryption.
const VECTOR =
  'RJhW+u9p0D9GA3lGXiwc0b9d54Ufh1Db229HHof7TuGv/xc9FckYLzUu/RtlGAwSfgfV2sCzrq8lQ915ghpKeuR00IOpDwcenHp9ADmXAPnWRSu4Gcuc12qXE7W6nwiW';

test('4 the published vector opens step by step', () => {
  const keyText = sealingText(account, SECOND);
  expect(keyText).toBe('1000contoh-rahasia1767225600');
  const key = createHash('sha256').update(keyText).digest();
  expect(key.toString('hex')).toBe('6b40824493c00ca083be7877cd48d4498dac4f903fe067a9476021ab8f920d07');
  expect(key.subarray(0, 16).toString('hex')).toBe('6b40824493c00ca083be7877cd48d449');
  const compressed = 'N4IgNglgzgLiBcBtUBrA9gEwKYJASQDkAVEAGhADsBDAWytwAUBRAgTQEEBpPIgAgBF2AGXYBZEAF8AuhKA';
  expect(sealedText(compressed, keyText)).toBe(VECTOR);
  expect(LZString.decompressFromEncodedURIComponent(compressed)).toBe(
    '{"list":[{"kode":"INT","nama":"PENYAKIT DALAM"}]}',
  );
  expect(unseal(VECTOR, keyText)).toEqual({ value: { list: [{ kode: 'INT', nama: 'PENYAKIT DALAM' }] } });
});

test.each([
  { given: 'the second after', keyText: '1000contoh-rahasia1767225601' },
  { given: 'the second before', keyText: '1000contoh-rahasia1767225599' },
  { given: 'milliseconds', keyText: '1000contoh-rahasia1767225600000' },
  { given: 'another secret', keyText: '1000rahasia-kedua1767225600' },
  { given: 'another consumer', keyText: '2000contoh-rahasia1767225600' },
  { given: 'a separator', keyText: '1000&contoh-rahasia&1767225600' },
])('4 the vector does not open with the key of $given', ({ keyText }) => {
  expect(unseal(VECTOR, keyText)).toBeUndefined();
});

const KEY = sealingText(account, SECOND);
test.each([
  { given: 'nothing in it', text: sealedText('', KEY) },
  { given: 'a compressed empty text', text: sealed('', KEY) },
  { given: 'text that is not compressed', text: sealedText('{"peserta":{}}', KEY) },
  { given: 'compressed text that is no JSON', text: sealed('Data tidak ditemukan', KEY) },
  { given: 'compressed JSON that is cut', text: sealed('{"peserta":{', KEY) },
  { given: 'a block that is cut', text: VECTOR.slice(0, -8) },
  { given: 'URL-safe letters', text: VECTOR.replaceAll('+', '-').replaceAll('/', '_') },
  { given: 'no base64', text: 'bukan base64!' },
])('4 a seal with $given cannot be opened', ({ text }) => expect(unseal(text, KEY)).toBeUndefined());

test('4 a wrong key that survives the padding is never an answer', () => {
  for (let second = 0; second < 40; second += 1) {
    const keyText = `1000contoh-rahasia${1767225600 + second}`;
    expect(unseal(sealedUnluckily(PESERTA_JSON, keyText), keyText)).toBeUndefined();
  }
});

test.each([{}, [], null, 0, '', { list: [] }])('4 a sealed %j is opened as such', (value) => {
  expect(unseal(sealed(JSON.stringify(value), KEY), KEY)).toEqual({ value });
});

test.each([
  { given: 'letters outside the basic plane', text: 'BUDI 𠮷野 😀 SANTOSO' },
  { given: 'accents and quotes', text: `Ké’ "d'Or" \\ \n` },
  { given: 'half of a pair', text: 'x\ud83dy' },
  { given: 'plus signs and dollars', text: '+62 812 $ - / =' },
])('4 $given survive the seal', ({ text }) => {
  expect(unseal(sealed(JSON.stringify({ text }), KEY), KEY)).toEqual({ value: { text } });
});

test('4 an integer beyond 2^53 keeps its digits under the seal', () => {
  expect(unseal(sealed('{"nik":9471014507929903}', KEY), KEY)).toEqual({ value: { nik: 9471014507929903n } });
});

const asked = { nik: MEMBER.nik, tanggal: '2026-11-20' };
const peserta = { release: 'vclaim-2.0', operation: 'peserta-by-nik', asked };
test.each([
  { given: 'the second after', later: 1 },
  { given: 'the second before', later: -1 },
])('4 an answer sealed for $given is another contract, not an empty one', async ({ later }) => {
  const verdict = await readAnswer('bpjs', {
    ...peserta,
    body: (request) => envelope('200', 'OK', JSON.stringify(sealed(PESERTA_JSON, keyTextOf(request, later)))),
  });
  expect(verdict).toMatchObject(changedAt('response'));
});

test('4 an answer sealed with a wrong key that survives the padding is another contract', async () => {
  const verdict = await readAnswer('bpjs', {
    ...peserta,
    body: (request) => envelope('200', 'OK', JSON.stringify(sealedUnluckily(PESERTA_JSON, keyTextOf(request)))),
  });
  expect(verdict).toMatchObject(changedAt('response'));
});

test('4 escaped slashes around a seal are the same seal', async () => {
  const verdict = await readAnswer('bpjs', {
    ...peserta,
    body: (request) =>
      envelope('200', 'OK', JSON.stringify(sealed(PESERTA_JSON, keyTextOf(request))).replaceAll('/', '\\/')),
  });
  expect(verdict).toMatchObject(found(MEMBER));
});

test('4 questions are never sealed, and the signature is sent as standard base64', async () => {
  let sent: HttpRequest | undefined;
  await readAnswer('bpjs', {
    ...peserta,
    body: (request) => {
      sent = request;
      return envelope('201', 'x', 'null');
    },
  });
  expect(sent?.url).toMatch(/\/Peserta\/nik\/9901010101900001\/tglSEP\/2026-11-20$/);
  expect(sent?.headers['X-signature']).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  expect(sent?.body).toBeUndefined();
});
