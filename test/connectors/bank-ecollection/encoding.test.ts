import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addKey, addKeys, decode, encode, plainText } from '../../../connectors/bank-ecollection/protocol.ts';
import { open, seal, stagesOf } from '../../../connectors/bank-ecollection/sandbox/encoding.ts';
import { KEYS, NOW, plainOf, SECONDS, sealed, shifted, unsealed } from './wire.ts';

const clock = { now: NOW, windowSeconds: 480 };
const INQUIRY_REQUEST = { type: 'inquirybilling', client_id: '00777', trx_id: 'PBB-2026-0042' };
const INQUIRY_DATA =
  'TRMVICAZEhohHBlgB2FmXkwKKRJZfwIOAgwMdgQICH8ETgkUA0VVU09SWEtVUQghEB8fICBPOkU0BwwTen55P1cJMCMqFhsTFSEYHBUaHxBr';

// Section 3.3, byte for byte, of the connector and of the sandbox, which share no line.
const STAGES = {
  plain: [48, 51, 53, 56, 56, 48, 48, 55, 55, 49, 46, 123, 34, 97, 34, 58, 49, 125],
  afterClientId: [103, 99, 101, 111, 111, 103, 96, 103, 110, 104, 101, 43, 82, 24, 89, 113, 97, 45],
  afterSecretKey: [77, 19, 21, 32, 32, 25, 18, 26, 33, 28, 25, 96, 7, 78, 15, 40, 24, 101],
};

test('the three stages of the worked example', () => {
  const plain = Buffer.from(plainText({ a: 1 }, NOW));
  expect([...plain]).toEqual(STAGES.plain);
  expect([...addKey(plain, KEYS.clientId)]).toEqual(STAGES.afterClientId);
  expect([...addKeys(plain, KEYS)]).toEqual(STAGES.afterSecretKey);
  expect(stagesOf({ a: 1 }, KEYS, SECONDS)).toEqual(STAGES);
  expect(plain.toString()).toBe('0358800771.{"a":1}');
});

test.each([
  { object: { a: 1 }, data: 'TRMVICAZEhohHBlgB04PKBhl' },
  { object: INQUIRY_REQUEST, data: INQUIRY_DATA },
])('$object is the data of the notes, and back', ({ object, data }) => {
  expect(encode(object, KEYS, NOW)).toBe(data);
  expect(seal(object, KEYS, SECONDS)).toBe(data);
  expect(sealed(JSON.stringify(object))).toBe(data);
  expect(decode(data, KEYS, clock)).toEqual({ kind: 'opened', value: object });
  expect(open(data, KEYS)).toEqual({ sentAt: SECONDS, value: object });
});

test('the order of the two keys does not matter', () => {
  const turned = { clientId: KEYS.secretKey, secretKey: KEYS.clientId };
  expect(decode(INQUIRY_DATA, turned, clock)).toEqual({ kind: 'opened', value: INQUIRY_REQUEST });
});

// Section 3.2 and the traps of 3.4.
test.each([
  {
    given: 'standard base64 with padding',
    data: Buffer.from(sealed('{"a":12}'), 'base64url').toString('base64'),
    value: { a: 12 },
  },
  { given: 'the alphabet of base64url', data: sealed('{"a":12}'), value: { a: 12 } },
  { given: 'slashes as PHP writes them', data: sealed('{"a":"x\\/y"}'), value: { a: 'x/y' } },
  { given: 'slashes as they are', data: sealed('{"a":"x/y"}'), value: { a: 'x/y' } },
  { given: 'dots in the JSON', data: sealed('{"a":"1.2.3"}'), value: { a: '1.2.3' } },
  { given: 'escapes above U+FFFF', data: sealed('{"a":"\\ud83d\\ude00"}'), value: { a: '😀' } },
  {
    given: 'a number that a double cannot hold',
    data: sealed('{"a":9880077700000000043}'),
    value: { a: 9880077700000000043n },
  },
])('$given are read', ({ data, value }) => {
  expect(decode(data, KEYS, clock)).toEqual({ kind: 'opened', value });
});

