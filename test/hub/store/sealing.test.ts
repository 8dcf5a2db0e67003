import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createKeyedHash, createSealing, SealError } from '../../../hub/store/sealing.ts';

const OLD = { id: '2025', secret: 'a secret of last year' };
const NEW = { id: '2026', secret: 'a secret of this year' };
const sealing = createSealing({ keys: [NEW] });

describe('sealing', () => {
  test('opens what it sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'grapheme' }), (plaintext, context) => {
        expect(sealing.open(sealing.seal(plaintext, context), context).equals(Buffer.from(plaintext))).toBe(true);
      }),
    );
  });

  test('keeps text as it is', () => {
    const text = '{"nama":"Ni Luh Ayu — ꦏ 🙂"}';
    expect(sealing.open(sealing.seal(text, 'k'), 'k').toString()).toBe(text);
  });

  test('shows nothing of the payload and never the same bytes twice', () => {
    const once = Buffer.from(sealing.seal('9900000000000001', 'k'));
    const again = Buffer.from(sealing.seal('9900000000000001', 'k'));
    expect(once.includes('99000000')).toBe(false);
    expect(once.equals(again)).toBe(false);
  });

  test('opens only under the context it was sealed for', () => {
    const sealed = sealing.seal('peserta', 'subject-a');
    expect(() => sealing.open(sealed, 'subject-b')).toThrow(SealError);
    expect(() => sealing.open(sealed, '')).toThrow(SealError);
  });

  test('refuses bytes of which a single bit was altered, wherever it is', () => {
    const sealed = sealing.seal('peserta', 'k');
    for (let position = 0; position < sealed.length; position += 1) {
      const altered = Uint8Array.from(sealed, (byte, index) => (index === position ? byte ^ 1 : byte));
      expect(() => sealing.open(altered, 'k')).toThrow(SealError);
    }
  });

  test.each([0, 1, 2, 10, 33])('refuses the first %i bytes alone', (length) => {
    expect(() => sealing.open(sealing.seal('peserta', 'k').subarray(0, length), 'k')).toThrow(SealError);
  });

  test('opens with a former key after a rotation, and seals with the new one', () => {
    const former = createSealing({ keys: [OLD] });
    const rotated = createSealing({ keys: [NEW, OLD] });
    expect(rotated.open(former.seal('peserta', 'k'), 'k').toString()).toBe('peserta');
    expect(() => former.open(rotated.seal('peserta', 'k'), 'k')).toThrow('a key that is not known here');
  });

  test('refuses a key that has the right id and another secret', () => {
    const other = createSealing({ keys: [{ ...NEW, secret: 'something else' }] });
    expect(() => other.open(sealing.seal('peserta', 'k'), 'k')).toThrow(SealError);
  });

  test('says nothing of the payload or its context in an error', () => {
    const sealed = sealing.seal('9900000000000001', 'nik 9900000000000001');
    const error = catchError(() => sealing.open(sealed, 'nik 9900000000000002'));
    expect(`${error.message} ${String(error.cause)}`).not.toContain('99000000');
  });

  test.each([
    { given: 'no key', keys: [] },
    { given: 'an empty secret', keys: [{ id: 'a', secret: '' }] },
    { given: 'an empty id', keys: [{ id: '', secret: 's' }] },
    { given: 'two keys of one id', keys: [NEW, { ...OLD, id: NEW.id }] },
  ])('does not start with $given', ({ keys }) => {
    expect(() => createSealing({ keys })).toThrow(SealError);
  });
});

describe('keyed hash', () => {
  test('is the same for the same text and secret, and 43 characters of base64url', () => {
    const hash = createKeyedHash('secret');
    expect(hash('9900000000000001')).toBe(createKeyedHash('secret')('9900000000000001'));
    expect(hash('')).toMatch(/^[\w-]{43}$/);
  });

  test('differs for another text and for another secret', () => {
    const hash = createKeyedHash('secret');
    expect(hash('a')).not.toBe(hash('b'));
    expect(hash('a')).not.toBe(createKeyedHash('another')('a'));
  });
});

function catchError(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it did not throw');
}
