/**
 * Likeness of two texts from 0 to 100: the share of letters that need no edit (Levenshtein), on folded text. How
 * Dukcapil computes its score is not public; only the range and the comparison with TRESHOLD are (section 3.2).
 */
export function similarity(one: string, other: string): number {
  const left = folded(one);
  const right = folded(other);
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 100 : Math.round((1 - editsBetween(left, right) / longest) * 100);
}

/** Capitals, single spaces, no accents. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().replace(/\s+/g, ' ').trim();
}

function editsBetween(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (const [column, otherLetter] of [...right].entries()) {
      const replaced = (row[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
