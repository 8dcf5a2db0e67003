import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReleaseStore } from '../../../hub/store/releases.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';

/** The same database opened twice, as two processes do. */
export async function withTwoStores(use: (one: ReleaseStore, other: ReleaseStore) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-releases-'));
  try {
    const one = await openSqliteStore({ directory });
    const other = await openSqliteStore({ directory });
    try {
      await use(one.releases, other.releases);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}

export function noTrouble(what: string, error: unknown): void {
  throw new Error(what, { cause: error });
}