test.each([
  { given: 'nothing', data: '' },
  { given: 'what is no base64', data: 'TRMV ICAZ' },
  { given: 'a time with a letter', data: sealed('{"a":1}', { time: '035880077x' }) },
  { given: 'no time', data: sealed('{"a":1}', { time: '' }) },
  { given: 'a time with a sign', data: sealed('{"a":1}', { time: '0358800771-' }) },
  { given: 'no dot', data: sealed('', { time: '0358800771' }).slice(0, 12) },
  { given: 'no JSON', data: sealed('hai') },
  { given: 'JSON that was cut', data: sealed('{"a":"1') },
  { given: 'a list', data: sealed('[1]') },
  { given: 'a text', data: sealed('"a"') },
  { given: 'null', data: sealed('null') },
  { given: 'another key', data: sealed('{"a":1}', { secretKey: 'ffeeddccbbaa99887766554433221100' }) },
  { given: 'the same key in capitals', data: sealed('{"a":1}', { secretKey: KEYS.secretKey.toUpperCase() }) },
  { given: 'another client id', data: sealed('{"a":1}', { clientId: '00778' }) },
])('$given is refused and not fallen over', ({ data }) => {
  expect(decode(data, KEYS, clock)).toEqual({ kind: 'unreadable' });
});

test.each([
  { off: -481, kind: 'outside-window' },
  { off: -480, kind: 'opened' },
  { off: 0, kind: 'opened' },
  { off: 480, kind: 'opened' },
  { off: 481, kind: 'outside-window' },
  { off: -301, windowSeconds: 300, kind: 'outside-window' },
  { off: 300, windowSeconds: 300, kind: 'opened' },
  { off: -480_000, windowSeconds: 480, kind: 'outside-window' },
])('a sender whose clock is $off s ahead: $kind', ({ off, windowSeconds = 480, kind }) => {
  const data = sealed('{"a":1}', { at: SECONDS + off });
  expect(decode(data, KEYS, { now: NOW, windowSeconds }).kind).toBe(kind);
});

test('a name above U+007F arrives whole, and nothing on the way has eight bits', () => {
  const names = { customer_name: 'CAFÉ 😀 ≥ 1' };
  const { json } = unsealed(encode(names, KEYS, NOW));
  expect(json).toBe('{"customer_name":"CAF\\u00c9 \\ud83d\\ude00 \\u2265 1"}');
  expect(decode(encode(names, KEYS, NOW), KEYS, clock)).toEqual({ kind: 'opened', value: names });
  expect(open(encode(names, KEYS, NOW), KEYS)?.value).toEqual(names);
});

test('a key of one character stands at every position, the first included', () => {
  const bytes = Buffer.from('aaa');
  expect([...addKey(bytes, '1')]).toEqual([...addKey(bytes, '111')]);
});

test('an empty key is refused: it would send everything in clear text', () => {
  expect(() => encode({ a: 1 }, { clientId: '00777', secretKey: '' }, NOW)).toThrow(RangeError);
});

const key = fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' });
const keys = fc.record({ clientId: key, secretKey: key });
const objects = fc.dictionary(
  fc.string({ unit: 'binary', maxLength: 12 }).filter((name) => name !== '__proto__'),
  fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer(), fc.boolean(), fc.constant(null)),
);

test('whatever is encoded with whatever keys is read again, by either side', () => {
  fc.assert(
    fc.property(objects, keys, (object, some) => {
      const whole = JSON.parse(JSON.stringify(object)) as object;
      expect(decode(encode(object, some, NOW), some, clock)).toEqual({ kind: 'opened', value: whole });
      expect(open(encode(object, some, NOW), some)).toEqual({ sentAt: SECONDS, value: whole });
      expect(decode(seal(object, some, SECONDS), some, clock)).toEqual({ kind: 'opened', value: whole });
      expect(Buffer.from(encode(object, some, NOW), 'base64url').every((byte) => byte < 128)).toBe(true);
    }),
  );
});

test('whoever raises one byte of the data raises that byte of the content, and no other', () => {
  fc.assert(
    fc.property(objects, keys, fc.nat(), fc.integer({ min: 1, max: 127 }), (object, some, place, by) => {
      const data = encode(object, some, NOW);
      const plain = Buffer.from(plainText(object, NOW));
      const at = place % plain.length;
      const expected = plain.map((byte, index) => (index === at ? (byte + by) % 128 : byte));
      expect(plainOf(shifted(data, at, by), some)).toBe(Buffer.from(expected).toString('latin1'));
    }),
  );
});
