import type { Copy, CopyReference, CopyStore, Ending } from '../copies.ts';
import type { SqliteClient } from './client.ts';
import { clearLeftovers } from './copy-leftovers.ts';
import { COPY, toCopy, underWay } from './copy-rows.ts';
import type { Value } from './messages.ts';

/** Rows looked at, and rows changed, in one go: the thread is shared with payments, which do not wait longer. */
const LOOKED_AT = 2000;
const CHANGED = 100;

// in all of these ?1 is the dataset and ?2 the number of the copy
const UNDER_WAY = `exists (select 1 from copies where dataset = ?1 and number = ?2 and state = 'running')`;
const NEXT_OPEN = `select id as next from copy_versions indexed by copy_versions_open
  where dataset = ?1 and until_copy is null and id >= ?2 order by id limit 1 offset ${LOOKED_AT}`;
const NEXT_CLOSED = `select key as next from copy_versions
  where dataset = ?1 and until_copy = ?2 and key >= ?3 order by key limit 1 offset ${LOOKED_AT}`;
/** ?5 and ?6 are JSON lists of parts: all that may be closed, or null; all that stay. */
const MAY_CLOSE = `((?5 is null or v.part in (select value from json_each(?5)))
  and v.part not in (select value from json_each(?6)))`;
const CLOSE = `update copy_versions set until_copy = ?2 where ${UNDER_WAY} and id in (
  select v.id from copy_versions v indexed by copy_versions_open join copy_seen s on s.version = v.id
  where v.dataset = ?1 and v.until_copy is null and v.id >= ?3 and v.id < ?4 and s.seen < ?2 and ${MAY_CLOSE}
  order by v.id limit ${CHANGED})`;
const CHANGED_ONE = `exists (select 1 from copy_versions n
  where n.dataset = v.dataset and n.key = v.key and n.from_copy = ?2)`;
/** What an earlier call, that was told of other parts and did not come to its end, closed. */
const OPEN_KEPT = `update copy_versions set until_copy = null where ${UNDER_WAY} and id in (
  select v.id from copy_versions v where v.dataset = ?1 and v.until_copy = ?2 and v.key >= ?3 and (?4 is null or v.key < ?4)
    and not ${MAY_CLOSE} and not ${CHANGED_ONE} order by v.key limit ${CHANGED})`;
const COUNT_CLOSED = `select count(*) as closed, coalesce(sum(${CHANGED_ONE}), 0) as changed from copy_versions v
  where v.dataset = ?1 and v.until_copy = ?2 and v.key >= ?3 and (?4 is null or v.key < ?4)`;
const COUNT_BROUGHT = 'select count(*) as brought from copy_versions where dataset = ?1 and from_copy = ?2';
const FINISH = `update copies set state = 'done', leftovers = (?9 > 0), touched_at = ?4, finished_at = ?4, kept_parts = ?5, note = ?6,
    added = ?7 - ?8, changed = ?8, removed = ?9 - ?8,
    rows = ?7 - ?9 + coalesce((select c.rows from copies c join copy_datasets d on d.id = c.dataset
      where d.id = ?1 and c.number = d.current), 0)
  where dataset = ?1 and number = ?2 and state = 'running' and revision = ?3 returning number`;
const SHOW = `update copy_datasets set current = ?2 where id = ?1 and current < ?2
  and exists (select 1 from copies where dataset = ?1 and number = ?2 and state = 'done')`;

const DROP = `update copies set state = 'dropped', leftovers = 1, note = ?2, touched_at = ?3
  where state = 'running' and number = ?4 and dataset = (select id from copy_datasets where name = ?1)`;

export function createCopyEndings(client: SqliteClient): Pick<CopyStore, 'finish' | 'drop'> {
  return {
    async finish(reference, ending) {
      for (;;) {
        const copy = await underWay(client, reference);
        if (!copy) return undefined;
        const of = [copy.id, reference.number] as const;
        await closeUnseen(client, of, ending);
        // something was put meanwhile: what it brought is not counted
        if (!(await show(client, of, copy.revision, ending))) continue;
        await clearLeftovers(client, reference.dataset);
        return readCopy(client, reference);
      }
    },
    async drop({ dataset, number }, note, at) {
      // first of all: rows half taken back must not be taken for a copy that goes on
      await client.run(DROP, [dataset, note, at, number]);
      await clearLeftovers(client, dataset);
    },
  };
}

type Of = readonly [dataset: number, number: number];

async function closeUnseen(client: SqliteClient, of: Of, { keptParts, onlyParts }: Ending): Promise<void> {
  const parts = [onlyParts ? JSON.stringify(onlyParts) : null, JSON.stringify(keptParts)];
  if (onlyParts || keptParts.length > 0) {
    for await (const range of closedRanges(client, of)) {
      while ((await client.run(OPEN_KEPT, [...of, ...range, ...parts])).changes === CHANGED);
    }
  }
  for (let start = 0, more = true; more; ) {
    const { rows } = await client.run(NEXT_OPEN, [of[0], start]);
    const next = (rows[0]?.next ?? Number.MAX_SAFE_INTEGER) as number;
    while ((await client.run(CLOSE, [...of, start, next, ...parts])).changes === CHANGED);
    more = rows.length > 0;
    start = next;
  }
}

async function show(client: SqliteClient, of: Of, revision: number, { at, keptParts, note }: Ending): Promise<boolean> {
  const brought = (await client.run(COUNT_BROUGHT, of)).rows[0]?.brought as number;
  let closed = 0;
  let changed = 0;
  for await (const range of closedRanges(client, of)) {
    const { rows } = await client.run(COUNT_CLOSED, [...of, ...range]);
    closed += rows[0]?.closed as number;
    changed += rows[0]?.changed as number;
  }
  const said = [at, JSON.stringify(keptParts), note ?? ''];
  const [finished] = await client.batch([
    { sql: FINISH, width: 9, values: [...of, revision, ...said, brought, changed, closed] },
    { sql: SHOW, width: 2, values: of },
  ]);
  return Boolean(finished?.[0]);
}

/** Keys of what the copy closed, from (with) and to (without; null: to the end). */
async function* closedRanges(client: SqliteClient, of: Of): AsyncGenerator<[from: Value, to: Value]> {
  for (let from: Value = ''; from !== null; ) {
    const { rows } = await client.run(NEXT_CLOSED, [...of, from]);
    const to: Value = rows[0]?.next ?? null;
    yield [from, to];
    from = to;
  }
}

async function readCopy(client: SqliteClient, { dataset, number }: CopyReference): Promise<Copy | undefined> {
  const { rows } = await client.run(`${COPY} where d.name = ? and c.number = ?`, [dataset, number]);
  return rows[0] && toCopy(rows[0]);
}
