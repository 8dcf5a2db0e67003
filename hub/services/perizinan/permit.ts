import { isDeepStrictEqual } from 'node:util';
import type { Izin, KeadaanIzin, PersyaratanIzin } from '../../../openapi/generated/types.ts';
import type { Keep, Kept } from '../../store/sealed-records.ts';

export const PERMITS = 'perizinan';

/** A row of the list of permits in what was pushed; a code stands beside its word. */
export interface PermitRow {
  readonly idIzin: string;
  readonly milikKota?: boolean;
  readonly idProyek?: string;
  readonly idProduk?: string;
  readonly kodeIzin?: string;
  readonly nama?: string;
  readonly kodeDaerah?: string;
  readonly persyaratan?: readonly PersyaratanIzin[];
  readonly [word: string]: unknown;
}

/** What is wrong with a whole NIB is wrong with its permits. */
export type Cancellation = NonNullable<Izin['dibatalkan']>;

/**
 * What is sealed in the record of a permit. Beside it stand `state` (its `KeadaanIzin`) and `group`: whose work it is, or
 * that nothing but a file has come so far.
 */
export interface Permit {
  readonly nib: string;
  /** The instance that pushed it: what follows goes the same way. */
  readonly sambungan: string;
  /** `null`: its file came before it did. */
  readonly baris: PermitRow | null;
  readonly berkas: Izin['berkas'];
  /** By its NIB; with the state it goes back to when that holds again. */
  readonly batal: (Cancellation & { readonly sebelum: KeadaanIzin }) | null;
  /** The applications know of it: it was the city's work when it came, or became so. */
  readonly diumumkan: boolean;
}
export type KeptPermit = Kept<Permit>;
export type Group = 'kota' | 'lain' | 'berkas';

export interface Circumstances {
  readonly nib: string;
  readonly sambungan: string;
  readonly at: number;
  /** `null`: the NIB holds. */
  readonly batal: Cancellation | null;
}

/** What becomes of one permit, and what is told of it. */
export interface PermitChange {
  readonly record: Keep<Permit> & Partial<Pick<KeptPermit, 'version'>>;
  readonly told: readonly ('izin-diajukan' | 'berubah' | 'berkas')[];
}

/** What a row makes of its permit; `undefined`: it says nothing new. */
export function takenPermit(
  row: PermitRow,
  before: KeptPermit | undefined,
  given: Circumstances,
): PermitChange | undefined {
  const known = before?.value.baris ?? null;
  const base = before ?? emptyPermit(row.idIzin, given);
  const group: Group = row.milikKota ? 'kota' : 'lain';
  const isFirst = group === 'kota' && !base.value.diumumkan;
  const isOther = known !== null && !isDeepStrictEqual(known, row);
  const moved = cancelledOrNot(base, given.batal);
  if (known !== null && !isOther && !moved) return undefined;
  const { state, batal } = moved ?? { state: base.state, batal: base.value.batal };
  const { nib, sambungan } = given;
  const value = { ...base.value, nib, sambungan, baris: row, batal, diumumkan: base.value.diumumkan || isFirst };
  return {
    record: { ...base, state, group, updatedAt: given.at, value },
    told: [
      ...(isFirst ? (['izin-diajukan'] as const) : []),
      ...(isFirst && base.value.berkas ? (['berkas'] as const) : []),
      ...(isOther && !isFirst && group === 'kota' ? (['berubah'] as const) : []),
    ],
  };
}

/** One whose NIB was pushed without it: only whether that holds concerns it. */
export function followingPermit(before: KeptPermit, given: Circumstances): PermitChange | undefined {
  const moved = before.value.baris === null ? undefined : cancelledOrNot(before, given.batal);
  if (!moved) return undefined;
  const value = { ...before.value, batal: moved.batal };
  return { record: { ...before, state: moved.state, updatedAt: given.at, value }, told: [] };
}

/** The signed file of a permit, which may come before it. `undefined`: it is known. */
export function signedPermit(
  idIzin: string,
  tautan: string,
  before: KeptPermit | undefined,
  given: Omit<Circumstances, 'batal'>,
): PermitChange | undefined {
  const base = before ?? emptyPermit(idIzin, given);
  if (base.value.berkas?.tautan === tautan) return undefined;
  const berkas = { tautan, diterimaPada: new Date(given.at).toISOString() };
  return {
    record: { ...base, updatedAt: given.at, value: { ...base.value, berkas } },
    told: base.group === 'kota' ? ['berkas'] : [],
  };
}

/** `undefined`: nothing moves. What the city itself has withdrawn stays so. */
function cancelledOrNot(
  { state, value }: Pick<KeptPermit, 'state' | 'value'>,
  batal: Cancellation | null,
): { readonly state: string; readonly batal: Permit['batal'] } | undefined {
  if (!batal) return value.batal ? { state: value.batal.sebelum, batal: null } : undefined;
  const sebelum = value.batal?.sebelum ?? (state as KeadaanIzin);
  const after = { ...batal, sebelum };
  return isDeepStrictEqual(value.batal, after)
    ? undefined
    : { state: 'dibatalkan' satisfies KeadaanIzin, batal: after };
}

function emptyPermit(id: string, { nib, sambungan, at }: Omit<Circumstances, 'batal'>): Keep<Permit> {
  return {
    ...{ collection: PERMITS, id, owner: '', state: 'diajukan' satisfies KeadaanIzin },
    ...{ group: 'berkas' satisfies Group, createdAt: at, updatedAt: at, watchAt: null },
    value: { nib, sambungan, baris: null, berkas: null, batal: null, diumumkan: false },
  };
}
