import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

export const forcedBreakers = (types: ColumnTypes): Migration => ({
  async up(db) {
    await db.schema
      .createTable('breaker_words')
      .addColumn('instance', 'text', (column) => column.notNull())
      .addColumn('operation', 'text', (column) => column.notNull())
      .addColumn('said', 'text', (column) => column.notNull())
      .addColumn('since', types.whole, (column) => column.notNull())
      .addColumn('said_by', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('breaker_words_key', ['instance', 'operation'])
      .execute();
  },
});
