import type { AuditBreak, Where } from './links.ts';

/** What is broken and where, for a person; `timeOf` writes a moment. */
export function wordsOfBreak(
  one: AuditBreak,
  timeOf: (at: number) => string,
): { readonly id: string; readonly en: string } {
  const id = ({ sequence, at }: Where) => `catatan ${sequence} (${timeOf(at)})`;
  const en = ({ sequence, at }: Where) => `record ${sequence} (${timeOf(at)})`;
  switch (one.kind) {
    case 'altered':
      return {
        id: `${id(one.at)} tidak seperti waktu ditulis: diubah, atau bukan Simpul yang menulisnya`,
        en: `${en(one.at)} is not as it was written: it was changed, or Simpul did not write it`,
      };
    case 'missing':
      return one.before
        ? {
            id: `${one.records} catatan hilang antara ${id(one.before)} dan ${id(one.after)}`,
            en: `${one.records} missing between ${en(one.before)} and ${en(one.after)}`,
          }
        : {
            id: `awal rantai hilang: ${one.records} catatan sebelum ${id(one.after)}`,
            en: `the beginning of a chain is missing: ${one.records} before ${en(one.after)}`,
          };
    case 'added':
      return one.unchained
        ? {
            id: `${id(one.at)} tidak terikat pada rantai: ditambahkan, atau ditulis versi Simpul sebelum ada rantai`,
            en: `${en(one.at)} is on no chain: it was added, or written by a version of Simpul from before there were chains`,
          }
        : {
            id: `${id(one.at)} bukan di tempatnya: ditambahkan, digandakan, atau dipindahkan`,
            en: `${en(one.at)} does not belong where it is: it was added, repeated or moved`,
          };
    case 'cut':
      return {
        id: `catatan ${one.sequence} pernah ada, ${one.seenBy === 'you' ? 'menurut Anda' : `menurut ${id(one.seenBy)}`}, dan sekarang tidak: ujung rantainya dipotong, atau catatan itu diubah`,
        en: `record ${one.sequence} was there, ${one.seenBy === 'you' ? 'as you say' : `as ${en(one.seenBy)} says`}, and is not: the end of its chain was cut off, or it was changed`,
      };
    default:
      return one satisfies never;
  }
}
