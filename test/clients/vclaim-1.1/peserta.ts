import { date, digits, member, oneOf, type Place, text, textOrNull } from './reading.ts';

/** A member as the counter shows it: everything the catalogue lists. Dates `yyyy-MM-dd`. */
export interface Peserta {
  readonly nik: string | null;
  readonly noKartu: string;
  readonly nama: string;
  /** Place in the family; 1 holds the card. */
  readonly pisa: string;
  readonly sex: 'L' | 'P';
  readonly tglLahir: string;
  readonly umurSekarang: string;
  readonly umurSaatPelayanan: string;
  /** Only code `0` is active; the words say why not. */
  readonly statusPeserta: CodeAndWords;
  readonly jenisPeserta: CodeAndWords;
  readonly hakKelas: CodeAndWords;
  readonly provUmum: { readonly kdProvider: string; readonly nmProvider: string };
  readonly tglTMT: string;
  readonly tglTAT: string;
  readonly tglCetakKartu: string;
  readonly mr: Readonly<Record<'noMR' | 'noTelepon', string | null>>;
  readonly cob: Readonly<Record<'nmAsuransi' | 'noAsuransi' | 'tglTAT' | 'tglTMT', string | null>>;
  /** Without `eSEP`, which came years after 1.1. */
  readonly informasi: Readonly<Record<'dinsos' | 'noSKTM' | 'prolanisPRB', string | null>>;
}

export interface CodeAndWords {
  readonly kode: string;
  readonly keterangan: string;
}

export function readPeserta(place: Place): Peserta {
  const at = (name: string) => member(place, name);
  const nik = at('nik');
  return {
    nik: nik.value === null ? null : digits(nik, 16),
    noKartu: digits(at('noKartu'), 13),
    nama: text(at('nama')),
    pisa: text(at('pisa')),
    sex: oneOf(at('sex'), ['L', 'P']),
    tglLahir: date(at('tglLahir')),
    umurSekarang: text(member(at('umur'), 'umurSekarang')),
    umurSaatPelayanan: text(member(at('umur'), 'umurSaatPelayanan')),
    statusPeserta: codeAndWords(at('statusPeserta')),
    jenisPeserta: codeAndWords(at('jenisPeserta')),
    hakKelas: { ...codeAndWords(at('hakKelas')), kode: oneOf(member(at('hakKelas'), 'kode'), ['1', '2', '3']) },
    provUmum: {
      kdProvider: text(member(at('provUmum'), 'kdProvider')),
      nmProvider: text(member(at('provUmum'), 'nmProvider')),
    },
    tglTMT: date(at('tglTMT')),
    tglTAT: date(at('tglTAT')),
    tglCetakKartu: date(at('tglCetakKartu')),
    mr: textsOrNulls(at('mr'), ['noMR', 'noTelepon']),
    cob: textsOrNulls(at('cob'), ['nmAsuransi', 'noAsuransi', 'tglTAT', 'tglTMT']),
    informasi: textsOrNulls(at('informasi'), ['dinsos', 'noSKTM', 'prolanisPRB']),
  };
}

function codeAndWords(place: Place): CodeAndWords {
  return { kode: text(member(place, 'kode')), keterangan: text(member(place, 'keterangan')) };
}

function textsOrNulls<Name extends string>(place: Place, names: readonly Name[]): Record<Name, string | null> {
  const texts = names.map((name) => [name, textOrNull(member(place, name))] as const);
  return Object.fromEntries(texts) as Record<Name, string | null>;
}
