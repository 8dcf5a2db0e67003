import type { SeededPerson } from '../../sandbox-kit/definition.ts';
import { generatePeople, namedPeople } from '../../sandbox-kit/people.ts';
import { type Penduduk, pendudukOf, type Registered } from './penduduk.ts';

export interface Register {
  find(nik: string): Registered | undefined;
  people(): readonly SeededPerson[];
}

/** The people of section 11, those of the BPJS sandbox, and the generated ones that both know. */
export function createRegister(count: number): Register {
  const shared = [...namedPeople, ...generatePeople(count)];
  const registered = [
    ...peculiar,
    ...shared.map((person, index): Registered => ({ record: pendudukOf(person, index) })),
  ];
  const byNik = new Map(registered.map((entry) => [String(entry.record.NIK), entry]));
  return {
    find: (nik) => byNik.get(nik),
    people: () =>
      registered.map(({ record, code, note }) => ({
        nama: String(record.NAMA_LGKP),
        nik: String(record.NIK),
        code,
        note,
      })),
  };
}

/** The example of section 4.2. */
const bunga: Penduduk = {
  NIK: 1275015508909901n,
  NO_KK: 1275010101209901n,
  NAMA_LGKP: 'BUNGA CONTOH',
  JENIS_KLMIN: 'PEREMPUAN',
  TMPT_LHR: 'BINJAI',
  TGL_LHR: '1990-08-15',
  AGAMA: 'ISLAM',
  STATUS_KAWIN: 'BELUM KAWIN',
  STAT_HBKEL: 'ANAK',
  PDDK_AKH: 'DIPLOMA IV/STRATA I',
  JENIS_PKRJN: 'KARYAWAN SWASTA',
  GOL_DARAH: 'TIDAK TAHU',
  NAMA_LGKP_IBU: 'MAWAR CONTOH',
  NAMA_LGKP_AYAH: 'RIMBA CONTOH',
  ALAMAT: 'JL. CONTOH NO. 1',
  DUSUN: null,
  NO_RT: 3n,
  NO_RW: null,
  KODE_POS: 20743n,
  NO_PROP: 12n,
  NO_KAB: 75n,
  NO_KEC: 1n,
  NO_KEL: 1005n,
  PROP_NAME: 'SUMATERA UTARA',
  KAB_NAME: 'KOTA BINJAI',
  KEC_NAME: 'BINJAI UTARA',
  KEL_NAME: 'KEBUN LADA',
  EKTP_STATUS: 'CARD_SHIPPED',
  EKTP_CREATED: '2013-02-01',
  TGL_KWN: null,
};

const man = { JENIS_KLMIN: 'LAKI-LAKI', STAT_HBKEL: 'KEPALA KELUARGA', STATUS_KAWIN: 'KAWIN' };

const peculiar: readonly Registered[] = [
  { record: bunga, note: "the document's example" },
  {
    record: {
      ...bunga,
      ...man,
      NIK: 1275010402559902n,
      NO_KK: 1275010101209902n,
      NAMA_LGKP: 'HASAN CONTOH',
      TGL_LHR: '1955-02-04',
    },
    code: '11',
    note: 'deceased',
  },
  {
    record: {
      ...bunga,
      ...man,
      NIK: 1275032811939903n,
      NO_KK: 1275030101209903n,
      NAMA_LGKP: 'RUDI CONTOH',
      TGL_LHR: '1993-11-28',
    },
    code: '12',
    note: 'more than one record',
  },
  {
    record: {
      ...bunga,
      NIK: 1275044606709904n,
      NO_KK: 1275040101209904n,
      NAMA_LGKP: 'LILIS CONTOH',
      TGL_LHR: '1970-06-06',
    },
    code: '14',
    note: 'inactive',
  },
  {
    record: {
      ...bunga,
      ...man,
      NIK: 1275025203889905n,
      NO_KK: 1275020101209905n,
      NAMA_LGKP: 'BAGAS CONTOH',
      TGL_LHR: '1988-03-12',
    },
    note: 'a man whose nik says woman',
  },
  {
    record: {
      ...bunga,
      NIK: 9471014507929903n,
      NO_KK: 9471011203159901n,
      NAMA_LGKP: 'YULIANA CONTOH',
      TMPT_LHR: 'JAYAPURA',
      TGL_LHR: '1992-07-05',
      KODE_POS: 99111n,
      NO_PROP: 91n,
      NO_KAB: 71n,
      NO_KEL: 1002n,
      PROP_NAME: 'PAPUA',
      KAB_NAME: 'KOTA JAYAPURA',
      KEC_NAME: 'JAYAPURA UTARA',
      KEL_NAME: 'GURABESI',
    },
    note: 'nik and kk beyond 2^53',
  },
];
