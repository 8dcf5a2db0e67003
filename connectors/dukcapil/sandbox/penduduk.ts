import type { InventedPerson } from '../../sandbox-kit/people.ts';

/** A record as CALL_NIK sends it (section 4.2): numbers are bigint, because NIK and NO_KK may exceed 2^53. */
export type Penduduk = Readonly<Record<string, string | bigint | null>> & { readonly NIK: bigint };

/** 11, 12 and 14 are people who exist and yet must not pass as verified (section 4.4). */
export type PersonCode = '11' | '12' | '14';

export interface Registered {
  readonly record: Penduduk;
  readonly code?: PersonCode;
  readonly note?: string;
}

/** Districts and urban villages of Kota Binjai, section 8. */
const districts = [
  { kecamatan: 'BINJAI UTARA', kelurahan: ['PAHLAWAN', 'JATI NEGARA', 'NANGKA', 'DAMAI', 'KEBUN LADA'] },
  { kecamatan: 'BINJAI KOTA', kelurahan: ['BERNGAM', 'SATRIA', 'SETIA', 'KARTINI', 'TANGSI'] },
  {
    kecamatan: 'BINJAI BARAT',
    kelurahan: ['BANDAR SENEMBAH', 'LIMAU MUNGKUR', 'LIMAU SUNDAI', 'PAYA ROBA', 'SUKA MAJU'],
  },
  {
    kecamatan: 'BINJAI TIMUR',
    kelurahan: ['TANAH TINGGI', 'DATARAN TINGGI', 'TIMBANG LANGKAT', 'MENCIRIM', 'TUNGGURONO'],
  },
  {
    kecamatan: 'BINJAI SELATAN',
    kelurahan: ['TANAH MERAH', 'BINJAI ESTATE', 'BHAKTI KARYA', 'RAMBUNG DALAM', 'PUJIDADI'],
  },
] as const;
const [firstDistrict] = districts;

const religions = ['ISLAM', 'KRISTEN', 'KATHOLIK', 'BUDHA', 'HINDU'];
const marriages = ['BELUM KAWIN', 'KAWIN', 'CERAI HIDUP', 'CERAI MATI'];
const educations = ['SLTA/SEDERAJAT', 'DIPLOMA IV/STRATA I', 'SLTP/SEDERAJAT', 'STRATA II'];
const occupations = ['KARYAWAN SWASTA', 'PEGAWAI NEGERI SIPIL', 'WIRASWASTA', 'GURU', 'PETANI/PEKEBUN'];

/** What a BPJS sandbox calls a member, as the population register has it: living somewhere in Binjai. */
export function pendudukOf(person: InventedPerson, index: number): Penduduk {
  const { kecamatan, kelurahan } = districts[index % 5] ?? firstDistrict;
  const village = Math.floor(index / 5) % 5;
  const isMan = person.sex === 'L';
  return {
    NIK: BigInt(person.nik),
    NO_KK: BigInt(person.noKk),
    NAMA_LGKP: person.nama,
    JENIS_KLMIN: isMan ? 'LAKI-LAKI' : 'PEREMPUAN',
    TMPT_LHR: person.tempatLahir,
    TGL_LHR: person.tanggalLahir,
    AGAMA: pick(religions, index),
    STATUS_KAWIN: pick(marriages, index),
    STAT_HBKEL: isMan ? 'KEPALA KELUARGA' : 'ISTRI',
    PDDK_AKH: pick(educations, index),
    JENIS_PKRJN: pick(occupations, index),
    GOL_DARAH: 'TIDAK TAHU',
    NAMA_LGKP_IBU: person.namaIbu,
    NAMA_LGKP_AYAH: person.namaAyah,
    ALAMAT: `JL. CONTOH NO. ${person.nomorRumah}`,
    DUSUN: null,
    NO_RT: BigInt(1 + (index % 9)),
    NO_RW: index % 4 === 0 ? null : BigInt(1 + (index % 5)),
    KODE_POS: BigInt(20_711 + (index % 40)),
    NO_PROP: 12n,
    NO_KAB: 75n,
    NO_KEC: BigInt(1 + (index % 5)),
    NO_KEL: BigInt(1001 + village),
    PROP_NAME: 'SUMATERA UTARA',
    KAB_NAME: 'KOTA BINJAI',
    KEC_NAME: kecamatan,
    KEL_NAME: kelurahan[village] ?? kelurahan[0],
    EKTP_STATUS: 'CARD_SHIPPED',
    EKTP_CREATED: '2013-02-01',
    TGL_KWN: null,
  };
}

function pick(from: readonly string[], index: number): string {
  return from[index % from.length] ?? '';
}
