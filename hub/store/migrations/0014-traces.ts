import type { Migration } from 'kysely/migration';

/** What put a message in, as the W3C header `traceparent`: two numbers made up for it, which say nothing by themselves. */
export const traces = (): Migration => ({
  async up(db) {
    await db.schema.alterTable('messages').addColumn('trace', 'text').execute();
  },
});
