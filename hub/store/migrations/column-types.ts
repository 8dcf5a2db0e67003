import type { ColumnDataType, Expression } from 'kysely';

/** Where engines disagree about the name of a column type, or how a rule of a table is written. */
export interface ColumnTypes {
  /** Bytes: SQLite `blob`, PostgreSQL `bytea`. */
  readonly bytes: ColumnDataType;
  /** Whole numbers up to 2^53: SQLite `integer`, PostgreSQL `bigint`. */
  readonly whole: ColumnDataType;
  /** Counts up by itself: SQLite `integer` (as the primary key), PostgreSQL `bigserial`. */
  readonly sequence: ColumnDataType;
  /** What makes a table lie in the order of its primary key: SQLite `without rowid`, PostgreSQL nothing. */
  readonly clustered: Expression<unknown>;
  /** Statements after which rows of the table for which `old` fulfils the condition can be neither changed nor removed. */
  readonly keepForEver: (table: string, condition: string) => readonly string[];
  /**
   * Statements that make an index of words by the id of a row of the table, to be found by how they begin; a row that is
   * removed leaves it. The words come ready made (`search-words.ts`): SQLite FTS5, PostgreSQL a table of `tsvector` with a GIN index.
   */
  readonly wordIndex: (name: string, table: string) => readonly string[];
}
