import { date, digits, list, member, oneOf, type Place, text, textOrNull } from './reading.ts';

/** A referral from puskesmas or clinic. */
export interface Rujukan {
  /** The number of the referral, 19 characters. */
  readonly noKunjungan: string;
  readonly tglKunjungan: string;
  readonly keluhan: string;
  readonly diagnosa: CodeAndName;
  /** Code 1 inpatient, 2 outpatient. */
  readonly pelayanan: CodeAndName;
  readonly poliRujukan: CodeAndName;
  readonly provPerujuk: CodeAndName;
  readonly peserta: PesertaOfRujukan;
}

/** What the registration desk copies from a referral; the rest it looks up by card. The nik is often null here. */
export interface PesertaOfRujukan {
  readonly nik: string | null;
  readonly noKartu: string;
  readonly nama: string;
  readonly sex: 'L' | 'P';
  readonly tglLahir: string;
}

export interface CodeAndName {
  readonly kode: string;
  readonly nama: string;
}

export function readRujukan(place: Place): Rujukan {
  const at = (name: string) => member(place, name);
  return {
    noKunjungan: text(at('noKunjungan')),
    tglKunjungan: date(at('tglKunjungan')),
    keluhan: text(at('keluhan')),
    diagnosa: codeAndName(at('diagnosa')),
    pelayanan: { ...codeAndName(at('pelayanan')), kode: oneOf(member(at('pelayanan'), 'kode'), ['1', '2']) },
    poliRujukan: codeAndName(at('poliRujukan')),
    provPerujuk: codeAndName(at('provPerujuk')),
    peserta: readPesertaOfRujukan(at('peserta')),
  };
}

export function readRujukanList(place: Place): readonly Rujukan[] {
  return list(place).map(readRujukan);
}

function readPesertaOfRujukan(place: Place): PesertaOfRujukan {
  return {
    nik: textOrNull(member(place, 'nik')),
    noKartu: digits(member(place, 'noKartu'), 13),
    nama: text(member(place, 'nama')),
    sex: oneOf(member(place, 'sex'), ['L', 'P']),
    tglLahir: date(member(place, 'tglLahir')),
  };
}

function codeAndName(place: Place): CodeAndName {
  return { kode: text(member(place, 'kode')), nama: text(member(place, 'nama')) };
}
