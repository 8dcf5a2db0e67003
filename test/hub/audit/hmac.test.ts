import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { macOfKey } from '../../../hub/audit/hmac.ts';

const bytes = (least: number, most: number) => fc.uint8Array({ minLength: least, maxLength: most });
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', minLength: 2500, maxLength: 9000 }));

test('it is HMAC-SHA256, whatever the key and the text', () => {
  fc.assert(
    fc.property(bytes(1, 200), text, (secret, given) => {
      const key = createSecretKey(secret);
      expect(macOfKey(key)(given)).toBe(createHmac('sha256', key).update(given, 'utf8').digest('base64url'));
    }),
  );
});

test('the second test case of RFC 4231', () => {
  const mac = macOfKey(createSecretKey(Buffer.from('Jefe')));
  const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  expect(Buffer.from(mac('what do ya want for nothing?'), 'base64url').toString('hex')).toBe(expected);
});

test('one text leaves nothing behind for the next, also after a long one', () => {
  const key = createSecretKey(randomBytes(32));
  const mac = macOfKey(key);
  const first = mac('pendek');
  mac('panjang '.repeat(5000));
  expect(mac('pendek')).toBe(first);
});
