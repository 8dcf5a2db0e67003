/** Words after which a number is the name of a way, not of a house. */
const NAMED_BY_NUMBER = /^(?:jalan|jl|jln|gang|gg|lorong|lr|lingkungan|lk|dusun|jalur|km|kilometer)\.?$/i;
const SHORT_NUMBER = /^\d{1,3}(?:[.,]\d)?[a-z]?[.,]?$/i;
const HOUSE = /\b(?:no|nomor|nmr|blok|rumah)\b\.?\s*:?\s*[\p{L}-]{0,3}[.\s/-]*\d\S*/giu;
const NEIGHBOURHOOD = /\br\.?\s*[tw]\b\.?\s*[:.]?\s*[\d/.-]+/gi;

/**
 * A street as everybody may read it. A number goes where it could be that of somebody's house, rather too often than too
 * seldom; `null` where nothing is left.
 */
export function publicStreet(alamat: string): string | null {
  const words = alamat
    .replace(NEIGHBOURHOOD, ' ')
    .replace(HOUSE, ' ')
    .split(/\s+/)
    .filter((word, index, all) => {
      if (!/\d/.test(word)) return true;
      return NAMED_BY_NUMBER.test(all[index - 1] ?? '') && SHORT_NUMBER.test(word);
    });
  const street = words
    .join(' ')
    .replace(/\s+,/g, ',')
    .replace(/,(?:\s*,)+/g, ',')
    .replace(/^[\s,./-]+|[\s,/-]+$/g, '');
  return street === '' ? null : street;
}
