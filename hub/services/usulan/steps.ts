import type { KeadaanUsulan, SumberUsulan } from '../../../openapi/generated/types.ts';

/**
 * The way of a proposal, by where it comes from: a district has no village to verify it, and what a member of the council
 * brings goes to the office at once.
 */
const WAYS: Readonly<Record<SumberUsulan, readonly KeadaanUsulan[]>> = {
  masyarakat: [
    ...(['diajukan', 'diverifikasi-kelurahan', 'diverifikasi-kecamatan', 'diverifikasi-skpd'] as const),
    ...(['masuk-rkpd', 'dianggarkan', 'selesai'] as const),
  ],
  kecamatan: [
    ...(['diajukan', 'diverifikasi-kecamatan', 'diverifikasi-skpd'] as const),
    ...(['masuk-rkpd', 'dianggarkan', 'selesai'] as const),
  ],
  dewan: ['diajukan', 'diverifikasi-skpd', 'masuk-rkpd', 'dianggarkan', 'selesai'],
};

const FINAL: readonly KeadaanUsulan[] = ['selesai', 'ditolak', 'ditarik'];
/** From here on it is the city's plan, and no longer the proposer's draft. */
const PLANNED: readonly KeadaanUsulan[] = ['masuk-rkpd', 'dianggarkan', ...FINAL];

/** What an officer may make of it. */
export function nextStates(keadaan: KeadaanUsulan, sumber: SumberUsulan): readonly KeadaanUsulan[] {
  if (FINAL.includes(keadaan)) return [];
  if (keadaan === 'dikembalikan') return ['ditolak']; // it is the proposer's turn
  const way = WAYS[sumber];
  const next = way[way.indexOf(keadaan) + 1];
  return [
    ...(next === undefined ? [] : [next]),
    'ditolak',
    ...(PLANNED.includes(keadaan) ? [] : (['dikembalikan'] as const)),
  ];
}

export function mayBeAmended(keadaan: KeadaanUsulan): boolean {
  return keadaan === 'diajukan' || keadaan === 'dikembalikan';
}

export function mayBeWithdrawn(keadaan: KeadaanUsulan): boolean {
  return !PLANNED.includes(keadaan);
}
