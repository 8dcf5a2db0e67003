import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

export const operators = (types: ColumnTypes): Migration => ({
  async up(db) {
    await db.schema
      .createTable('operators')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('password_hash', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('two_factor', types.bytes)
      .addColumn('offered_two_factor', types.bytes)
      .addColumn('used_step', types.whole)
      .addColumn('created_at', types.whole, (column) => column.notNull())
      .addColumn('disabled_at', types.whole)
      .execute();
    // one that is disabled keeps its name in the audit; its successor may carry the same one
    await db.schema
      .createIndex('operators_name')
      .unique()
      .on('operators')
      .column('name')
      .where(sql.ref('disabled_at'), 'is', null)
      .execute();
    await db.schema
      .createTable('operator_sessions')
      .addColumn('token_hash', 'text', (column) => column.notNull().primaryKey())
      .addColumn('operator', 'text', (column) => column.notNull())
      .addColumn('created_at', types.whole, (column) => column.notNull())
      .addColumn('seen_at', types.whole, (column) => column.notNull())
      .addColumn('expires_at', types.whole, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('operator_sessions_operator').on('operator_sessions').column('operator').execute();
    await db.schema.createIndex('operator_sessions_expire').on('operator_sessions').column('expires_at').execute();
  },
});
