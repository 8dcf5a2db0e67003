import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

export const notices = (types: ColumnTypes): Migration => ({
  async up(db) {
    await createChannels(db, types);
    await createNotices(db, types);
  },
});

async function createChannels(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('notice_channels')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('is_on', types.whole, (column) => column.notNull())
    .addColumn('sealed', types.bytes, (column) => column.notNull())
    // JSON: what it wants to be told, and when
    .addColumn('rules', 'text', (column) => column.notNull())
    .addColumn('created_at', types.whole, (column) => column.notNull())
    .addColumn('told', 'text', (column) => column.notNull())
    .addColumn('version', types.whole, (column) => column.notNull())
    // of the telling that was made last: the notice that comes along asks for it
    .addColumn('token', 'text')
    .execute();
}

async function createNotices(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('notices')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('channel_name', 'text', (column) => column.notNull())
    .addColumn('at', types.whole, (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    // 1 when those behind it need not wait for it
    .addColumn('lets_pass', types.whole, (column) => column.notNull())
    .addColumn('attempts', types.whole, (column) => column.notNull())
    .addColumn('due_at', types.whole, (column) => column.notNull())
    .addColumn('owner', 'text')
    .addColumn('leased_until', types.whole, (column) => column.notNull())
    .addColumn('ended_at', types.whole)
    .addColumn('trouble', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .execute();
  const index = (name: string) => db.schema.createIndex(name).on('notices');
  await index('notices_channel').columns(['channel', 'sequence']).execute();
  // few wait, however many there have been; made after the other, for of equals SQLite takes the newest
  await index('notices_waiting').columns(['channel', 'sequence']).where(sql<boolean>`state = 'waiting'`).execute();
  await index('notices_owner').column('owner').where(sql<boolean>`state = 'waiting'`).execute();
  await index('notices_ended').column('ended_at').where(sql<boolean>`ended_at is not null`).execute();
}
