import { resolve } from 'node:path';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { Store } from '../store/store.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { loadGround } from './ground.ts';

export interface ConfigOption {
  readonly config?: string;
}

/** For commands that work on the data of a hub, whether it is running or not. */
export async function withStore(options: ConfigOption, work: (store: Store) => Promise<void>): Promise<void> {
  const { config } = loadGround(options.config).good;
  let store: Store | undefined;
  try {
    store = await openSqliteStore({ directory: resolve(config.dataDir) });
    await work(store);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(reasonOf(error), 1, { cause: error });
  } finally {
    await store?.close();
  }
}
