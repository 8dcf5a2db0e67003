import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { listMigrations } from '../migrations/index.ts';
import { StoreError } from '../store.ts';
import type { Tables } from '../tables.ts';
import { wordIndex } from './word-index.ts';

const keepForEver = (table: string, condition: string) =>
  ['update', 'delete'].map(
    (change) => `create trigger ${table}_no_${change} before ${change} on ${table} when ${condition}
      begin select raise(abort, 'a journal is never changed'); end`,
  );

/** All of it in one transaction that holds the write lock: of two processes starting on a new directory, the second finds it done. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrations = listMigrations({
    ...{ bytes: 'blob', whole: 'integer', sequence: 'integer' },
    ...{ clustered: sql`without rowid`, keepForEver, wordIndex },
  });
  await db.transaction().execute(async (transaction) => {
    const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error instanceof StoreError) throw error;
    if (error !== undefined) throw new StoreError('store: its tables cannot be brought up to date', { cause: error });
  });
}
