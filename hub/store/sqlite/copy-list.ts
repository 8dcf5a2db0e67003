import type { Copy, CopyStore, Dataset } from '../copies.ts';
import type { SqliteClient } from './client.ts';
import { clearLeftovers } from './copy-leftovers.ts';
import { COPY, toCopy } from './copy-rows.ts';
import type { Row, Value } from './messages.ts';

const ADD_DATASET = 'insert into copy_datasets (name, current) values (?, 0) on conflict (name) do nothing';
/** Nothing where one is under way, or where a dropped one is not all taken back: both would be mixed with the new one. */
const BEGIN = `insert into copies (dataset, number, source, release, state, started_at, touched_at, cursor,
    rows, added, changed, removed, kept_parts, note, revision, leftovers)
  select d.id, coalesce((select max(number) from copies where dataset = d.id), 0) + 1, ?2, '', 'running', ?3, ?3, '',
    0, 0, 0, 0, '[]', '', 0, 0
  from copy_datasets d where d.name = ?1
    and not exists (select 1 from copies where dataset = d.id and (state = 'running' or leftovers = 1))
  returning number`;

export function createCopyList(
  client: SqliteClient,
): Pick<CopyStore, 'datasets' | 'dataset' | 'copies' | 'copy' | 'running' | 'begin'> {
  const one = async (condition: string, values: readonly Value[]): Promise<Copy | undefined> => {
    const { rows } = await client.run(`${COPY} where ${condition}`, values);
    return rows[0] && toCopy(rows[0]);
  };
  return {
    async datasets() {
      const { rows } = await client.run('select name, current from copy_datasets order by name', []);
      return rows.map(toDataset);
    },
    async dataset(name) {
      const { rows } = await client.run('select name, current from copy_datasets where name = ?', [name]);
      return rows[0] && toDataset(rows[0]);
    },
    async copies({ dataset, before = Number.MAX_SAFE_INTEGER, limit }) {
      const { rows } =
        dataset === undefined
          ? await client.run(`${COPY} where c.started_at < ? order by c.started_at desc, c.sequence desc limit ?`, [
              before,
              limit,
            ])
          : await client.run(`${COPY} where d.name = ? and c.number < ? order by c.number desc limit ?`, [
              dataset,
              before,
              limit,
            ]);
      return rows.map(toCopy);
    },
    copy: (dataset, number) => one('d.name = ? and c.number = ?', [dataset, number]),
    running: (dataset) => one(`d.name = ? and c.state = 'running'`, [dataset]),
    async begin({ dataset, source, startedAt }) {
      await clearLeftovers(client, dataset);
      const [, begun] = await client.batch([
        { sql: ADD_DATASET, width: 1, values: [dataset] },
        { sql: BEGIN, width: 3, values: [dataset, source, startedAt] },
      ]);
      const row = begun?.[0] as Row | null | undefined;
      return row ? one('d.name = ? and c.number = ?', [dataset, row.number as number]) : undefined;
    },
  };
}

function toDataset(row: Row): Dataset {
  return { name: row.name as string, current: row.current as number };
}
