import { isDeepStrictEqual } from 'node:util';
import type { Nib as ShownNib } from '../../../openapi/generated/types.ts';
import type { Keep, Kept } from '../../store/sealed-records.ts';
import type { Cancellation, PermitRow } from './permit.ts';

export const NIBS = 'perizinan-nib';
export type NibState = ShownNib['keadaan'];

/** A document that was pushed, in the words of the connector: every member but the first may be missing. */
export interface NibHead {
  readonly nib: string;
  /** `asli`, `perubahan`, `pencabutan`, `pembatalan`, or what nobody knows yet. */
  readonly dokumen?: string;
  readonly statusNib?: string;
  readonly tanggalPerubahan?: string;
  readonly ossId?: string;
  readonly idIzin?: string;
  readonly perusahaan?: Readonly<Record<string, unknown>>;
  readonly proyek?: readonly Readonly<Record<string, unknown>>[];
  /** Of a franchise it is one alone. */
  readonly penanggungJawab?: unknown;
  readonly tidakTerbaca?: readonly string[];
  readonly [word: string]: unknown;
}
export interface NibDocument extends NibHead {
  readonly izin?: readonly PermitRow[];
}

/** What is sealed in the record of a NIB; beside it stands `state`, its `NibState`. */
export interface Nib {
  readonly sambungan: string;
  /** The newest document, without its permits. */
  readonly dokumen: NibHead;
  /** The day of the newest change there ever was: a later document may not say its own. */
  readonly berubahPada: string | null;
  /** Every permit it was ever pushed with. */
  readonly izin: readonly string[];
}
export type KeptNib = Kept<Nib>;

export interface NibChange {
  readonly record: Keep<Nib> & Partial<Pick<KeptNib, 'version'>>;
  readonly told: readonly ('nib-terbit' | 'berubah' | 'dibatalkan')[];
  /** It is older than what is known: only permits that nobody has heard of are taken from it. */
  readonly isOlder: boolean;
}

export interface Heard {
  readonly sambungan: string;
  readonly at: number;
}

/** What a document makes of its NIB; nothing is ever deleted. `isNew` false: the record needs no writing. */
export function takenNib(
  given: NibDocument,
  before: KeptNib | undefined,
  heard: Heard,
): NibChange & { readonly isNew: boolean } {
  const { izin: rows = [], ...document } = given;
  const ids = [...new Set([...(before?.value.izin ?? []), ...rows.map(({ idIzin }) => idIzin)])];
  if (!before) return { record: newNib(document, ids, heard), told: toldOfNew(document), isOlder: false, isNew: true };
  const isOlder = isOlderThan(document, before.value) || isOvertaken(document, before, heard);
  const dokumen = isOlder ? before.value.dokumen : merged(document, before.value.dokumen);
  const state = isOlder ? (before.state as NibState) : stateOf(dokumen);
  const berubahPada = latest(before.value.berubahPada, document.tanggalPerubahan);
  const value: Nib = { sambungan: heard.sambungan, dokumen, berubahPada, izin: ids };
  const isNew = !isDeepStrictEqual(value, before.value) || state !== before.state;
  const isOther = !isDeepStrictEqual(contentOf(dokumen), contentOf(before.value.dokumen));
  return {
    record: { ...before, state, updatedAt: heard.at, value },
    told: toldOfChange(state, before.state as NibState, isOther),
    isOlder,
    isNew,
  };
}

/** Why the permits of a NIB do not hold; `null`: they do. */
export function cancellationOf({ state, value }: Pick<KeptNib, 'state' | 'value'>): Cancellation | null {
  if (state === 'berlaku') return null;
  const { tanggalPerubahan = null } = value.dokumen;
  return { karena: state === 'dibatalkan' ? 'pembatalan' : 'pencabutan', tanggal: tanggalPerubahan };
}

function newNib(dokumen: NibHead, izin: readonly string[], { sambungan, at }: Heard): Keep<Nib> {
  const kept = merged(dokumen, { nib: dokumen.nib });
  return {
    ...{ collection: NIBS, id: dokumen.nib, owner: '', state: stateOf(kept), group: '' },
    ...{ createdAt: at, updatedAt: at, watchAt: null },
    value: { sambungan, dokumen: kept, berubahPada: latest(null, dokumen.tanggalPerubahan), izin },
  };
}

/** By the last document. */
export function stateOf({ dokumen, statusNib }: Pick<NibHead, 'dokumen' | 'statusNib'>): NibState {
  if (dokumen === 'pembatalan') return 'dibatalkan';
  return dokumen === 'pencabutan' || statusNib === 'dicabut' ? 'dicabut' : 'berlaku';
}

/**
 * By the day of the change; of two of one day the later arrival holds. An original has no such day, so it is older than
 * whatever changed it, also when that came first. A change that does not say its day is taken for the newest: losing a
 * revocation would be worse than hearing one twice.
 */
function isOlderThan(document: Pick<NibHead, 'dokumen' | 'tanggalPerubahan'>, { dokumen, berubahPada }: Nib): boolean {
  const { tanggalPerubahan } = document;
  if (tanggalPerubahan !== undefined) return berubahPada !== null && tanggalPerubahan < berubahPada;
  const changes = ['perubahan', 'pencabutan', 'pembatalan'];
  if (changes.includes(document.dokumen ?? '')) return false;
  return berubahPada !== null || changes.includes(dokumen.dokumen ?? '');
}

/** Of two of one day the later arrival holds, also where the earlier one could be worked off only later. */
function isOvertaken(
  { dokumen, tanggalPerubahan }: Pick<NibHead, 'dokumen' | 'tanggalPerubahan'>,
  { value, updatedAt }: Pick<KeptNib, 'value' | 'updatedAt'>,
  { at }: Heard,
): boolean {
  const isSameDay = (tanggalPerubahan ?? null) === value.berubahPada && dokumen === value.dokumen.dokumen;
  return isSameDay && at < updatedAt;
}

/** Each whole document takes the place of the one before, save for parts that its kind does not have. */
function merged({ penanggungJawab, ...document }: NibHead, before: NibHead): NibHead {
  const kept = ['proyek', 'penanggungJawab', 'prospektus', 'tanggalKirim'].filter((part) => part in before);
  const persons = penanggungJawab === undefined || Array.isArray(penanggungJawab) ? penanggungJawab : [penanggungJawab];
  return {
    ...Object.fromEntries(kept.map((part) => [part, before[part]])),
    ...document,
    ...(persons === undefined ? {} : { penanggungJawab: persons }),
  };
}

/** That something was sent or touched is no news when nothing of it is different. */
function contentOf({
  dokumen,
  kodeDokumen,
  tanggalPerubahan,
  tanggalKirim,
  versiPia,
  tidakTerbaca,
  ...content
}: Nib['dokumen']) {
  return content;
}

function latest(one: string | null, other: string | undefined): string | null {
  if (other === undefined) return one;
  return one === null || other > one ? other : one;
}

function toldOfNew(document: NibHead): NibChange['told'] {
  return stateOf(document) === 'berlaku' ? ['nib-terbit'] : ['nib-terbit', 'dibatalkan'];
}

function toldOfChange(state: NibState, before: NibState, isOther: boolean): NibChange['told'] {
  if (state !== before && state !== 'berlaku') return ['dibatalkan'];
  return isOther || state !== before ? ['berubah'] : [];
}
