import type { InventedPerson } from '../../sandbox-kit/people.ts';

/** `peserta` as of section 6.1, without what depends on the day and on who asks. */
export interface Member {
  readonly person: InventedPerson;
  readonly status: { readonly keterangan: string; readonly kode: string };
  readonly kelas: string;
  readonly jenis: { readonly keterangan: string; readonly kode: string };
  readonly provider: { readonly kdProvider: string; readonly nmProvider: string };
  /** Null wherever section 6.1 allows it. */
  readonly bare: boolean;
  /** Six digits; every facility has its own, see `pesertaOf`. */
  readonly noMr: string;
  readonly noTelepon: string;
  readonly eSep: 'True' | null;
}

export const referringProviders = [
  { kdProvider: '99010101', nmProvider: 'PUSKESMAS MELATI' },
  { kdProvider: '99010102', nmProvider: 'PUSKESMAS KENANGA' },
  { kdProvider: '99010201', nmProvider: 'KLINIK ANGGREK' },
] as const;

const active = { keterangan: 'AKTIF', kode: '0' };
const inactive = { keterangan: 'NON AKTIF', kode: '5' }; // the document has no list: whatever is not 0 is inactive
const kinds = [
  { keterangan: 'PBI (APBD)', kode: '22' },
  { keterangan: 'PBI (APBN)', kode: '21' },
  { keterangan: 'PEKERJA MANDIRI', kode: '14' },
] as const;

/** AGUS PRATAMA is inactive, SURATMAN has null wherever it is allowed, and every tenth generated person is inactive. */
export function memberOf(person: InventedPerson, index: number, isNamed: boolean): Member {
  const isInactive = isNamed ? person.noKartu === '0009900000003' : index % 10 === 9;
  return {
    person,
    status: isInactive ? inactive : active,
    kelas: isNamed ? '3' : String(1 + (index % 3)),
    jenis: kinds[isNamed ? 0 : index % 3] ?? kinds[0],
    provider: referringProviders[isNamed ? 0 : index % 3] ?? referringProviders[0],
    bare: person.noKartu === '0009900000005',
    noMr: String(isNamed ? 123 + index : 1_000 + index).padStart(6, '0'),
    noTelepon: `0812${String(isNamed ? 1 + index : 1_000 + index).padStart(8, '0')}`,
    eSep: isNamed ? null : 'True',
  };
}

export interface Asked {
  /** The day of service, `yyyy-MM-dd`. */
  readonly tanggal: string;
  readonly today: string;
  /** The asking facility: medical record numbers are its own. */
  readonly place: number;
  /** `informasi.eSEP` came in about 2023, long after version 1.1. */
  readonly hasESep: boolean;
}

export function pesertaOf(member: Member, { tanggal, today, place, hasESep }: Asked): object {
  const { person, bare, status, kelas, jenis, provider, noMr, noTelepon, eSep } = member;
  return {
    cob: { nmAsuransi: null, noAsuransi: null, tglTAT: null, tglTMT: null },
    hakKelas: { keterangan: `KELAS ${'I'.repeat(Number(kelas))}`, kode: kelas },
    informasi: {
      dinsos: null,
      noSKTM: null,
      prolanisPRB: null,
      ...(hasESep && { eSEP: eSep }),
    },
    jenisPeserta: jenis,
    mr: bare ? { noMR: null, noTelepon: null } : { noMR: place === 1 ? noMr : `${place}${noMr.slice(1)}`, noTelepon },
    nama: person.nama,
    nik: person.nik,
    noKartu: person.noKartu,
    pisa: person.sex === 'L' ? '1' : '2',
    provUmum: provider,
    sex: person.sex,
    statusPeserta: status,
    tglCetakKartu: '2021-05-17',
    tglLahir: person.tanggalLahir,
    tglTAT: `${Number(person.tanggalLahir.slice(0, 4)) + 100}${person.tanggalLahir.slice(4).replace('02-29', '02-28')}`,
    tglTMT: person.tanggalLahir > '2014-01-01' ? person.tanggalLahir : '2014-01-01',
    umur: { umurSaatPelayanan: umurAt(person.tanggalLahir, tanggal), umurSekarang: umurAt(person.tanggalLahir, today) },
  };
}

/** `36 tahun ,10 bulan ,19 hari`: the spaces before the commas are real. */
export function umurAt(tanggalLahir: string, tanggal: string): string {
  const [birthYear = 0, birthMonth = 0, birthDay = 0] = tanggalLahir.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = tanggal.split('-').map(Number);
  const isDayShort = day < birthDay;
  const months = Math.max(0, (year - birthYear) * 12 + month - birthMonth - (isDayShort ? 1 : 0));
  const daysOfMonthBefore = new Date(Date.UTC(year, month - 1, 0)).getUTCDate();
  const days = isDayShort ? Math.max(0, daysOfMonthBefore - birthDay) + day : day - birthDay;
  return `${Math.floor(months / 12)} tahun ,${months % 12} bulan ,${days} hari`;
}
