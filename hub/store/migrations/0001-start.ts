import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

export const start = (types: ColumnTypes): Migration => ({
  async up(db) {
    await createSnapshots(db, types);
    await createApplications(db, types);
    await createAudit(db, types);
    await db.schema
      .createTable('counters')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('value', types.whole, (column) => column.notNull())
      .addPrimaryKeyConstraint('counters_key', ['name', 'day'])
      .execute();
  },
});

async function createSnapshots(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('snapshots')
    .addColumn('key', 'text', (column) => column.notNull().primaryKey())
    .addColumn('sealed', types.bytes, (column) => column.notNull())
    .addColumn('fetched_at', types.whole, (column) => column.notNull())
    .addColumn('expires_at', types.whole, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('snapshots_expire').on('snapshots').column('expires_at').execute();
}

async function createApplications(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('applications')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('key_hash', 'text', (column) => column.notNull().unique())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('purposes', 'text', (column) => column.notNull())
    .addColumn('requests_per_minute', types.whole)
    .addColumn('created_at', types.whole, (column) => column.notNull())
    .addColumn('revoked_at', types.whole)
    .execute();
  // A revoked application keeps its name in the audit; its successor may carry the same one.
  await db.schema
    .createIndex('applications_name')
    .unique()
    .on('applications')
    .column('name')
    .where(sql.ref('revoked_at'), 'is', null)
    .execute();
}

async function createAudit(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('at', types.whole, (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('application', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('agreement', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('fields', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('audit_subject').on('audit').columns(['subject', 'sequence']).execute();
  await db.schema.createIndex('audit_application').on('audit').columns(['application', 'sequence']).execute();
}
