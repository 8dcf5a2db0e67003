import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

export const forwarding = (types: ColumnTypes): Migration => ({
  async up(db) {
    await createMessages(db, types);
    await createHistory(db, types);
    await createLanes(db, types);
    await createEvents(db, types);
    await createRecords(db, types);
  },
});

async function createMessages(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('messages')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('ordering_key', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('application', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('idempotency_key', 'text')
    .addColumn('body_hash', 'text', (column) => column.notNull())
    .addColumn('accepted_at', types.whole, (column) => column.notNull())
    .addColumn('changed_at', types.whole, (column) => column.notNull())
    .addColumn('due_at', types.whole, (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    // 1 until it ends: what is open keeps its place in the order of its key
    .addColumn('open', types.whole, (column) => column.notNull())
    // 1 when nothing open of its key is before it
    .addColumn('head', types.whole, (column) => column.notNull())
    .addColumn('unsure', types.whole, (column) => column.notNull())
    .addColumn('attempts', types.whole, (column) => column.notNull())
    .addColumn('owner', 'text')
    // of the change that was made last: what comes along with a change asks for it
    .addColumn('token', 'text')
    .addColumn('trouble', 'text', (column) => column.notNull())
    .addColumn('sealed', types.bytes, (column) => column.notNull())
    .addColumn('result', types.bytes)
    .execute();
  const index = (name: string) => db.schema.createIndex(name).on('messages');
  await index('messages_id').unique().column('id').execute();
  await index('messages_due')
    .columns(['lane', 'due_at', 'sequence'])
    .where(sql<boolean>`state = 'waiting' and head = 1`)
    .execute();
  // holds the lane too, so that the open messages of every lane are counted without reading one
  await index('messages_open').columns(['ordering_key', 'sequence', 'lane']).where(sql<boolean>`open = 1`).execute();
  await index('messages_claimed').column('owner').where(sql<boolean>`state = 'sending'`).execute();
  await index('messages_unsure')
    .column('service')
    .where(sql<boolean>`open = 1 and (unsure = 1 or state = 'unsure')`)
    .execute();
  await index('messages_application').columns(['application', 'sequence']).execute();
  await index('messages_about').columns(['about', 'sequence']).where(sql<boolean>`about <> ''`).execute();
  await index('messages_idempotency')
    .unique()
    .column('idempotency_key')
    .where(sql<boolean>`idempotency_key is not null`)
    .execute();
}

async function createHistory(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('history')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('message', types.whole, (column) => column.notNull())
    .addColumn('at', types.whole, (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('attempt', types.whole)
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('history_message').on('history').columns(['message', 'sequence']).execute();
}

async function createLanes(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('lanes')
    .addColumn('lane', 'text', (column) => column.notNull().primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('since', types.whole, (column) => column.notNull())
    .addColumn('until', types.whole)
    .execute();
  await db.schema
    .createTable('workers')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('seen_at', types.whole, (column) => column.notNull())
    .execute();
}

async function createEvents(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('events')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('application', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', types.whole, (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('sealed', types.bytes, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('events_application').on('events').columns(['application', 'sequence']).execute();
  await db.schema
    .createTable('subscriptions')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('application', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('kinds', 'text', (column) => column.notNull())
    .addColumn('sealed_secrets', types.bytes, (column) => column.notNull())
    .addColumn('created_at', types.whole, (column) => column.notNull())
    .execute();
}

async function createRecords(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('records')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('collection', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('part', 'text', (column) => column.notNull())
    .addColumn('created_at', types.whole, (column) => column.notNull())
    .addColumn('updated_at', types.whole, (column) => column.notNull())
    .addColumn('watch_at', types.whole)
    .addColumn('version', types.whole, (column) => column.notNull())
    .addColumn('sealed', types.bytes, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('records_id').unique().on('records').columns(['collection', 'id']).execute();
  await db.schema.createIndex('records_part').on('records').columns(['collection', 'part', 'sequence']).execute();
  await db.schema
    .createIndex('records_watch')
    .on('records')
    .columns(['collection', 'watch_at'])
    .where(sql<boolean>`watch_at is not null`)
    .execute();
  await db.schema
    .createTable('record_links')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('collection', 'text', (column) => column.notNull())
    .addColumn('link', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('record_links_link')
    .unique()
    .on('record_links')
    .columns(['collection', 'link'])
    .execute();
  await db.schema.createIndex('record_links_id').on('record_links').columns(['collection', 'id']).execute();
}
