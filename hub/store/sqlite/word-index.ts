import { createHash } from 'node:crypto';
import { beginningsOf, wordsOf } from '../search-words.ts';
import type { SqliteClient } from './client.ts';

/**
 * Every word begins with the number of its dataset: what other years hold is never looked at. `detail=none`, for words
 * come ready made and no phrase is looked for; without content, for the words are made from the row.
 * Beginnings of one to six characters have an index of their own: codes share so much of their beginnings that gathering
 * the rows of each would take longer than the answer.
 */
export const wordIndex = (name: string, table: string): readonly string[] => [
  `create virtual table ${name} using fts5(terms, content='', contentless_delete=1, detail=none,
    prefix='5 6 7 8 9 10', tokenize="ascii tokenchars '.'")`,
  // by itself FTS5 merges whenever it likes, for seconds where many rows go at once: mergeWords does it in bites
  ...['automerge', 'deletemerge'].map((merge) => `insert into ${name} (${name}, rank) values ('${merge}', 0)`),
  `insert into ${name} (${name}, rank) values ('crisismerge', 1000)`,
  `create trigger ${table}_words_gone after delete on ${table}
    begin delete from ${name} where rowid = old.id; end`,
];

const MERGE = "insert into copy_search (copy_search, rank) values ('merge', 16)";
/** Enough to keep up with a commit of a few hundred rows. */
const MERGES = 3;

/** After a commit that changed the words. A kill before it costs nothing: the next one goes on. */
export async function mergeWords(client: SqliteClient): Promise<void> {
  for (let merge = 0; merge < MERGES; merge += 1) await client.run(MERGE, []);
}

/** Rows that the current copy may have, and those of past copies only: a search of today does not look through the past. */
export type Shelf = 'present' | 'past';

/** The terms of one row: its words, its part and its group. Runs in the database's thread, for rows that are new. */
export function termsOf(shelf: unknown, dataset: unknown, part: unknown, group: unknown, text: unknown): string {
  const scope = scopeOf(shelf as Shelf, dataset as number);
  const terms = [partTerm(scope, part as string), groupTerm(scope, group as string)];
  for (const word of wordsOf(text as string)) terms.push(scope + word);
  return terms.join(' ');
}

interface Wanted {
  readonly words: string;
  readonly part?: string;
  readonly group?: string;
}

/** What to ask the index for; `undefined` where there is no word in the query. */
export function matchFor(dataset: number, wanted: Wanted, shelves: readonly Shelf[]): string | undefined {
  const beginnings = beginningsOf(wanted.words);
  if (beginnings.length === 0) return undefined;
  return shelves.map((shelf) => `(${termsFor(scopeOf(shelf, dataset), beginnings, wanted)})`).join(' OR ');
}

function termsFor(scope: string, beginnings: readonly string[], { part, group }: Wanted): string {
  const terms = beginnings.map((beginning) => `"${scope}${beginning}"*`);
  if (part !== undefined) terms.push(`"${partTerm(scope, part)}"`);
  if (group !== undefined) terms.push(`"${groupTerm(scope, group)}"`);
  return terms.join(' AND ');
}

/** Always four characters: the index of beginnings counts them. */
function scopeOf(shelf: Shelf, dataset: number): string {
  return (2 * dataset + (shelf === 'past' ? 1 : 0)).toString(36).padStart(4, '0');
}

/** No word begins with a dot. Two that share a hash are told apart when the row is read. */
function partTerm(scope: string, part: string): string {
  return `${scope}.p${hashOf(part)}`;
}

function groupTerm(scope: string, group: string): string {
  return `${scope}.g${hashOf(group)}`;
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 12);
}
