import { expect, test } from '@jest/globals';
import { publicStreet } from '../../../../hub/services/usulan/public-street.ts';

test.each([
  ['Gang Contoh No. 12', 'Gang Contoh'],
  ['Gang Contoh no 12A', 'Gang Contoh'],
  ['Jalan Contoh Nomor: 12/3', 'Jalan Contoh'],
  ['Jl. Contoh 12, Kebun Lada', 'Jl. Contoh Kebun Lada'],
  ['Jalan Contoh Blok C-7', 'Jalan Contoh'],
  ['Jalan Contoh Blok C No.7', 'Jalan Contoh Blok C'],
  ['Jalan Contoh No.12 RT 002 RW 003', 'Jalan Contoh'],
  ['Jalan Contoh RT.02/RW.03', 'Jalan Contoh'],
  ['Gang 3 No 4', 'Gang 3'],
  ['Jalan Contoh Km 19', 'Jalan Contoh Km 19'],
  ['Jalan Contoh Lk. 4, dekat musala', 'Jalan Contoh Lk. 4, dekat musala'],
  ['Lorong 2B 17', 'Lorong 2B'],
  ['Gang Melati12', 'Gang'],
  ['Jalan Contoh 081200000042', 'Jalan Contoh'],
  ['Jalan Contoh', 'Jalan Contoh'],
  ['No. 12', null],
  ['12', null],
])('%s is shown as %s', (alamat, want) => {
  expect(publicStreet(alamat)).toBe(want);
});
