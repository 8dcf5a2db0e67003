import { readFileSync } from 'node:fs';

/** Somebody this application knows. What is given of a person is what every answer is held to. */
export interface Person {
  readonly nik: string;
  readonly noKartu: string;
  readonly nama: string;
  readonly tanggalLahir?: string;
  readonly jenisKelamin?: 'L' | 'P';
  readonly aktif?: boolean;
  /** Codes, as BPJS gives them. */
  readonly hakKelas?: string;
  readonly jenisPeserta?: string;
  readonly fasilitas?: string;
  /** What Dukcapil says of nik, nama and tanggalLahir together; true and `hidup` when left out. */
  readonly terverifikasi?: boolean;
  readonly status?: 'hidup' | 'meninggal' | 'ganda' | 'tidak-aktif';
}

export interface Known {
  readonly person: Person;
  /** The place in the file: `orang 3`. */
  readonly about: string;
}

/** Everybody in the file, over and over again. Throws when somebody in it has no nik, noKartu or nama. */
export function roundRobin(file: string): () => Known {
  const people = JSON.parse(readFileSync(file, 'utf8')) as readonly Person[];
  for (const [index, { nik, noKartu, nama }] of people.entries()) {
    const isWhole = [nik, noKartu, nama].every((value) => typeof value === 'string' && value !== '');
    if (!isWhole) throw new Error(`${file}: person ${index} lacks nik, noKartu or nama`);
  }
  let next = 0;
  return () => {
    const index = next++ % people.length;
    const person = people[index];
    if (!person) throw new Error(`${file}: nobody in it`);
    return { person, about: `orang ${index}` };
  };
}
