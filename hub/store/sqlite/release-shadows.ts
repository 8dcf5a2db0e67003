import type { ReleaseStore, ShadowReport, ShadowSetting } from '../releases.ts';
import type { SqliteClient } from './client.ts';
import type { HotStatement, WriteGroup } from './group.ts';
import type { Row, Value } from './messages.ts';

/** Names of fields that one shadow counts; an upstream that makes up names must not fill the row. */
const FIELDS_KEPT = 100;

const SET: HotStatement = {
  sql: `insert into release_shadows
      (instance, operation, release, since, read, agreed, differed, unfit, asked_otherwise, skipped, fields)
    values (?, ?, ?, ?, 0, 0, 0, 0, 0, 0, '{}')
    on conflict (instance, operation) do update
      set release = excluded.release, since = excluded.since, read = 0, agreed = 0, differed = 0, unfit = 0,
        asked_otherwise = 0, skipped = 0, fields = '{}'`,
  width: 4,
};

/** Names that are counted already stay; what room is left goes to the new ones that were seen most. */
const ADDED_FIELDS = `(select json_group_object(name, times) from (
  select name, sum(times) as times from (
    select key as name, value as times, 0 as fresh from json_each(release_shadows.fields)
    union all
    select key, value, 1 from json_each(?11))
  group by name order by min(fresh), sum(times) desc, name limit ${FIELDS_KEPT}))`;
const ADD: HotStatement = {
  sql: `update release_shadows
    set read = read + ?5, agreed = agreed + ?6, differed = differed + ?7, unfit = unfit + ?8,
      asked_otherwise = asked_otherwise + ?9, skipped = skipped + ?10, fields = ${ADDED_FIELDS}
    where instance = ?1 and operation = ?2 and release = ?3 and since = ?4`,
  width: 11,
};

export function createReleaseShadows(
  client: SqliteClient,
  group: WriteGroup,
): Pick<ReleaseStore, 'shadows' | 'setShadows' | 'dropShadows' | 'addShadowCounts'> {
  return {
    async shadows() {
      const { rows } = await client.run('select * from release_shadows order by instance, operation', []);
      return rows.map(toReport);
    },
    async setShadows(shadows) {
      if (shadows.length > 0) await group.add(SET, shadows.flatMap(settingValues));
    },
    async dropShadows(instance, operation) {
      const { changes } = await client.run(
        `delete from release_shadows where instance = ? ${operation === undefined ? '' : 'and operation = ?'}`,
        operation === undefined ? [instance] : [instance, operation],
      );
      return changes;
    },
    async addShadowCounts(reports) {
      if (reports.length > 0) await group.add(ADD, reports.flatMap(reportValues));
    },
  };
}

function settingValues({ instance, operation, release, since }: ShadowSetting): Value[] {
  return [instance, operation, release, since];
}

function reportValues(report: ShadowReport): Value[] {
  const { read, agreed, differed, unfit, askedOtherwise, skipped, fields } = report;
  const counts = [read, agreed, differed, unfit, askedOtherwise, skipped];
  return [...settingValues(report), ...counts, JSON.stringify(fields)];
}

function toReport(row: Row): ShadowReport {
  return {
    instance: row.instance as string,
    operation: row.operation as string,
    release: row.release as string,
    since: row.since as number,
    read: row.read as number,
    agreed: row.agreed as number,
    differed: row.differed as number,
    unfit: row.unfit as number,
    askedOtherwise: row.asked_otherwise as number,
    skipped: row.skipped as number,
    fields: JSON.parse(row.fields as string) as Record<string, number>,
  };
}
