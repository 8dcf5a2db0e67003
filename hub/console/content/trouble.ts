import { foldedWords } from '../../relay/doubt.ts';
import type { Masalah } from '../views/pesan.ts';

interface Told {
  readonly masalah?: string;
  readonly kode?: string;
  readonly keterangan?: string;
}

/** `json`: as it stands beside a message or in its history; `''`: nothing went wrong. */
export function troubleOf(json: string): Masalah | null {
  if (json === '') return null;
  const { masalah, kode, keterangan } = JSON.parse(json) as Told;
  return {
    ...(masalah === undefined ? {} : { masalah }),
    ...(kode === undefined ? {} : { kode }),
    ...(keterangan === undefined ? {} : { keterangan }),
  };
}

/** Two messages with the same one are in the same trouble, whatever numbers are in the sentence. */
export function reasonKeyOf(json: string): string {
  const { masalah = '', kode = '', keterangan = '' } = troubleOf(json) ?? {};
  return [kode, foldedWords(keterangan || masalah)].join(' · ');
}
