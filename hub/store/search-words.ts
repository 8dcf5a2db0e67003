/**
 * How text is cut into words, the same for every engine: an engine only has to find words by how they begin, so two
 * engines cannot disagree about what a word is.
 *
 * A word is what stands between spaces, without case and accents; what divides it inside (`1.1.7.01`, `A4/70`) becomes a
 * dot. It is found from each of its pieces on: `1.1.7.01` as `1.1.7.01`, `1.7.01`, `7.01` and `01`.
 */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const pieces of splitWords(text)) {
    for (let first = 0; first < pieces.length; first += 1) words.add(joined(pieces.slice(first, first + LONGEST_WORD)));
  }
  return words;
}

/** The beginnings of words that somebody asks for. None where nothing in it is a letter or a digit. */
export function beginningsOf(query: string): readonly string[] {
  const beginnings = new Set(splitWords(query).map(joined));
  return Array.from(beginnings).slice(0, MOST_BEGINNINGS);
}

/** What is longer is found by its beginning, however much of it is typed. */
const LONGEST_WORD = 60;
/** More than anybody types; what follows is left out, so that a pasted page does not keep the database busy. */
const MOST_BEGINNINGS = 16;

function splitWords(text: string): string[][] {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return folded
    .split(/\s+/u)
    .map((word) => word.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((pieces) => pieces.length > 0);
}

function joined(pieces: readonly string[]): string {
  return pieces.join('.').slice(0, LONGEST_WORD);
}
