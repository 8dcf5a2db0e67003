import type { ColumnDataType } from 'kysely';
import type { Migration } from 'kysely/migration';
import { start } from './0001-start.ts';

/** Where engines disagree about the name of a column type. */
export interface ColumnTypes {
  /** Bytes: SQLite `blob`, PostgreSQL `bytea`. */
  readonly bytes: ColumnDataType;
  /** Whole numbers up to 2^53: SQLite `integer`, PostgreSQL `bigint`. */
  readonly whole: ColumnDataType;
  /** Counts up by itself: SQLite `integer` (as the primary key), PostgreSQL `bigserial`. */
  readonly sequence: ColumnDataType;
}

/** In the order they run, which is also the order of their names. One that was released is never changed. */
export const listMigrations = (types: ColumnTypes): Record<string, Migration> => ({
  '0001-start': start(types),
});
