import { resolve } from 'node:path';
import type { SimpulConfig } from '../../openapi/generated/config.ts';
import { ensureSecretKey } from '../config/secret-key.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { Store } from '../store/store.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { type Ground, loadGround } from './ground.ts';

export interface ConfigOption {
  readonly config?: string;
}

/** For commands that work on the data of a hub, whether it is running or not, and whatever the mappings are like. */
export async function withStore(
  options: ConfigOption,
  work: (store: Store, ground: Ground) => Promise<void>,
  mistaken: 'refused' | 'told' = 'told',
): Promise<void> {
  const ground = loadGround(options.config, mistaken);
  return inStore(ground.good.config, (store) => work(store, ground));
}

/** The same, for what is sealed in it. */
export function withSecrets(
  options: ConfigOption,
  work: (store: Store, secretKey: string) => Promise<void>,
): Promise<void> {
  const { config } = loadGround(options.config).good;
  return inStore(config, (store) => work(store, ensureSecretKey(config, process.cwd())));
}

async function inStore({ dataDir }: SimpulConfig, work: (store: Store) => Promise<void>): Promise<void> {
  let store: Store | undefined;
  try {
    store = await openSqliteStore({ directory: resolve(dataDir) });
    await work(store);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(reasonOf(error), 1, { cause: error });
  } finally {
    await store?.close();
  }
}
