import { expect, test } from '@jest/globals';
import type { HealthStore } from '../../../hub/store/health.ts';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { createWriteGroup } from '../../../hub/store/sqlite/group.ts';
import { createHealth } from '../../../hub/store/sqlite/health.ts';
import { entry, healthRow } from '../../conformance/store-health.ts';
import { planOf } from './plans.ts';
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
    const steps = await plan(client, name);
    expect(steps.length).toBeGreaterThan(0);
    const scans = steps.filter((step) => /^SCAN (health_|incident|maintenance)/.test(step));
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
    const steps = await plan(client, of);
    expect(steps.join('\n')).toContain(uses);
  }),
);

function plan(client: SqliteClient, name: string): Promise<readonly string[]> {
  return planOf(client, async (watched) => ASKED[name]?.(createHealth(watched, createWriteGroup(watched))));
}
