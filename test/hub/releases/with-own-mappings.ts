import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type HubSurroundings, type WithHubOptions, withHub } from '../with-hub.ts';

/** Files by their path below the folder. */
export type Files = Readonly<Record<string, string>>;

/** The city's own folder of mappings. */
export interface OwnMappings {
  readonly own: string;
  /** Writes files as an editor does. */
  write(files: Files): Promise<void>;
  remove(path: string): Promise<void>;
}

export async function withOwnMappings<Result>(
  files: Files,
  use: (folder: OwnMappings) => Promise<Result>,
): Promise<Result> {
  const own = await mkdtemp(join(tmpdir(), 'simpul-own-'));
  const folder: OwnMappings = {
    own,
    async write(all) {
      for (const [path, text] of Object.entries(all)) {
        await mkdir(dirname(join(own, path)), { recursive: true });
        await writeFile(join(own, path), text);
      }
    },
    remove: (path) => rm(join(own, path), { recursive: true }),
  };
  try {
    await folder.write(files);
    return await use(folder);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** A hub with a folder of mappings of its own. */
export function withOwnHub(
  files: Files,
  options: WithHubOptions,
  use: (hub: HubSurroundings, folder: OwnMappings) => Promise<void>,
): Promise<void> {
  return withOwnMappings(files, (folder) =>
    withHub({ ...options, mappings: { own: folder.own } }, (hub) => use(hub, folder)),
  );
}

/** VClaim 2.0 as it would be if the card's number were called otherwise: asked alike, read otherwise. */
export const RENAMED: Files = {
  'bpjs/vclaim-2.1/release.yaml': `
upstream: bpjs
release: vclaim-2.1
protocol: vclaim-2
service: vclaim
inherits: vclaim-2.0
`,
  'bpjs/vclaim-2.1/peserta-by-nik.yaml': `
operation: peserta-by-nik
answer:
  fields:
    nomorKartu: { from: nomorKartu, as: digits, length: 13 }
`,
};
export const RENAME = { kind: 'rename', from: 'noKartu', to: 'nomorKartu' } as const;
