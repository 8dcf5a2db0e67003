import { type CopyRow, type CopyStore, MOST_ROWS_PER_PUT } from '../copies.ts';
import { StoreError } from '../store.ts';
import type { SqliteClient } from './client.ts';
import { underWay } from './copy-rows.ts';
import type { Part, Value } from './messages.ts';
import { mergeWords } from './word-index.ts';

/** What a put brings, laid beside the versions so that the comparison is the database's and no content comes back. */
const TABLE = `create temp table if not exists copy_incoming (key text primary key, part text not null,
  grouped_by text not null, sorted_by text not null, text text not null, amount integer not null,
  content text not null) without rowid`;
const LAY = 'insert or replace into temp.copy_incoming values (?, ?, ?, ?, ?, ?, ?)';
const CLEAR = 'delete from temp.copy_incoming where ?1 = ?1';

const PROGRESS = `update copies set cursor = ?3, touched_at = ?4, release = coalesce(?5, release),
    as_of = coalesce(?6, as_of), revision = revision + 1
  where dataset = ?1 and number = ?2 and state = 'running' returning number`;

// In all of these ?1 is the dataset and ?2 the number of the copy. The index is named: without statistics SQLite takes
// any that begins with the dataset, and reads all of it for every row.
const NOT_UNDER_WAY = `delete from temp.copy_incoming where not exists
  (select 1 from copies where dataset = ?1 and number = ?2 and state = 'running')`;
const OF_INCOMING =
  'temp.copy_incoming i cross join copy_versions v indexed by copy_versions_key on v.dataset = ?1 and v.key = i.key';
const SAME = `(v.content = i.content and v.part = i.part and v.grouped_by = i.grouped_by and v.sorted_by = i.sorted_by
  and v.text = i.text and v.amount = i.amount)`;
const COUNT = `update copies set rows = rows + (select count(*) from temp.copy_incoming i where not exists (
    select 1 from copy_versions v indexed by copy_versions_key join copy_seen s on s.version = v.id
    where v.dataset = ?1 and v.key = i.key and s.seen = ?2))
  where dataset = ?1 and number = ?2`;
const SAID_OTHERWISE = `select v.id from ${OF_INCOMING} and v.from_copy = ?2 where not ${SAME}`;
const FORGET = `delete from copy_versions where id in (${SAID_OTHERWISE})`;
const OPEN_AGAIN = `update copy_versions set until_copy = null
  where id in (select v.id from ${OF_INCOMING} where v.until_copy = ?2 and ${SAME})`;
const CLOSE = `update copy_versions set until_copy = ?2
  where id in (select v.id from ${OF_INCOMING} where v.until_copy is null and not ${SAME})`;
const ADD = `insert into copy_versions
    (dataset, from_copy, until_copy, amount, key, part, grouped_by, sorted_by, text, content)
  select ?1, ?2, null, i.amount, i.key, i.part, i.grouped_by, i.sorted_by, i.text, i.content from temp.copy_incoming i
  where not exists (select 1 from copy_versions v indexed by copy_versions_key
    where v.dataset = ?1 and v.key = i.key and v.until_copy is null)
  order by i.sorted_by, i.key returning id`;
/** What nobody has seen was added just now. */
const ADD_WORDS = `insert into copy_search (rowid, terms)
  select v.id, terms_of('present', v.dataset, v.part, v.grouped_by, v.text) from ${OF_INCOMING} and v.from_copy = ?2
  where not exists (select 1 from copy_seen s where s.version = v.id) order by v.id`;
const SEE = `insert into copy_seen (version, seen)
  select v.id, ?2 from ${OF_INCOMING} and v.until_copy is null where true order by v.id
  on conflict (version) do update set seen = excluded.seen`;
const STEPS = [NOT_UNDER_WAY, COUNT, FORGET, OPEN_AGAIN, CLOSE, ADD, ADD_WORDS, SEE];

const PARTS_BEFORE = 2;

export function createCopyPut(client: SqliteClient): Pick<CopyStore, 'put'> {
  let ready: Promise<void> | undefined;
  const makeReady = () => {
    ready ??= client.exec(TABLE).catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    return ready;
  };
  return {
    async put(reference, rows, { cursor, at, release, asOf }) {
      check(rows);
      await makeReady();
      const copy = await underWay(client, reference);
      if (!copy) return false;
      const of = [copy.id, reference.number];
      const step = (sql: string): Part => ({ sql, width: 2, values: of });
      const results = await client.batch([
        { sql: PROGRESS, width: 6, values: [...of, cursor, at, release ?? null, asOf ?? null] },
        { sql: LAY, width: 7, values: rows.flatMap(valuesOf) },
        ...(rows.length > 0 ? STEPS.map(step) : []),
        { sql: CLEAR, width: 1, values: [1] },
      ]);
      if (rows.length > 0 && results[PARTS_BEFORE + STEPS.indexOf(ADD)]?.[0]) await mergeWords(client);
      return Boolean(results[0]?.[0]);
    },
  };
}

function check(rows: readonly CopyRow[]): void {
  if (rows.length > MOST_ROWS_PER_PUT) {
    throw new StoreError(`store: ${rows.length} rows in one put; ${MOST_ROWS_PER_PUT} at most`);
  }
  if (!rows.every(({ amount }) => Number.isSafeInteger(amount))) {
    throw new StoreError('store: the amount of a row is a whole number of rupiah');
  }
}

function valuesOf({ key, part, group, order, text, amount, content }: CopyRow): Value[] {
  return [key, part, group, order, text, amount, content];
}
