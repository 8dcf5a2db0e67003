import type { CopyStore } from '../copies.ts';
import { readCursor } from '../copy-cursor.ts';
import type { SqliteClient } from './client.ts';
import { narrowed, SEEN_AT, toPage } from './copy-reads.ts';
import { ROW, seenBy } from './copy-rows.ts';
import type { Row } from './messages.ts';
import { matchFor } from './word-index.ts';

/** Versions looked at in one go: where most that have the words are of other copies, the search takes several. */
const LOOKED_AT = 1000;
const HITS = `select rowid as id from copy_search where copy_search match ? and rowid > ? order by rowid limit ${LOOKED_AT}`;

export function createCopySearch(client: SqliteClient): Pick<CopyStore, 'search'> {
  return {
    async search(filter) {
      const cursor = filter.after === undefined ? undefined : readCursor(filter.after, ['number']);
      const seen = await seenBy(client, filter.dataset, filter.at ?? cursor?.at);
      const match = seen && matchFor(seen.id, filter, seen.at < seen.current ? ['present', 'past'] : ['present']);
      if (!seen || match === undefined) return { rows: [] };
      const { where, values } = narrowed(filter);
      const found: Row[] = [];
      const wanted = filter.limit + 1;
      for (let after = Number(cursor?.last[0] ?? 0); ; ) {
        const { rows } = await client.run(
          `select h.id, ${ROW} from (${HITS}) h cross join copy_versions v on v.id = h.id
            where ${SEEN_AT} ${where} order by h.id limit ?`,
          [match, after, seen.at, seen.at, ...values, wanted - found.length],
        );
        found.push(...rows);
        if (found.length >= wanted) break;
        const { rows: hits } = await client.run(`select count(*) as hits, max(id) as last from (${HITS})`, [
          match,
          after,
        ]);
        if ((hits[0]?.hits as number) < LOOKED_AT) break;
        after = hits[0]?.last as number;
      }
      return toPage(found, filter.limit, seen.at, ({ id }) => [id as number]);
    },
  };
}
