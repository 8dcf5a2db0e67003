import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { masked, maskedAnswer, maskedText } from '../../../hub/releases/mask.ts';

/** What somebody could be known by: a word of three letters or more, or any digit but 0. */
const LONG_WORD = /\p{L}{3,}/u;
const allX = (text: string) => text.replace(/[x0]/g, '');

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
function numbersOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersOf);
}

describe('a masked answer', () => {
  test('holds no word of an answer and no digit of it, whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shown = masked(value);
        for (const text of textsOf(shown)) {
          expect(allX(text)).not.toMatch(LONG_WORD);
          expect(text).not.toMatch(/[1-9]/);
        }
        expect(numbersOf(shown).filter((number) => number !== 0)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('says nobody’s name and number in JSON, XML, HTML, a sentence or a broken piece of one', () => {
    const word = fc.constantFrom('BUDI', 'SANTOSO', 'Siti', 'Jalan', '9901010101900001', '081234567');
    const secret = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    const around = fc.constantFrom(
      ...[
        '{"nama":"@"}',
        '[["@"]]',
        '{"nama":"@"',
        '<a><nama>@</nama></a>',
        '<nama x="@"/>',
        "<nama x='@'>",
        '<!-- @ -->',
      ],
      ...['<![CDATA[@]]>', '<a><![CDATA[@]]></a>', '<?xml @?><a/>', '<@', '<a @', '@', ' @ <b>', '<a>@', '< @ >'],
      '{"a":{"b":[{"c":"@"}]}}',
    );
    fc.assert(
      fc.property(around, secret, (shape, said) => {
        const shown = maskedAnswer(shape.replace('@', said));
        for (const one of said.split(' ')) expect(shown).not.toContain(one);
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps what a mapping is mended by: members, kinds, lengths, codes', () => {
    const answer = {
      peserta: { nama: 'BUDI SANTOSO', sex: 'L', tglLahir: '1990-01-01', umur: 36, aktif: true, cob: null },
    };
    expect(masked(answer)).toEqual({
      peserta: { nama: 'xxxx xxxxxxx', sex: 'L', tglLahir: '0000-00-00', umur: 0, aktif: true, cob: null },
    });
    expect(maskedAnswer('<a kode="1"><nama>BUDI</nama><kosong/></a>')).toBe('<a …><nama>xxxx</nama><kosong/></a>');
    expect(maskedAnswer('<a><BUDI, "SITI"></a>')).toBe('<a><xxxx, "xxxx"></a>');
    expect(maskedText('٣ کلمه')).toBe('0 xxxx');
  });

  test('shows three rows of a list, and no number that stands in a member’s name', () => {
    expect(masked([1, 2, 3, 4])).toEqual([0, 0, 0]);
    expect(masked({ '9901010101900001': 'x' })).toEqual({ '0000000000000000': 'x' });
  });
});
