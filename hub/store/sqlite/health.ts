import type { HealthStore } from '../health.ts';
import type { SqliteClient } from './client.ts';
import type { WriteGroup } from './group.ts';
import { createIncidentEntries } from './incident-entries.ts';
import { createMaintenance } from './maintenance.ts';
import { createRollups } from './rollups.ts';

export function createHealth(client: SqliteClient, group: WriteGroup): HealthStore {
  return { ...createRollups(client, group), ...createIncidentEntries(client), ...createMaintenance(client) };
}
