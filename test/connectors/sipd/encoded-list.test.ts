import { expect, test } from '@jest/globals';
import { decodeList } from '../../../connectors/sipd/encoded-list.ts';
import { encoded } from '../../../connectors/sipd/sandbox/encoding.ts';
import { DECODED, ENCODED } from './wire.ts';

test('the worked example of the notes', () => {
  expect(decodeList(ENCODED)).toEqual(DECODED);
  expect(encoded(DECODED)).toBe(ENCODED);
});

test.each([[[]], [[{ nama: 'Café – “kutipan” 😀' }]], [Array.from({ length: 5000 }, (_, index) => ({ index }))]])(
  'what the sandbox encodes is decoded again',
  (rows) => expect(decodeList(encoded(rows))).toEqual(rows),
);

test.each([
  '',
  'bukan base64!',
  'Zm9vYmFy',
  encoded({ a: 1 }),
  encoded(null),
  ENCODED.slice(4),
  JSON.stringify(DECODED),
])('%p is no list', (text) => expect(decodeList(text)).toBeUndefined());
