import { createPublicKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { privateKeyOf, publicKeyOf } from '../../../connectors/bank-snap/keys.ts';
import * as sandbox from '../../../connectors/bank-snap/sandbox/signing.ts';
import {
  asymmetricText,
  bodyHash,
  clientText,
  decodeSignature,
  encodeSignature,
  isSignedAsymmetric,
  isSignedSymmetric,
  minify,
  signAsymmetric,
  signSymmetric,
  symmetricText,
} from '../../../connectors/bank-snap/signature.ts';
import { HUB, PRINTED_KEY } from './keys.ts';
import { AT, CREATE, EMPTY_HASH, NOTIFY, REPORT, SECRET, TOKEN, TOKEN_VECTOR } from './vectors.ts';

const printed = createPublicKey(PRINTED_KEY);

test('the request for a token is signed as the notes print it', () => {
  const { clientId, timestamp, text, signature } = TOKEN_VECTOR;
  expect(clientText(clientId, timestamp)).toBe(text);
  const bytes = decodeSignature(signature, 'base64') ?? Buffer.alloc(0);
  expect(isSignedAsymmetric(text, printed, bytes)).toBe(true);
  expect(isSignedAsymmetric(text.replace('30+', '31+'), printed, bytes)).toBe(false);
  expect(sandbox.isRsa(text, PRINTED_KEY, signature, 'base64')).toBe(true);
  expect(sandbox.isRsa(`${text} `, PRINTED_KEY, signature, 'base64')).toBe(false);
});

test('creating an account is signed as the notes print it, in base64 and in hex', () => {
  const request = { ...CREATE, timestamp: AT };
  expect(bodyHash(CREATE.body)).toBe(CREATE.hash);
  expect(symmetricText(request, TOKEN)).toBe(CREATE.text);
  const bytes = signSymmetric(CREATE.text, SECRET);
  expect(encodeSignature(bytes, 'base64')).toBe(CREATE.base64);
  expect(encodeSignature(bytes, 'hex')).toBe(CREATE.hex);
  expect(decodeSignature(CREATE.hex, 'hex')).toEqual(bytes);
  expect(decodeSignature(CREATE.hex.toUpperCase(), 'hex')).toEqual(bytes);
  expect(decodeSignature(`${CREATE.hex}0`, 'hex')).toBeUndefined();
  expect(sandbox.textWithToken(request, TOKEN)).toBe(CREATE.text);
  expect(sandbox.hmac(CREATE.text, SECRET, 'base64')).toBe(CREATE.base64);
});

test('a request without a body is signed as the notes print it', () => {
  const request = { ...REPORT, body: '', timestamp: AT };
  expect(bodyHash('')).toBe(EMPTY_HASH);
  expect(bodyHash('{}')).not.toBe(EMPTY_HASH);
  expect(symmetricText(request, TOKEN)).toBe(REPORT.text);
  expect(signSymmetric(REPORT.text, SECRET).toString('base64')).toBe(REPORT.base64);
  expect(sandbox.hmac(sandbox.textWithToken(request, TOKEN), SECRET, 'base64')).toBe(REPORT.base64);
});

test('a notice without a token is signed as the notes print it', () => {
  const request = { ...NOTIFY, timestamp: AT };
  expect(bodyHash(NOTIFY.body)).toBe(NOTIFY.hash);
  const bytes = decodeSignature(NOTIFY.signature, 'base64') ?? Buffer.alloc(0);
  expect(isSignedAsymmetric(asymmetricText(request), printed, bytes)).toBe(true);
  expect(isSignedAsymmetric(symmetricText(request, TOKEN), printed, bytes)).toBe(false);
  expect(sandbox.isRsa(sandbox.textWithoutToken(request), PRINTED_KEY, NOTIFY.signature, 'base64')).toBe(true);
});

test('what is signed here is accepted by the sandbox, and the reverse', () => {
  const text = asymmetricText({ ...NOTIFY, timestamp: AT });
  const ours = encodeSignature(signAsymmetric(text, privateKeyOf(HUB.privateKey)), 'hex');
  expect(sandbox.isRsa(text, HUB.publicKey, ours, 'hex')).toBe(true);
  const theirs = decodeSignature(sandbox.rsa(text, HUB.privateKey, 'base64'), 'base64') ?? Buffer.alloc(0);
  expect(isSignedAsymmetric(text, publicKeyOf(HUB.publicKey), theirs)).toBe(true);
});

test.each([
  ['spaces, tabs and line breaks between members', '{ "a" :\t1 ,\r\n "b" : [ ] }', '{"a":1,"b":[]}'],
  ['blanks inside a text stay', '{"a":"  x \\t y "}', '{"a":"  x \\t y "}'],
  ['an escaped quote does not end a text', '{"a" : "x \\" y" , "b" : 1}', '{"a":"x \\" y","b":1}'],
  ['an escaped backslash does not hide the end of a text', '{"a" : "x\\\\" , "b" : 1}', '{"a":"x\\\\","b":1}'],
  ['amounts keep their zeros', '{"v": 10000.00}', '{"v":10000.00}'],
  ['slashes and \\u stay escaped', '{"a": "\\/ \\u00e9"}', '{"a":"\\/ \\u00e9"}'],
  ['double members stay', '{"a": 1, "a": 2}', '{"a":1,"a":2}'],
  ['twenty digits stay', '{"n": 20200101202001012020}', '{"n":20200101202001012020}'],
  ['other spaces are no blanks', '{"a":\u00a0 1}', '{"a":\u00a01}'],
  ['a text that never ends', '{"a": "x  y', '{"a":"x  y'],
  ['nothing', '', ''],
])('minify: %s', (_name, given, want) => {
  expect(minify(given)).toBe(want);
});

/** JSON as text with blanks and escapes anywhere, beside the same without blanks. */
const blank = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const escapes = fc.constantFrom('\\/', '\\"', '\\\\', '\\u00e9', '\\n', ' ', '\t', ':', ',', '{', '}', 'x', 'é', '😀');
const literal = fc.array(escapes, { maxLength: 8 }).map((pieces) => `"${pieces.join('')}"`);
const number = fc.constantFrom('10000.00', '0', '-1.50e3', '20200101202001012020', 'true', 'null');
interface Piece {
  readonly wide: string;
  readonly narrow: string;
}
const same = (text: string): Piece => ({ wide: text, narrow: text });
const { json } = fc.letrec<{ json: Piece }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(literal, number).map(same),
    fc.array(fc.tuple(blank, tie('json'), blank), { maxLength: 3 }).map((parts) => ({
      wide: `[${parts.map(([before, { wide }, after]) => before + wide + after).join(',')}]`,
      narrow: `[${parts.map(([, { narrow }]) => narrow).join(',')}]`,
    })),
    fc.array(fc.tuple(blank, literal, blank, tie('json')), { maxLength: 3 }).map((parts) => ({
      wide: `{${parts.map(([one, name, other, { wide }]) => `${one}${name}${other}:${one}${wide}${other}`).join(',')}}`,
      narrow: `{${parts.map(([, name, , { narrow }]) => `${name}:${narrow}`).join(',')}}`,
    })),
  ),
}));

