import { stat } from 'node:fs/promises';
import { availabilityOf, type Standing } from '../../../hub/health/availability.ts';
import { answerChart, type ChartSpan, callChart } from '../../../hub/health/charts.ts';
import { KEPT_MS } from '../../../hub/health/keeping.ts';
import { createMonthly, type Monthly } from '../../../hub/health/monthly/monthly.ts';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import type { Store } from '../../../hub/store/store.ts';
import { counted, DAY, HOUR, MIDNIGHT, MINUTE } from './traffic.ts';

// A year of 12 instances, 60 operations and 60 services, all of them busy in every minute: everything that can be kept.

export const SUBJECTS = 60;
export const INSTANCES = 12;
export const NOW = MIDNIGHT + 13 * HOUR + 30 * MINUTE;
const SPANS: readonly ChartSpan[] = ['1h', '24h', '7d', '30d', '1y'];

const STANDING: readonly Standing[] = Array.from({ length: SUBJECTS }, (_, index) => ({
  ...{ service: `operation ${index}`, instance: `instance ${index % INSTANCES}`, operation: `operation ${index}` },
}));

type Work = () => Promise<unknown>;

/** Everything the console draws of it, by name. */
export function everyChart(store: Store): Readonly<Record<string, Work>> {
  const charts: Record<string, Work> = {};
  const now = new Date(NOW);
  for (const span of SPANS) {
    charts[`${span} of an instance`] = () => callChart(store.health, { span, now, instance: 'instance 3' });
    charts[`${span} of an operation`] = () =>
      callChart(store.health, { span, now, instance: 'instance 3', operation: 'operation 15' });
    charts[`${span} of a service`] = () => answerChart(store.health, { span, now, service: 'operation 15' });
  }
  const month = { from: new Date(MIDNIGHT - 31 * DAY), to: new Date(MIDNIGHT), standing: STANDING, now };
  charts['a month of connectors'] = () => availabilityOf(store.health, { ...month, by: 'connector' });
  charts['a year of services'] = () =>
    availabilityOf(store.health, { ...month, from: new Date(NOW - 365 * DAY), by: 'service' });
  charts['one bite of rows'] = () => addMinute(store);
  return charts;
}

export function monthlyOf(store: Store): Monthly {
  return createMonthly({ store, standing: () => STANDING, services: [], now: () => new Date(NOW) });
}

function addMinute({ health }: Store): Promise<void> {
  const figures = counted({ 0: 900, 1: 20, 4: 3 }, { 3: 400, 4: 400, 5: 100, 9: 20, 15: 3 });
  return health.add(
    Array.from(
      { length: 100 },
      (_, index) =>
        ({
          ...{
            kind: index < SUBJECTS ? 'call' : 'answer',
            operation: `operation ${index % SUBJECTS}`,
            at: NOW,
            ...figures,
          },
          instance: index < SUBJECTS ? `instance ${index % INSTANCES}` : '',
        }) as const,
    ),
  );
}

export async function fillYear(client: SqliteClient): Promise<void> {
  await client.exec(`with recursive numbers (i) as (select 0 union all select i + 1 from numbers where i < ${SUBJECTS - 1})
    insert into health_subjects (kind, instance, operation)
    select 'call', 'instance ' || (i % ${INSTANCES}), 'operation ' || i from numbers
    union all select 'answer', '', 'operation ' || i from numbers`);
  const resolutions = [
    { code: 0, step: MINUTE, last: NOW, keptMs: KEPT_MS.minute, times: 1 },
    { code: 1, step: HOUR, last: MIDNIGHT + 13 * HOUR, keptMs: KEPT_MS.hour, times: 60 },
    { code: 2, step: DAY, last: MIDNIGHT, keptMs: KEPT_MS.day, times: 1440 },
  ];
  const names = [
    ...Array.from({ length: 16 }, (_, place) => `n${place}`),
    ...Array.from({ length: 24 }, (_, bucket) => `b${bucket}`),
  ];
  // in the order of time, as it comes; five places and ten buckets have something in them
  const used = ['n0', 'n1', 'n2', 'n4', 'n11', ...Array.from({ length: 10 }, (_, index) => `b${index + 2}`)];
  for (const { code, step, last, keptMs, times } of resolutions) {
    const values = names.map((name) => (used.includes(name) ? `(200 + (i * 7 + id) % 97) * ${times}` : '0'));
    await client.exec(`with recursive numbers (i) as (select 0 union all select i + 1 from numbers where i < ${keptMs / step - 1})
      insert into health_rollups (subject, resolution, at, ${names.join(', ')})
      select id, ${code}, ${last} - i * ${step}, ${values.join(', ')} from health_subjects cross join numbers order by i desc, id`);
  }
}

export async function sizeOf(client: SqliteClient): Promise<number> {
  await client.run('pragma wal_checkpoint(truncate)', []);
  const { rows } = await client.run('pragma database_list', []);
  return (await stat(String(rows[0]?.file))).size;
}
