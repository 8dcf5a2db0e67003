import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** In the hub's data: a copy of the city's own releases as they were last used. */
export function lastGoodFolder(dataDir: string): string {
  return join(dataDir, 'mappings-last-good');
}

/**
 * A hub that starts while an edit is half done goes on with this. Whoever starts from it holds it against the check once
 * more, so that a file that changed while it was copied does no harm. Rejects where the disk does not take it.
 */
export async function keepLastGood(own: string, dataDir: string): Promise<void> {
  const folder = lastGoodFolder(dataDir);
  const next = `${folder}.new`;
  await rm(next, { recursive: true, force: true });
  await cp(own, next, { recursive: true });
  await rm(folder, { recursive: true, force: true });
  await rename(next, folder);
}
