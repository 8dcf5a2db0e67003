import { expect, test } from '@jest/globals';
import { nextStates } from '../../../../hub/services/usulan/steps.ts';

const REFUSAL = ['ditolak'];
const DRAFT = ['ditolak', 'dikembalikan'];

test.each([
  { sumber: 'masyarakat', from: 'diajukan', to: ['diverifikasi-kelurahan', ...DRAFT] },
  { sumber: 'masyarakat', from: 'diverifikasi-kelurahan', to: ['diverifikasi-kecamatan', ...DRAFT] },
  { sumber: 'masyarakat', from: 'diverifikasi-kecamatan', to: ['diverifikasi-skpd', ...DRAFT] },
  { sumber: 'masyarakat', from: 'diverifikasi-skpd', to: ['masuk-rkpd', ...DRAFT] },
  { sumber: 'masyarakat', from: 'masuk-rkpd', to: ['dianggarkan', ...REFUSAL] },
  { sumber: 'masyarakat', from: 'dianggarkan', to: ['selesai', ...REFUSAL] },
  { sumber: 'kecamatan', from: 'diajukan', to: ['diverifikasi-kecamatan', ...DRAFT] },
  { sumber: 'dewan', from: 'diajukan', to: ['diverifikasi-skpd', ...DRAFT] },
  { sumber: 'dewan', from: 'dikembalikan', to: REFUSAL },
  { sumber: 'masyarakat', from: 'selesai', to: [] },
  { sumber: 'masyarakat', from: 'ditolak', to: [] },
  { sumber: 'masyarakat', from: 'ditarik', to: [] },
] as const)('$sumber: $from can become $to', ({ sumber, from, to }) => {
  expect(nextStates(from, sumber)).toEqual(to);
});
