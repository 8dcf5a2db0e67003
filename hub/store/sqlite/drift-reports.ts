import type { DriftReport, ReleaseStore } from '../releases.ts';
import type { SqliteClient } from './client.ts';
import type { HotStatement, WriteGroup } from './group.ts';
import type { Row, Value } from './messages.ts';

const KEY = 'instance, operation, release, kind, path, expected, got';
const WITHOUT_SAMPLES = `${KEY}, count, first_at, last_at`;
const ADD: HotStatement = {
  sql: `insert into drift_reports (${WITHOUT_SAMPLES}, first_sample, last_sample)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (${KEY}) do update
      set count = drift_reports.count + excluded.count,
        first_at = min(drift_reports.first_at, excluded.first_at),
        last_at = max(drift_reports.last_at, excluded.last_at),
        first_sample = coalesce(drift_reports.first_sample, excluded.first_sample),
        last_sample = coalesce(excluded.last_sample, drift_reports.last_sample)`,
  width: 12,
};

export function createDriftReports(
  client: SqliteClient,
  group: WriteGroup,
): Pick<ReleaseStore, 'addDrift' | 'drift' | 'pruneDrift'> {
  return {
    async addDrift(reports) {
      if (reports.length > 0) await group.add(ADD, reports.flatMap(valuesOf));
    },
    async drift({ limit, withSamples, ...filter }) {
      const { where, values } = conditionsOf(filter);
      const columns = withSamples ? `${WITHOUT_SAMPLES}, first_sample, last_sample` : WITHOUT_SAMPLES;
      const { rows } = await client.run(
        `select ${columns} from drift_reports ${where} order by last_at desc, sequence desc limit ?`,
        [...values, limit],
      );
      return rows.map(toReport);
    },
    async pruneDrift(before) {
      const { changes } = await client.run('delete from drift_reports where last_at < ?', [before]);
      return changes;
    },
  };
}

function conditionsOf(filter: Partial<Pick<DriftReport, 'instance' | 'operation' | 'release'>>) {
  const conditions: readonly (readonly [string, Value | undefined])[] = [
    ['instance = ?', filter.instance],
    ['operation = ?', filter.operation],
    ['release = ?', filter.release],
  ];
  const used = conditions.filter(([, value]) => value !== undefined);
  return {
    where: used.length === 0 ? '' : `where ${used.map(([term]) => term).join(' and ')}`,
    values: used.map(([, value]) => value as Value),
  };
}

function valuesOf(report: DriftReport): Value[] {
  const { instance, operation, release, kind, path, expected, got, count, firstAt, lastAt } = report;
  const samples = [copied(report.firstSample), copied(report.lastSample)];
  return [instance, operation, release, kind, path, expected, got, count, firstAt, lastAt, ...samples];
}

/** A Buffer may be a slice of a pool, and all of the pool would go to the database's thread. */
function copied(sample: Uint8Array | null): Uint8Array | null {
  return sample && new Uint8Array(sample);
}

function toReport(row: Row): DriftReport {
  return {
    instance: row.instance as string,
    operation: row.operation as string,
    release: row.release as string,
    kind: row.kind as DriftReport['kind'],
    path: row.path as string,
    expected: row.expected as string,
    got: row.got as string,
    count: row.count as number,
    firstAt: row.first_at as number,
    lastAt: row.last_at as number,
    firstSample: (row.first_sample ?? null) as Uint8Array | null,
    lastSample: (row.last_sample ?? null) as Uint8Array | null,
  };
}
