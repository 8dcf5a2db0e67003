import {
  COUNT_PLACES,
  type HealthFilter,
  type HealthKind,
  type HealthRow,
  type HealthStore,
  LATENCY_BUCKETS,
  type Resolution,
  startOf,
} from '../health.ts';
import type { SqliteClient } from './client.ts';
import type { Unit, WriteGroup } from './group.ts';
import type { Row, Value } from './messages.ts';

const CODES: Readonly<Record<Resolution, number>> = { minute: 0, hour: 1, day: 2 };
const COUNTS = Array.from({ length: COUNT_PLACES }, (_, place) => `n${place}`);
const BUCKETS = Array.from({ length: LATENCY_BUCKETS }, (_, bucket) => `b${bucket}`);
const FIGURES = [...COUNTS, ...BUCKETS];
const SUMS = FIGURES.map((figure) => `sum(${figure}) as ${figure}`).join(', ');
const SUBJECT = 'kind, instance, operation';
/** The values of a row: its subject, the beginnings of its minute, hour and day, and its figures. */
const WIDTH = 6 + FIGURES.length;

const ADD: Unit = {
  name: 'health',
  statements: [
    { sql: `insert into health_subjects (${SUBJECT}) values (?, ?, ?) on conflict (${SUBJECT}) do nothing`, width: 3 },
    {
      sql: `insert into health_rollups (subject, resolution, at, ${FIGURES.join(', ')})
        select id, spans.column1, spans.column2, ${FIGURES.map((_, index) => `?${index + 7}`).join(', ')}
          from health_subjects, (values (${CODES.minute}, ?4), (${CODES.hour}, ?5), (${CODES.day}, ?6)) as spans
          where kind = ?1 and instance = ?2 and operation = ?3
        on conflict (subject, resolution, at) do update
          set ${FIGURES.map((figure) => `${figure} = ${figure} + excluded.${figure}`).join(', ')}`,
      width: WIDTH,
    },
  ],
};

/** A bite: payments wait in the same thread. */
const PRUNED_AT_ONCE = 500;
const PRUNE = `delete from health_rollups where subject = ?1 and resolution = ?2 and at in
  (select at from health_rollups where subject = ?1 and resolution = ?2 and at < ?3 order by at limit ${PRUNED_AT_ONCE})`;

type Rollups = Pick<HealthStore, 'add' | 'read' | 'readMoments' | 'readSubjects' | 'prune'>;

export function createRollups(client: SqliteClient, group: WriteGroup): Rollups {
  return {
    async add(rows) {
      if (rows.length === 0) return;
      const subjects = rows.flatMap(({ kind, instance, operation }) => [kind, instance, operation]);
      await group.addUnit(ADD, [subjects, rows.flatMap(valuesOf)]);
    },
    async read(filter) {
      const { from, values } = sourceOf(filter);
      const { rows } = await client.run(
        `select ${SUBJECT}, at, ${FIGURES.join(', ')} ${from} order by at, instance, operation`,
        values,
      );
      return rows.map((row) => ({ ...subjectOf(row), at: row.at as number, ...figuresOf(row) }));
    },
    async readMoments({ stepMs, ...filter }) {
      const { from, values } = sourceOf(filter);
      const moment = stepMs === undefined ? 'at' : `at - at % ${Math.trunc(stepMs)}`;
      const { rows } = await client.run(
        `select ${moment} as moment, ${SUMS} ${from} group by moment order by moment`,
        values,
      );
      return rows.map((row) => ({ at: row.moment as number, ...figuresOf(row) }));
    },
    async readSubjects(filter) {
      const { from, values } = sourceOf(filter);
      const { rows } = await client.run(
        `select ${SUBJECT}, ${SUMS} ${from} group by health_subjects.id order by instance, operation`,
        values,
      );
      return rows.map((row) => ({ ...subjectOf(row), ...figuresOf(row) }));
    },
    async prune(resolution, before) {
      const { rows } = await client.run('select id from health_subjects', []);
      let removed = 0;
      for (const { id } of rows) {
        const { changes } = await client.run(PRUNE, [id as number, CODES[resolution], before]);
        removed += changes;
      }
      return removed;
    },
  };
}

/** `cross join`: subjects first, whatever SQLite guesses, so that only their own part of the key is walked. */
function sourceOf({ kind, instance, operation, from, to, resolution }: HealthFilter) {
  const terms = [
    'kind = ?',
    ...(instance === undefined ? [] : ['instance = ?']),
    ...(operation === undefined ? [] : ['operation = ?']),
    'resolution = ? and at >= ? and at < ?',
  ];
  const named = [kind, instance, operation].filter((value) => value !== undefined);
  return {
    from: `from health_subjects cross join health_rollups on subject = health_subjects.id where ${terms.join(' and ')}`,
    values: [...named, CODES[resolution], from, to] as Value[],
  };
}

function valuesOf({ kind, instance, operation, at, counts, buckets }: HealthRow): Value[] {
  if (counts.length !== COUNT_PLACES || buckets.length !== LATENCY_BUCKETS)
    throw new RangeError('a row of health has another number of places');
  const spans = [startOf('minute', at), startOf('hour', at), startOf('day', at)];
  return [kind, instance, operation, ...spans, ...counts, ...buckets];
}

function subjectOf(row: Row) {
  return { kind: row.kind as HealthKind, instance: row.instance as string, operation: row.operation as string };
}

function figuresOf(row: Row) {
  return { counts: COUNTS.map((name) => row[name] as number), buckets: BUCKETS.map((name) => row[name] as number) };
}
