import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { listMigrations } from '../migrations/index.ts';
import { StoreError } from '../store.ts';
import type { Tables } from '../tables.ts';

/** All of it in one transaction that holds the write lock: of two processes starting on a new directory, the second finds it done. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrations = listMigrations({ bytes: 'blob', whole: 'integer', sequence: 'integer' });
  await db.transaction().execute(async (transaction) => {
    const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error instanceof StoreError) throw error;
    if (error !== undefined) throw new StoreError('store: its tables cannot be brought up to date', { cause: error });
  });
}
