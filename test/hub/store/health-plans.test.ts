import { expect, test } from '@jest/globals';
import type { HealthStore } from '../../../hub/store/health.ts';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { createWriteGroup } from '../../../hub/store/sqlite/group.ts';
import { createHealth } from '../../../hub/store/sqlite/health.ts';
import { entry, healthRow } from '../../conformance/store-health.ts';
import { withStore } from './with-store.ts';

// Figures are written and read in the thread in which payments wait. The statements are those that really reach the database.

const FILTER = { kind: 'call', from: 1, to: 2, resolution: 'hour' } as const;
const OF_ONE = { ...FILTER, instance: 'bpjs', operation: 'peserta-by-nik' } as const;
const ASKED: Readonly<Record<string, (health: HealthStore) => Promise<unknown>>> = {
  add: (health) => health.add([healthRow()]),
  'rows of one': (health) => health.read(OF_ONE),
  'rows of all': (health) => health.read(FILTER),
  'moments of one': (health) => health.readMoments(OF_ONE),
  'moments of all': (health) => health.readMoments({ ...FILTER, stepMs: 60_000 }),
  'subjects of all': (health) => health.readSubjects(FILTER),
  prune: (health) => health.prune('minute', 1),
  'add an entry': (health) => health.addEntry(entry()),
  entries: (health) => health.entries(['isd_1', 'isd_2']),
  'remove maintenance': (health) => health.removeMaintenance('plh_1'),
  'maintenance now': (health) => health.maintenance({ from: 5, to: 6 }),
};
/** As many as there are operations and services. */
const SUBJECTS = /^SCAN health_subjects\b/;

test.each(Object.keys(ASKED))('%s looks through no table', (name) =>
  withStore(async (store, client) => {
    await store.health.add([healthRow()]);
    const plan = await planOf(client, ASKED[name] as (health: HealthStore) => Promise<unknown>);
    expect(plan.length).toBeGreaterThan(0);
    const scans = plan.filter((step) => /^SCAN (health_|incident|maintenance)/.test(step));
    expect(scans.filter((step) => !SUBJECTS.test(step))).toEqual([]);
  }),
);

test.each([
  { of: 'add', uses: 'health_subjects_key (kind=? AND instance=? AND operation=?)' },
  { of: 'rows of one', uses: 'health_rollups USING PRIMARY KEY (subject=? AND resolution=? AND at>? AND at<?)' },
  { of: 'moments of all', uses: 'health_rollups USING PRIMARY KEY (subject=? AND resolution=? AND at>? AND at<?)' },
  { of: 'subjects of all', uses: 'health_rollups USING PRIMARY KEY (subject=? AND resolution=? AND at>? AND at<?)' },
  { of: 'prune', uses: 'health_rollups USING PRIMARY KEY (subject=? AND resolution=? AND at<?)' },
  { of: 'entries', uses: 'incident_entries_incident (incident=?)' },
  { of: 'maintenance now', uses: 'maintenance_time (to_at>?)' },
])('$of uses $uses', ({ of, uses }) =>
  withStore(async (store, client) => {
    await store.health.add([healthRow()]);
    const plan = await planOf(client, ASKED[of] as (health: HealthStore) => Promise<unknown>);
    expect(plan.join('\n')).toContain(uses);
  }),
);

async function planOf(
  client: SqliteClient,
  ask: (health: HealthStore) => Promise<unknown>,
): Promise<readonly string[]> {
  const sent: string[] = [];
  const watched: SqliteClient = {
    ...client,
    run(sql, values) {
      sent.push(sql);
      return client.run(sql, values);
    },
    batch(parts) {
      sent.push(...parts.map(({ sql }) => sql));
      return client.batch(parts);
    },
  };
  await ask(createHealth(watched, createWriteGroup(watched)));
  const steps = await Promise.all(sent.map((sql) => client.run(`explain query plan ${sql}`, [])));
  return steps.flatMap(({ rows }) => rows.map(({ detail }) => String(detail)));
}
