import type { IzinNib, KeadaanIzin, NibHulu, Nib as ShownNib } from '../../../openapi/generated/types.ts';
import { type KeptNib, type NibState, stateOf } from './nib.ts';
import type { KeptPermit } from './permit.ts';

/** A NIB as it was pushed, with its permits as they stand here. */
export function toNib(
  { id, state, value }: KeptNib,
  permits: readonly KeptPermit[],
  own: KeptPermit | undefined,
): ShownNib {
  const { perusahaan = {}, proyek = [], pemohon = null, penanggungJawab = [], ...document } = value.dokumen;
  const words: object = document; // of the connector, which are those of the model
  return {
    ...words,
    ...{ nib: id, asal: 'dikirim-oss', keadaan: state as NibState },
    perusahaan: perusahaan as ShownNib['perusahaan'],
    pemohon: pemohon as Required<ShownNib>['pemohon'],
    penanggungJawab: [...(penanggungJawab as ShownNib['penanggungJawab'])],
    proyek: [...(proyek as ShownNib['proyek'])],
    izin: permits.flatMap(rowOf),
    berkas: own?.value.berkas ?? null,
  };
}

function rowOf({ id, group, state, value }: KeptPermit): readonly IzinNib[] {
  const { baris } = value;
  if (!baris) return [];
  const { kodeIzin = null, nama = null } = baris;
  return [{ idIzin: id, milikKota: group === 'kota', kodeIzin, nama, keadaan: state as KeadaanIzin }];
}

/** One that OSS never pushed, as it answers when it is asked. */
export function askedNib(
  { izin, perusahaan = {}, proyek, ...head }: NibHulu,
  regionCode: string | undefined,
): ShownNib {
  const { dokumen = null, statusNib = null } = head;
  const known = { ...(dokumen === null ? {} : { dokumen }), ...(statusNib === null ? {} : { statusNib }) };
  return {
    ...head,
    asal: 'ditanyakan',
    keadaan: stateOf(known),
    ...{ perusahaan, pemohon: null, penanggungJawab: [], berkas: null },
    proyek: proyek.map(({ lokasi = [], ...one }) => ({ ...one, lokasi })),
    izin: izin.map(({ idIzin, kewenangan, kodeDaerah, kodeIzin = null, nama = null }) => ({
      ...{ idIzin, kodeIzin, nama, keadaan: null },
      milikKota: kewenangan === 'kabupaten-kota' && kodeDaerah === regionCode,
    })),
  };
}
