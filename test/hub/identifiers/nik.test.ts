import { expect, test } from '@jest/globals';
import { birthDateMatches, isKnownProvince, type Nik, parseNik, sexOf } from '../../../hub/identifiers/nik.ts';

const BUNGA = '1275015508909901';

// the Dukcapil notes, section 6: how people write it.
test.each([
  { written: BUNGA },
  { written: ` ${BUNGA}\n` },
  { written: '1275 0155 0890 9901' },
  { written: '127501.550890.9901' },
  { written: '127501-550890-9901' },
  { written: "'1275015508909901" },
  { written: ' ’1275015508909901' },
  { written: '12\u00a075015508909901' },
])('$written is $written without what is around its digits', ({ written }) => {
  expect(parseNik(written)).toEqual({ kind: 'good', value: BUNGA });
});

test.each([
  { written: '1.275E+15', why: /notasi ilmiah/ },
  { written: '1,275015508909901E+15', why: /notasi ilmiah/ },
  { written: '1.275e15', why: /notasi ilmiah/ },
  { written: '1E15', why: /notasi ilmiah/ },
  { written: '', why: /hanya boleh berisi angka/ },
  { written: '   ', why: /hanya boleh berisi angka/ },
  { written: '127501550890990O', why: /hanya boleh berisi angka/ },
  { written: '１２７５０１５５０８９０９９０１', why: /hanya boleh berisi angka/ },
  { written: '127501550890990', why: /harus 16 digit, ini 15/ },
  { written: '12750155089099011', why: /harus 16 digit, ini 17/ },
  { written: '0275015508909901', why: /diawali 0/ },
  { written: '9901015508900000', why: /0000/ },
  { written: '1275010008909901', why: /tanggal lahir \(digit 7-8\)/ },
  { written: '1275013208909901', why: /tanggal lahir \(digit 7-8\)/ },
  { written: '1275014008909901', why: /tanggal lahir \(digit 7-8\)/ },
  { written: '1275017208909901', why: /tanggal lahir \(digit 7-8\)/ },
  { written: '1275019908909901', why: /tanggal lahir \(digit 7-8\)/ },
  { written: '1275011500909901', why: /bulan lahir/ },
  { written: '1275011513909901', why: /bulan lahir/ },
  { written: '1275013104909901', why: /kalender/ },
  { written: '1275017104909901', why: /kalender/ },
  { written: '1275013002909901', why: /kalender/ },
  { written: '1275012902909901', why: /kalender/ }, // neither 1990 nor 2090 is a leap year
])('$written is refused: $why', ({ written, why }) => {
  const parsed = parseNik(written);
  expect(parsed).toEqual({ kind: 'bad', reason: expect.stringMatching(why) });
  const digits = written.replace(/\D/g, '');
  if (digits.length > 4) expect(JSON.stringify(parsed)).not.toContain(digits); // a reason ends up in logs
});

test.each([
  { nik: '1275010108909901', day: 'the first' },
  { nik: '1275013108909901', day: 'the thirty-first' },
  { nik: '1275014108909901', day: "the first of a woman's numbers" },
  { nik: '1275017108909901', day: "the last of a woman's numbers" },
  { nik: '1275012902009901', day: '29 February 2000, which 1900 did not have' },
  { nik: '1275016902929901', day: '29 February 1992, a woman' },
  { nik: '1275010101019901', day: 'the serial 9901 in 2001' },
  { nik: '9901010101010001', day: 'the lowest serial' },
  { nik: '1275010101019999', day: 'the highest serial' },
])('$nik is good: $day', ({ nik }) => expect(parseNik(nik)).toEqual({ kind: 'good', value: nik }));

test('a number beyond 2^53 is a text like any other', () => {
  expect(parseNik('9471014507929903')).toEqual({ kind: 'good', value: '9471014507929903' });
});

test.each([
  { nik: '1275013108909901', sex: 'L' },
  { nik: '1275014108909901', sex: 'P' },
  { nik: '1275017108909901', sex: 'P' },
])('$nik hints at $sex', ({ nik, sex }) => expect(sexOf(nik as Nik)).toBe(sex));

test.each([
  { nik: BUNGA, date: '1990-08-15', matches: true },
  { nik: BUNGA, date: '2090-08-15', matches: true }, // the century is not in the number
  { nik: BUNGA, date: '1990-08-16', matches: false },
  { nik: BUNGA, date: '1990-09-15', matches: false },
  { nik: BUNGA, date: '1991-08-15', matches: false },
  { nik: '1275013112909901', date: '1990-12-31', matches: true },
  { nik: '1275017112909901', date: '1990-12-31', matches: true },
])('$nik and $date agree: $matches', ({ nik, date, matches }) => {
  expect(birthDateMatches(nik as Nik, date)).toBe(matches);
});

const PROVINCES = [
  11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65,
].concat([71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96]);
test('the provinces of the document are known; another code is no reason to refuse a number', () => {
  for (let code = 10; code <= 99; code += 1) {
    const nik = `${code}01015508909901`;
    expect({ code, known: isKnownProvince(nik as Nik) }).toEqual({ code, known: PROVINCES.includes(code) });
    expect(parseNik(nik).kind).toBe('good');
  }
});
