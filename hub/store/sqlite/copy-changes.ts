import type { CopyRow, CopyStore, RowChange } from '../copies.ts';
import type { SqliteClient } from './client.ts';
import { ROW, seenBy, toCopyRow } from './copy-rows.ts';

/** Each half stops by itself: the whole of a first copy is never put in order for one page of it. */
const KEYS = `select key from (
    select key from (select key from copy_versions where dataset = ?1 and from_copy = ?2 and key > ?3 order by key limit ?4)
    union
    select key from (select key from copy_versions where dataset = ?1 and until_copy = ?2 and key > ?3 order by key limit ?4))
  order by key limit ?4`;
const VERSIONS = `select v.from_copy, ${ROW} from json_each(?3) k cross join copy_versions v
  on v.dataset = ?1 and v.key = k.value where v.from_copy = ?2 or v.until_copy = ?2`;

export function createCopyChanges(client: SqliteClient): Pick<CopyStore, 'changes'> {
  return {
    async changes({ dataset, number, after, limit }) {
      const seen = await seenBy(client, dataset);
      if (!seen || number > seen.at) return { changes: [] };
      const from = after === undefined ? KEYS.replaceAll('key > ?3', 'key >= ?3') : KEYS;
      const { rows } = await client.run(from, [seen.id, number, after ?? '', limit + 1]);
      const keys = rows.slice(0, limit).map(({ key }) => key as string);
      const { rows: versions } = await client.run(VERSIONS, [seen.id, number, JSON.stringify(keys)]);
      const before = new Map<string, CopyRow>();
      const afterwards = new Map<string, CopyRow>();
      for (const row of versions)
        (row.from_copy === number ? afterwards : before).set(row.key as string, toCopyRow(row));
      const changes = keys.map(
        (key): RowChange => ({ key, before: before.get(key) ?? null, after: afterwards.get(key) ?? null }),
      );
      const next = rows.length > limit ? keys.at(-1) : undefined;
      return next === undefined ? { changes } : { changes, next };
    },
  };
}
