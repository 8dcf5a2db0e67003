import type { HasilVerifikasi, Penduduk, PermintaanVerifikasi } from '../../openapi/generated/types.ts';
import { birthDateMatches, isKnownProvince, type Nik, parseNik, sexOf } from '../identifiers/nik.ts';
import { hours, minutes, read, seconds } from './read.ts';

interface ByNik {
  readonly nik: string;
  readonly bidang?: readonly string[];
}

export const getPenduduk = read<ByNik, Penduduk>('getPenduduk', {
  connector: 'dukcapil',
  operation: 'call-nik',
  identity: ({ nik }) => nik,
  subject: ({ nik }) => nik,
  asking: ({ nik }) => ({ nik }),
  fresh: 0,
  stale: 0,
  deadline: seconds(8), // calls hang often, and there is nothing older to fall back on
  keep: 'tidak', // the agreement lets a record be handed on, never kept
  warnings: (penduduk) => doubtsOf(penduduk),
  always: ['nik', 'status'],
  asksFor: ({ bidang }) => (bidang ? [...new Set(['nik', ...bidang])] : []), // whose record it is always comes along
});

export const verifikasiPenduduk = read<PermintaanVerifikasi, HasilVerifikasi>('verifikasiPenduduk', {
  connector: 'dukcapil',
  operation: 'verifikasi',
  identity: (request) => JSON.stringify(inOrder(request)),
  subject: ({ nik }) => nik,
  asking: (request) => ({ ...request, ambang: request.ambang ?? 90 }),
  fresh: minutes(15), // the same form sent twice costs the day's allowance once
  stale: hours(24), // only the verdict is kept: it says which elements agreed, and holds none of them
  deadline: seconds(8),
  keep: 'putusan',
  warnings: ({ elemen }, { nik }) => (elemen.nik && !isKnownProvince(nik as Nik) ? ['nik_region_unknown'] : []),
  always: ['terverifikasi', 'status', 'elemen'],
  asksFor: ({ ambang: _threshold, nik: _nik, ...elements }) => Object.keys(elements),
});

/** Hints in a number against what the register says: the record wins, the application is told. */
function doubtsOf({ nik, jenisKelamin, tanggalLahir }: Penduduk): readonly string[] {
  const parsed = nik === undefined ? undefined : parseNik(nik);
  if (parsed?.kind !== 'good') return [];
  return [
    ...(jenisKelamin && jenisKelamin !== sexOf(parsed.value) ? ['nik_sex_mismatch'] : []),
    ...(tanggalLahir && !birthDateMatches(parsed.value, tanggalLahir) ? ['nik_birthdate_mismatch'] : []),
    ...(isKnownProvince(parsed.value) ? [] : ['nik_region_unknown']),
  ];
}

/** The same question written in another order is the same question. */
function inOrder(value: object): unknown {
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, below]) => [key, typeof below === 'object' && below !== null ? inOrder(below) : below]),
  );
}
