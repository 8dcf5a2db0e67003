import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClient, type SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { createSqliteStore } from '../../../hub/store/sqlite/open.ts';
import type { Store } from '../../../hub/store/store.ts';

/** An empty SQLite store, and the database below it. */
export async function withStore(action: (store: Store, client: SqliteClient) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-store-'));
  try {
    const client = await openClient(join(directory, 'simpul.db'));
    const store = await createSqliteStore(client);
    try {
      await action(store, client);
    } finally {
      await store.close();
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}
