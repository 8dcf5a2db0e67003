/**
 * The invented people that every sandbox of a run shares, so that a nik found at one upstream is known to the others.
 * Generated numbers start with 99, a province that does not exist; dates are fixed, so that every run gives the same people.
 */
export interface InventedPerson {
  /** 16 digits: `PPKKCC DDMMYY SSSS`, DD + 40 for women (the Dukcapil notes, section 6). */
  readonly nik: string;
  readonly noKk: string;
  /** The BPJS card, 13 digits. */
  readonly noKartu: string;
  readonly nama: string;
  readonly sex: 'L' | 'P';
  readonly tempatLahir: string;
  /** ISO `yyyy-MM-dd`. */
  readonly tanggalLahir: string;
  readonly namaIbu: string;
  readonly namaAyah: string;
  readonly nomorRumah: number;
}

export const generatedByDefault = 200;

const menNames =
  'ARIF BAYU CAHYO DIMAS EKO FAJAR GILANG HENDRA ILHAM JOKO KURNIA LUTFI MAHENDRA NANDA OKTA PANDU RIZKY SURYA TEGUH WAHYU'.split(
    ' ',
  );
const womenNames =
  'AYU BELLA CITRA DEWI ELSA FITRI GITA HANI INDAH JULIA KARTIKA LINA MAYA NOVI PUTRI RATNA SARI TIARA VINA WULAN'.split(
    ' ',
  );
const familyNames =
  'PERMANA NUGRAHA WIBAWA LAKSANA SENTOSA PRAYOGA HARAPAN UTAMA MULIA PURNAMA BUANA CEMPAKA SAMUDRA'.split(' ');
const birthplaces = ['BINJAI', 'STABAT', 'MEDAN', 'LANGKAT', 'SELESAI'];

/** The people of the BPJS notes, section 6, and others with a peculiarity that a sandbox shows. */
export const namedPeople: readonly InventedPerson[] = [
  named('9901010101900001', '0009900000001', 'BUDI SANTOSO', 'L', '1990-01-01'),
  named('9901025407850002', '0009900000002', 'SITI AMINAH', 'P', '1985-07-14'),
  named('9901030303750003', '0009900000003', 'AGUS PRATAMA', 'L', '1975-03-03'),
  named('9901046209010004', '0009900000004', 'DEWI ANGGRAINI', 'P', '2001-09-22'),
  named('9901053011680005', '0009900000005', 'SURATMAN', 'L', '1968-11-30'),
];

/** The generated people, in order: the same `count` gives the same people, and a larger one only adds to them. */
export function generatePeople(count: number): InventedPerson[] {
  return Array.from({ length: count }, (_, index) => generatedPerson(index));
}

function generatedPerson(index: number): InventedPerson {
  const sex = (index >> 1) % 2 === 0 ? 'L' : 'P';
  const tanggalLahir = birthdateOf(index);
  const region = String(1 + (index % 5)).padStart(2, '0');
  const serial = String(1 + (index % 9999)).padStart(4, '0');
  return {
    nik: `9901${region}${nikDate(tanggalLahir, sex)}${serial}`,
    noKk: `9901${region}${nikDate('2012-05-09', 'L')}${serial}`,
    noKartu: `00099${String(10_000_001 + index)}`,
    nama: `${pick(sex === 'L' ? menNames : womenNames, index)} ${pick(familyNames, index + Math.floor(index / 20))}`,
    sex,
    tempatLahir: pick(birthplaces, index),
    tanggalLahir,
    namaIbu: `${pick(womenNames, index + 7)} ${pick(familyNames, index + 3)}`,
    namaAyah: `${pick(menNames, index + 5)} ${pick(familyNames, index + 9)}`,
    nomorRumah: 1 + (index % 150),
  };
}

/** 25,000 days from 1945; the step shares no factor with them, so nik stay different far beyond 9,999 people. */
function birthdateOf(index: number): string {
  const day = (index * 7919) % 25_000;
  return new Date(Date.UTC(1945, 0, 1 + day)).toISOString().slice(0, 10);
}

function nikDate(date: string, sex: 'L' | 'P'): string {
  const day = Number(date.slice(8, 10)) + (sex === 'P' ? 40 : 0);
  return `${String(day).padStart(2, '0')}${date.slice(5, 7)}${date.slice(2, 4)}`;
}

function named(nik: string, noKartu: string, nama: string, sex: 'L' | 'P', tanggalLahir: string): InventedPerson {
  return {
    nik,
    noKk: `${nik.slice(0, 6)}090512${nik.slice(12)}`,
    noKartu,
    nama,
    sex,
    tempatLahir: 'BINJAI',
    tanggalLahir,
    namaIbu: 'MAWAR CONTOH',
    namaAyah: 'RIMBA CONTOH',
    nomorRumah: Number(nik.slice(12)),
  };
}

function pick(from: readonly string[], index: number): string {
  return from[index % from.length] ?? '';
}
