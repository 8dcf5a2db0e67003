import type { CopyStore, RowFilter, RowPage } from '../copies.ts';
import { readCursor, writeCursor } from '../copy-cursor.ts';
import type { SqliteClient } from './client.ts';
import { ROW, seenBy, toCopyRow } from './copy-rows.ts';
import type { Row, Value } from './messages.ts';

/** Rows summed in one go, but for the rest of a part. */
const SUMMED = 10_000;

export const SEEN_AT = 'v.from_copy <= ? and (v.until_copy is null or v.until_copy > ?)';

export function createCopyReads(client: SqliteClient): Pick<CopyStore, 'row' | 'rows' | 'sums'> {
  return {
    async row(dataset, key, at) {
      const seen = await seenBy(client, dataset, at);
      if (!seen) return undefined;
      const { rows } = await client.run(
        `select ${ROW} from copy_versions v where v.dataset = ? and v.key = ? and ${SEEN_AT}`,
        [seen.id, key, seen.at, seen.at],
      );
      return rows[0] && toCopyRow(rows[0]);
    },
    async rows(filter) {
      const cursor = filter.after === undefined ? undefined : readCursor(filter.after, ['string', 'string']);
      const seen = await seenBy(client, filter.dataset, filter.at ?? cursor?.at);
      if (!seen) return { rows: [] };
      const { where, values } = narrowed(filter);
      const index = indexFor(filter);
      const after = cursor ? ['and (v.sorted_by, v.key) > (?, ?)', ...cursor.last] : [''];
      const [paging, ...last] = after;
      const { rows } = await client.run(
        `select ${ROW} from copy_versions v indexed by ${index} where v.dataset = ? and ${SEEN_AT} ${where} ${paging}
          order by v.sorted_by, v.key limit ?`,
        [seen.id, seen.at, seen.at, ...values, ...last, filter.limit + 1],
      );
      return toPage(rows, filter.limit, seen.at, (row) => [row.sorted_by as string, row.key as string]);
    },
    async sums(filter) {
      const seen = await seenBy(client, filter.dataset, filter.at);
      if (!seen) return [];
      const sums: Row[] = [];
      const { where, values } = narrowed(filter);
      for (let from: Value = ''; from !== null; ) {
        const next: Value = filter.part === undefined ? await partAfter(client, seen.id, from) : null;
        const { rows } = await client.run(
          `select v.part, count(*) as rows, sum(v.amount) as amount from copy_versions v indexed by copy_versions_part
            where v.dataset = ? and v.part >= ? ${next === null ? '' : 'and v.part < ?'} and ${SEEN_AT} ${where}
            group by v.part order by v.part`,
          [seen.id, from, ...(next === null ? [] : [next]), seen.at, seen.at, ...values],
        );
        sums.push(...rows);
        from = next;
      }
      return sums.map((row) => ({ part: row.part as string, rows: row.rows as number, amount: row.amount as number }));
    },
  };
}

/** Part and group of a filter, in the columns' own words. */
export function narrowed({ part, group }: Pick<RowFilter, 'part' | 'group'>) {
  const values: Value[] = [];
  let where = '';
  if (part !== undefined) {
    where += ' and v.part = ?';
    values.push(part);
  }
  if (group !== undefined) {
    where += ' and v.grouped_by = ?';
    values.push(group);
  }
  return { where, values };
}

/** Named, for without statistics SQLite may take one that begins with the dataset and put 50,000 rows in order. */
function indexFor({ part, group }: Pick<RowFilter, 'part' | 'group'>): string {
  if (part !== undefined) return 'copy_versions_part';
  return group === undefined ? 'copy_versions_order' : 'copy_versions_group';
}

/** One row more than asked for says that there is a next page. */
export function toPage(
  rows: readonly Row[],
  limit: number,
  at: number,
  placeOf: (row: Row) => readonly (string | number)[],
): RowPage {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || !last) return { rows: page.map(toCopyRow) };
  return { rows: page.map(toCopyRow), next: writeCursor({ at, last: placeOf(last) }) };
}

async function partAfter(client: SqliteClient, dataset: number, from: Value): Promise<Value> {
  const { rows } = await client.run(
    'select part from copy_versions where dataset = ? and part > ? order by part limit 1 offset ?',
    [dataset, from, SUMMED],
  );
  return rows[0]?.part ?? null;
}
