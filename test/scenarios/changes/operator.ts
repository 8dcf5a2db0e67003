import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubSurroundings } from '../../hub/with-hub.ts';

/** What somebody at Diskominfo does when the hub says that something changed: a text file, and one command. */
export interface Operator {
  /** The city's own releases. */
  readonly folder: string;
  /** Writes `UPSTREAM/RELEASE/FILE`; the hub sees it by itself. */
  writes(path: string, text: string): Promise<void>;
  /** `simpul release activate`, for these operations. */
  activates(hub: HubSurroundings, instance: string, release: string, operations: readonly string[]): Promise<void>;
}

export async function withOperator(use: (operator: Operator) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'simpul-pemetaan-'));
  try {
    await use({
      folder,
      async writes(path, text) {
        await mkdir(join(folder, path, '..'), { recursive: true });
        await writeFile(join(folder, path), text);
      },
      async activates({ store }, instance, release, operations) {
        const said = { instance, release, pinned: false, since: Date.now(), by: 'petugas', reason: 'scenario' };
        await store.releases.choose(operations.map((operation) => ({ ...said, operation })));
      },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Lines of YAML that somebody had to write, comments and blank lines apart. */
export function linesOf(...texts: readonly string[]): number {
  return texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .length;
}
