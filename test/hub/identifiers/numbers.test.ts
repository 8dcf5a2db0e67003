import { expect, test } from '@jest/globals';
import { parseNop } from '../../../hub/identifiers/nop.ts';
import { identifiers, parseNikOrKartu, parseNoKk, parseNomorKartuJkn } from '../../../hub/identifiers/numbers.ts';

test.each([
  { written: '1275010101209901', want: { kind: 'good', value: '1275010101209901' } },
  { written: "'127501 010120 9901", want: { kind: 'good', value: '1275010101209901' } },
  { written: '9471011203159901', want: { kind: 'good', value: '9471011203159901' } },
  { written: '127501010120990', want: { kind: 'bad', reason: 'harus 16 digit, ini 15' } },
  { written: '0275010101209901', want: { kind: 'bad', reason: 'tidak mungkin diawali 0' } },
  { written: '1.275E+15', want: { kind: 'bad', reason: expect.stringContaining('notasi ilmiah') } },
  { written: 'x', want: { kind: 'bad', reason: 'hanya boleh berisi angka' } },
])('NO_KK $written is $want.kind', ({ written, want }) => expect(parseNoKk(written)).toEqual(want));

test.each([
  { written: '0009900000001', want: { kind: 'good', value: '0009900000001' } },
  { written: '000 990 000 0001', want: { kind: 'good', value: '0009900000001' } },
  { written: '9900000001', want: { kind: 'bad', reason: 'harus 13 digit, ini 10' } }, // zeros lost in a spreadsheet
  { written: '1275015508909901', want: { kind: 'bad', reason: 'harus 13 digit, ini 16' } },
])('card number $written is $want.kind', ({ written, want }) => expect(parseNomorKartuJkn(written)).toEqual(want));

test.each([
  { written: '1275015508909901', want: { kind: 'good', value: '1275015508909901' } },
  { written: '0009900000001', want: { kind: 'good', value: '0009900000001' } },
  { written: '9901015508900000', want: { kind: 'bad', reason: expect.stringContaining('0000') } },
  { written: '12345', want: { kind: 'bad', reason: expect.stringContaining('ini 5') } },
  { written: '', want: { kind: 'bad', reason: 'hanya boleh berisi angka' } },
])('$written, a NIK or a card number, is $want.kind', ({ written, want }) => {
  expect(parseNikOrKartu(written)).toEqual(want);
});

// the host-to-host notes, section 2: how it is shown
test.each([
  { written: '127601000100100420', want: { kind: 'good', value: '127601000100100420' } },
  { written: '12.76.010.001.001-0042.0', want: { kind: 'good', value: '127601000100100420' } },
  { written: '12760100010010042', want: { kind: 'bad', reason: 'harus 18 digit, ini 17' } },
  { written: '1.27601E+17', want: { kind: 'bad', reason: expect.stringContaining('notasi ilmiah') } },
])('NOP $written is $want.kind', ({ written, want }) => expect(parseNop(written)).toEqual(want));

test('every form that the OpenAPI document names has a parser', () => {
  expect(Object.keys(identifiers).sort()).toEqual(['nik', 'nik-atau-nomor-kartu', 'no-kk', 'nomor-kartu-jkn', 'nop']);
});
