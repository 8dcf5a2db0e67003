import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people look at: the deliveries of one address. Forwards, by far the most messages, are in none of it. */
export const figures = (): Migration => ({
  async up(db) {
    await db.schema
      .createIndex('messages_webhooks')
      .on('messages')
      .columns(['lane', 'sequence'])
      .where(sql<boolean>`service = ''`)
      .execute();
  },
});
