import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { COUNT_PLACES, LATENCY_BUCKETS } from '../health.ts';
import type { ColumnTypes } from './column-types.ts';

export const health = (types: ColumnTypes): Migration => ({
  async up(db) {
    await createRollups(db, types);
    await createEntries(db, types);
    await createMaintenance(db, types);
  },
});

async function createRollups(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('health_subjects')
    .addColumn('id', types.sequence, (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('health_subjects_key')
    .unique()
    .on('health_subjects')
    .columns(['kind', 'instance', 'operation'])
    .execute();
  // a number of its own instead of names, and a column per place: a zero takes one byte, and an upsert can add
  let table = db.schema
    .createTable('health_rollups')
    .addColumn('subject', types.whole, (column) => column.notNull())
    .addColumn('resolution', types.whole, (column) => column.notNull())
    .addColumn('at', types.whole, (column) => column.notNull());
  for (let place = 0; place < COUNT_PLACES; place += 1)
    table = table.addColumn(`n${place}`, types.whole, (column) => column.notNull());
  for (let bucket = 0; bucket < LATENCY_BUCKETS; bucket += 1)
    table = table.addColumn(`b${bucket}`, types.whole, (column) => column.notNull());
  await table
    .addPrimaryKeyConstraint('health_rollups_key', ['subject', 'resolution', 'at'])
    .modifyEnd(types.clustered)
    .execute();
}

async function createEntries(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('incident_entries')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('incident', 'text', (column) => column.notNull())
    .addColumn('at', types.whole, (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('said_by', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('incident_entries_incident')
    .on('incident_entries')
    .columns(['incident', 'sequence'])
    .execute();
}

async function createMaintenance(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('maintenance')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('from_at', types.whole, (column) => column.notNull())
    .addColumn('to_at', types.whole, (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('said_by', 'text', (column) => column.notNull())
    .execute();
  // those that are over are the many, those that are not over the few that are looked at
  await db.schema.createIndex('maintenance_time').on('maintenance').columns(['to_at', 'from_at']).execute();
}
