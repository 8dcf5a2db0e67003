import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import LZString from 'lz-string';
import { readLzText } from '../../../connectors/bpjs/lz-text.ts';

function bytesOf(compressed: string): Uint8Array {
  return Buffer.from(compressed, 'latin1');
}

// Texts as answers are, texts that repeat themselves, and every UTF-16 unit, pairs torn apart included.
const texts = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: fc.constantFrom('a', 'b', '"'), maxLength: 600 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 }).map((units) => String.fromCharCode(...units)),
);

test('reads whatever the library wrote', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(readLzText(bytesOf(LZString.compressToEncodedURIComponent(text)))).toBe(text);
    }),
    { numRuns: 300 },
  );
});

test('rubbish ends, and never as a text that somebody wrote', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const read = readLzText(bytes);
      expect(read === undefined || typeof read === 'string').toBe(true);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['nothing', ''],
  ['a text cut short', LZString.compressToEncodedURIComponent('{"peserta":{"nama":"BUDI SANTOSO"}}').slice(0, 20)],
  ['a character of another alphabet', 'N4Ig*'],
])('%s is no text', (_given, compressed) => {
  expect(readLzText(bytesOf(compressed))).toBeUndefined();
});

test('what unfolds beyond every measure is no text', () => {
  const bomb = bytesOf(LZString.compressToEncodedURIComponent('0'.repeat(50_000)));
  expect(bomb.length).toBeLessThan(1_000);
  expect(readLzText(bomb, 50_000)).toHaveLength(50_000);
  expect(readLzText(bomb, 49_999)).toBeUndefined();
});
