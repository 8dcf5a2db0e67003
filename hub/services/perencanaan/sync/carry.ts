import type { CopyRow, CopyStore } from '../../../store/copies.ts';

/**
 * Sources tell of the same row with more members or fewer. Where rows come from several of them, a member that this one
 * does not tell is taken from the row that is there, so that a change of source shows what is different and nothing else.
 */
export async function carriedOver(
  rows: readonly CopyRow[],
  dataset: string,
  copies: Pick<CopyStore, 'row'>,
): Promise<readonly CopyRow[]> {
  const carried: CopyRow[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE)
    carried.push(
      ...(await Promise.all(
        rows.slice(at, at + AT_ONCE).map(async (row) => carry(row, await copies.row(dataset, row.key))),
      )),
    );
  return carried;
}

const AT_ONCE = 50;
/** Made of other members, and told anew each time. */
const MADE: ReadonlySet<string> = new Set(['peringatan']);

type Members = Readonly<Record<string, unknown>>;

export function carry(row: CopyRow, before: CopyRow | undefined): CopyRow {
  if (!before) return row;
  // what it is found and summed by is made of what the row says of its office: carried over as that is
  const found = { group: row.group || before.group, text: textOf(row, before) };
  if (before.content === row.content) return { ...row, ...found };
  const [told, known] = [JSON.parse(row.content) as Members, JSON.parse(before.content) as Members];
  const merged = merge(told, known);
  // a file without SIPD's numbers has the code in their place
  const content = 'id' in merged && merged.id === merged.kode && known.id ? { ...merged, id: known.id } : merged;
  return { ...row, ...found, content: JSON.stringify(content) };
}

/** In the order of the row that is told: the same content is the same text. */
function merge(told: Members, known: Members): Members {
  return Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, MADE.has(name) ? value : mergedValue(value, known[name])]),
  );
}

function mergedValue(value: unknown, known: unknown): unknown {
  if (value === null || value === undefined || value === '') return known ?? value;
  if (Array.isArray(value)) return value.length === 0 && Array.isArray(known) ? known : value;
  return isMembers(value) && isMembers(known) ? merge(value, known) : value;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What it was found by stays, where nothing is told that it was not found by. */
function textOf(row: CopyRow, before: CopyRow): string {
  const words = new Set(before.text.split(' '));
  return row.text.split(' ').every((word) => words.has(word)) ? before.text : row.text;
}
