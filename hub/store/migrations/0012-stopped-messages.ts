import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What waits for somebody's word is looked for by people. A message that goes as it should never comes into this index. */
export const stoppedMessages = (): Migration => ({
  async up(db) {
    await db.schema
      .createIndex('messages_stopped')
      .on('messages')
      .columns(['state', 'sequence', 'lane'])
      .where(sql<boolean>`state in ('refused', 'unsure')`)
      .execute();
  },
});
