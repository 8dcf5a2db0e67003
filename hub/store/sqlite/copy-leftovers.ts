import type { SqliteClient } from './client.ts';
import type { Value } from './messages.ts';
import { mergeWords } from './word-index.ts';

/** Rows in one go: the thread is shared with payments, which do not wait longer. */
const AT_ONCE = 100;

const LEFTOVERS = `select c.dataset, c.number, c.state from copies c join copy_datasets d on d.id = c.dataset
  where d.name = ? and c.leftovers = 1`;
const CLEARED = 'update copies set leftovers = 0 where dataset = ? and number = ?';

// in all of these ?1 is the dataset and ?2 the number of the copy
const FORGET = `delete from copy_versions where id in (
  select id from copy_versions where dataset = ?1 and from_copy = ?2 order by key limit ${AT_ONCE})`;
const REOPEN = `update copy_versions set until_copy = null where id in (
  select id from copy_versions where dataset = ?1 and until_copy = ?2 order by key limit ${AT_ONCE})`;
/** In the order of the keys from ?3 on. What has gone to the past is marked as seen by nobody any more. */
const CLOSED = `select v.id, v.key, exists (select 1 from copy_seen s where s.version = v.id) as present
  from copy_versions v indexed by copy_versions_until
  where v.dataset = ?1 and v.until_copy = ?2 and v.key >= ?3 order by v.key limit ${AT_ONCE + 1}`;
const PAST_WORDS = `insert into copy_search (rowid, terms)
  select id, terms_of('past', dataset, part, grouped_by, text) from copy_versions where id = ?`;

/** What is left to do when a copy has ended, and what a kill left of it: done by whoever ends it or begins the next. */
export async function clearLeftovers(client: SqliteClient, dataset: string): Promise<void> {
  const { rows } = await client.run(LEFTOVERS, [dataset]);
  for (const row of rows) {
    const of = [row.dataset as number, row.number as number];
    if (row.state === 'dropped') await takeBack(client, of);
    else await moveToPast(client, of);
    await client.run(CLEARED, of);
  }
}

async function takeBack(client: SqliteClient, of: readonly number[]): Promise<void> {
  while ((await client.run(FORGET, of)).changes > 0) await mergeWords(client);
  while ((await client.run(REOPEN, of)).changes > 0);
}

/** Words of rows that the copy closed are found by readers of past copies only from now on. */
async function moveToPast(client: SqliteClient, of: readonly number[]): Promise<void> {
  for (let from: Value = ''; from !== null; ) {
    const { rows } = await client.run(CLOSED, [...of, from]);
    const ids = rows.slice(0, AT_ONCE).flatMap(({ id, present }) => (present ? [id as number] : []));
    await client.batch([
      { sql: 'delete from copy_search where rowid = ?', width: 1, values: ids },
      { sql: PAST_WORDS, width: 1, values: ids },
      { sql: 'delete from copy_seen where version = ?', width: 1, values: ids },
    ]);
    if (ids.length > 0) await mergeWords(client);
    from = rows[AT_ONCE]?.key ?? null;
  }
}
