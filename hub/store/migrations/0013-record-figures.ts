import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/**
 * What is counted and summed stands beside the record, and the index holds all of it: a year's sums are read without a
 * single record being touched, much less opened. The other index finds what changed of late.
 */
export const recordFigures = (types: ColumnTypes): Migration => ({
  async up(db) {
    for (const [name, type] of [
      ['figure_day', 'text'],
      ['figure_place', 'text'],
      ['figure_kind', 'text'],
      ['figure_amount', types.whole],
    ] as const)
      await db.schema.alterTable('records').addColumn(name, type).execute();
    await db.schema
      .createIndex('records_figures')
      .on('records')
      .columns(['collection', 'figure_day', 'state', 'figure_place', 'figure_kind', 'figure_amount'])
      .where(sql<boolean>`figure_day is not null`)
      .execute();
    await db.schema.createIndex('records_changed').on('records').columns(['collection', 'updated_at']).execute();
  },
});
