import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** What happened to money is evidence: nobody who holds the code can rewrite it, only whoever holds the file. */
export const journals = ({ keepForEver }: ColumnTypes): Migration => ({
  async up(db) {
    for (const statement of keepForEver('records', "substr(old.collection, 1, 6) = 'jejak-'"))
      await sql.raw(statement).execute(db);
  },
});
