import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

export const copies = (types: ColumnTypes): Migration => ({
  async up(db) {
    await createDatasets(db, types);
    await createCopies(db, types);
    await createVersions(db, types);
    for (const statement of types.wordIndex('copy_search', 'copy_versions')) await sql.raw(statement).execute(db);
  },
});

async function createDatasets(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('copy_datasets')
    .addColumn('id', types.sequence, (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    // the finished copy that readers see
    .addColumn('current', types.whole, (column) => column.notNull())
    .execute();
}

async function createCopies(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('copies')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('dataset', types.whole, (column) => column.notNull())
    .addColumn('number', types.whole, (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('release', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('started_at', types.whole, (column) => column.notNull())
    .addColumn('touched_at', types.whole, (column) => column.notNull())
    .addColumn('finished_at', types.whole)
    .addColumn('as_of', types.whole)
    .addColumn('cursor', 'text', (column) => column.notNull())
    .addColumn('rows', types.whole, (column) => column.notNull())
    .addColumn('added', types.whole, (column) => column.notNull())
    .addColumn('changed', types.whole, (column) => column.notNull())
    .addColumn('removed', types.whole, (column) => column.notNull())
    // JSON list of strings
    .addColumn('kept_parts', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    // counts the puts: whoever ends a copy learns of one that came between
    .addColumn('revision', types.whole, (column) => column.notNull())
    // 1 while what a dropped copy wrote is not all taken back
    .addColumn('leftovers', types.whole, (column) => column.notNull())
    .execute();
  const index = (name: string) => db.schema.createIndex(name).on('copies');
  await index('copies_number').unique().columns(['dataset', 'number']).execute();
  await index('copies_running').unique().column('dataset').where(sql<boolean>`state = 'running'`).execute();
  await index('copies_leftovers').column('dataset').where(sql<boolean>`leftovers = 1`).execute();
  await index('copies_started').columns(['started_at', 'sequence']).execute();
}

async function createVersions(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('copy_versions')
    .addColumn('id', types.sequence, (column) => column.primaryKey())
    .addColumn('dataset', types.whole, (column) => column.notNull())
    // of the copy that changed or missed it; null: it is as it was
    .addColumn('from_copy', types.whole, (column) => column.notNull())
    .addColumn('until_copy', types.whole)
    .addColumn('amount', types.whole, (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('part', 'text', (column) => column.notNull())
    .addColumn('grouped_by', 'text', (column) => column.notNull())
    .addColumn('sorted_by', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .execute();
  // beside the versions, so that a copy that changes nothing rewrites no content
  await db.schema
    .createTable('copy_seen')
    .addColumn('version', types.whole, (column) =>
      column.primaryKey().references('copy_versions.id').onDelete('cascade'),
    )
    .addColumn('seen', types.whole, (column) => column.notNull())
    .execute();
  await createVersionIndexes(db);
}

async function createVersionIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (name: string) => db.schema.createIndex(name).on('copy_versions');
  await index('copy_versions_key').unique().columns(['dataset', 'key', 'from_copy']).execute();
  // these three hold from when until when as well: what a reader does not see is passed over without reading the row
  const seenBy = ['sorted_by', 'key', 'from_copy', 'until_copy'];
  await index('copy_versions_order')
    .columns(['dataset', ...seenBy])
    .execute();
  await index('copy_versions_group')
    .columns(['dataset', 'grouped_by', ...seenBy])
    .execute();
  await index('copy_versions_part')
    .columns(['dataset', 'part', ...seenBy, 'grouped_by', 'amount'])
    .execute();
  await index('copy_versions_open')
    .columns(['dataset', 'id', 'part'])
    .where(sql.ref('until_copy'), 'is', null)
    .execute();
  await index('copy_versions_from').columns(['dataset', 'from_copy', 'key']).execute();
  await index('copy_versions_until')
    .columns(['dataset', 'until_copy', 'key'])
    .where(sql.ref('until_copy'), 'is not', null)
    .execute();
}
