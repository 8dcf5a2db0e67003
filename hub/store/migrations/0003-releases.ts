import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

export const releases = (types: ColumnTypes): Migration => ({
  async up(db) {
    await createChoices(db, types);
    await createShadows(db, types);
    await createDrift(db, types);
    await createKeptAnswers(db, types);
    await createIncidents(db, types);
  },
});

async function createChoices(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('release_choices')
    // the newest word on an operation is in force; those before it are its history
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('release', 'text', (column) => column.notNull())
    .addColumn('pinned', types.whole, (column) => column.notNull())
    .addColumn('since', types.whole, (column) => column.notNull())
    .addColumn('said_by', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('release_choices_operation')
    .on('release_choices')
    .columns(['instance', 'operation', 'sequence'])
    .execute();
}

async function createShadows(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('release_shadows')
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('release', 'text', (column) => column.notNull())
    .addColumn('since', types.whole, (column) => column.notNull())
    .addColumn('read', types.whole, (column) => column.notNull())
    .addColumn('agreed', types.whole, (column) => column.notNull())
    .addColumn('differed', types.whole, (column) => column.notNull())
    .addColumn('unfit', types.whole, (column) => column.notNull())
    .addColumn('asked_otherwise', types.whole, (column) => column.notNull())
    .addColumn('skipped', types.whole, (column) => column.notNull())
    // JSON: how often by name
    .addColumn('fields', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('release_shadows_key', ['instance', 'operation'])
    .execute();
}

async function createDrift(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('drift_reports')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('release', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('expected', 'text', (column) => column.notNull())
    .addColumn('got', 'text', (column) => column.notNull())
    .addColumn('count', types.whole, (column) => column.notNull())
    .addColumn('first_at', types.whole, (column) => column.notNull())
    .addColumn('last_at', types.whole, (column) => column.notNull())
    // last, so that a list without them does not read the pages they fill
    .addColumn('first_sample', types.bytes)
    .addColumn('last_sample', types.bytes)
    .execute();
  const index = (name: string) => db.schema.createIndex(name).on('drift_reports');
  await index('drift_reports_key')
    .unique()
    .columns(['instance', 'operation', 'release', 'kind', 'path', 'expected', 'got'])
    .execute();
  await index('drift_reports_seen').columns(['last_at', 'sequence']).execute();
  await index('drift_reports_instance').columns(['instance', 'last_at', 'sequence']).execute();
}

async function createKeptAnswers(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('kept_answers')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('release', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('at', types.whole, (column) => column.notNull())
    .addColumn('sealed', types.bytes, (column) => column.notNull())
    .execute();
  const index = (name: string) => db.schema.createIndex(name).on('kept_answers');
  await index('kept_answers_verdict').columns(['instance', 'operation', 'verdict', 'at', 'sequence']).execute();
  await index('kept_answers_at').column('at').execute();
}

async function createIncidents(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('incidents')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('opened_at', types.whole, (column) => column.notNull())
    .addColumn('closed_at', types.whole)
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  const index = (name: string) => db.schema.createIndex(name).on('incidents');
  // of one kind at most one goes on at a time, however many processes see it begin
  await index('incidents_open')
    .unique()
    .columns(['kind', 'instance', 'operation'])
    .where(sql.ref('closed_at'), 'is', null)
    .execute();
  await index('incidents_at').columns(['opened_at', 'sequence']).execute();
  await index('incidents_instance').columns(['instance', 'opened_at', 'sequence']).execute();
  // few are open at a time, however many there have been; made last, for of equals SQLite takes the newest
  await index('incidents_open_at').columns(['opened_at', 'sequence']).where(sql.ref('closed_at'), 'is', null).execute();
  await index('incidents_open_instance')
    .columns(['instance', 'opened_at', 'sequence'])
    .where(sql.ref('closed_at'), 'is', null)
    .execute();
}
