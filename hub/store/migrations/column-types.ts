import type { ColumnDataType } from 'kysely';

/** Where engines disagree about the name of a column type. */
export interface ColumnTypes {
  /** Bytes: SQLite `blob`, PostgreSQL `bytea`. */
  readonly bytes: ColumnDataType;
  /** Whole numbers up to 2^53: SQLite `integer`, PostgreSQL `bigint`. */
  readonly whole: ColumnDataType;
  /** Counts up by itself: SQLite `integer` (as the primary key), PostgreSQL `bigserial`. */
  readonly sequence: ColumnDataType;
}