test('minify takes every blank between members and nothing else, as the sandbox does', () => {
  fc.assert(
    fc.property(json, blank, ({ wide, narrow }, around) => {
      const text = around + wide + around;
      expect(minify(text)).toBe(narrow);
      expect(minify(narrow)).toBe(narrow);
      expect(sandbox.withoutBlanks(text)).toBe(narrow);
    }),
  );
});

test('any text at all is hashed without harm', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(minify(text).length).toBeLessThanOrEqual(text.length);
      expect(bodyHash(text)).toMatch(/^[0-9a-f]{64}$/);
    }),
  );
});

test('a signature that was changed is never accepted', () => {
  const text = CREATE.text;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= ';
  const accepts = (signature: string) => {
    const bytes = decodeSignature(signature, 'base64');
    return bytes !== undefined && isSignedSymmetric(text, SECRET, bytes);
  };
  expect(accepts(CREATE.base64)).toBe(true);
  fc.assert(
    fc.property(fc.nat(CREATE.base64.length - 1), fc.nat(alphabet.length - 1), (at, letter) => {
      const changed = CREATE.base64.slice(0, at) + alphabet[letter] + CREATE.base64.slice(at + 1);
      expect(accepts(changed)).toBe(changed === CREATE.base64);
    }),
    { numRuns: 2000 },
  );
  for (const other of ['', CREATE.base64.toLowerCase(), CREATE.base64.slice(0, -2), ` ${CREATE.base64}`, CREATE.hex])
    expect(accepts(other)).toBe(false);
});

test('every last letter that means the same bytes is refused but the one that is written', () => {
  const start = CREATE.base64.slice(0, -3);
  const good = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].filter((letter) => {
    const bytes = decodeSignature(`${start}${letter}==`, 'base64');
    return bytes !== undefined && isSignedSymmetric(CREATE.text, SECRET, bytes);
  });
  expect(good).toEqual(['Q']);
});
