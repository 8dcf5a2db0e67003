import type { Copy, CopyReference, CopyRow } from '../copies.ts';
import type { SqliteClient } from './client.ts';
import type { Row } from './messages.ts';

export const COPY = `select d.name, c.* from copies c join copy_datasets d on d.id = c.dataset`;
export const ROW = 'v.key, v.part, v.grouped_by, v.sorted_by, v.text, v.amount, v.content';

/** A dataset, and the finished copy that a reader sees of it. Its rows stay what they are, so several reads see the same. */
export interface Seen {
  readonly id: number;
  readonly at: number;
  readonly current: number;
}

/** A number that is no finished copy is read as the finished one before it. */
export async function seenBy(client: SqliteClient, dataset: string, at?: number): Promise<Seen | undefined> {
  const { rows } = await client.run('select id, current from copy_datasets where name = ?', [dataset]);
  const row = rows[0];
  if (!row) return undefined;
  const current = row.current as number;
  return { id: row.id as number, at: at === undefined ? current : Math.min(at, current), current };
}

/** The dataset's id, and how often something was put, of a copy that is under way. */
export async function underWay(client: SqliteClient, { dataset, number }: CopyReference) {
  const { rows } = await client.run(
    `select c.dataset as id, c.revision from copies c join copy_datasets d on d.id = c.dataset
      where d.name = ? and c.number = ? and c.state = 'running'`,
    [dataset, number],
  );
  return rows[0] && { id: rows[0].id as number, revision: rows[0].revision as number };
}

export function toCopyRow(row: Row): CopyRow {
  return {
    key: row.key as string,
    part: row.part as string,
    group: row.grouped_by as string,
    order: row.sorted_by as string,
    text: row.text as string,
    amount: row.amount as number,
    content: row.content as string,
  };
}

export function toCopy(row: Row): Copy {
  return {
    dataset: row.name as string,
    number: row.number as number,
    source: row.source as string,
    release: row.release as string,
    state: row.state as Copy['state'],
    startedAt: row.started_at as number,
    touchedAt: row.touched_at as number,
    finishedAt: row.finished_at as number | null,
    asOf: row.as_of as number | null,
    cursor: row.cursor as string,
    rows: row.rows as number,
    added: row.added as number,
    changed: row.changed as number,
    removed: row.removed as number,
    keptParts: JSON.parse(row.kept_parts as string) as string[],
    note: row.note as string,
  };
}
