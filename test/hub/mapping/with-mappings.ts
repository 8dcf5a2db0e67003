import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { loadMappings } from '../../../hub/mapping/load.ts';

/** Files by their path below `mappings/`. */
export type Files = Readonly<Record<string, string>>;

export const RELEASE = `
upstream: kota
release: satu
protocol: p
outcomes: [{ code: '200', is: found }]
`;
export const DOKTER = `
operation: dokter
ask: { method: GET, path: '/dokter/{kode}', with: { kode: kode } }
answer: { becomes: Dokter, fields: { kodeDokter: kode, namaDokter: nama } }
`;

/** Loads a folder of mappings that lives as long as the call. */
export async function withMappings(
  files: Files,
  use: (loaded: ReturnType<typeof loadMappings>, said: readonly string[]) => void | Promise<void>,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'simpul-mappings-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const loaded = loadMappings({
      root,
      protocolsOf: (upstream) => (upstream === 'kota' ? ['p', 'q'] : undefined),
      facadesOf: () => ['p'],
      dialectsOf: () => ['d'],
    });
    const said = loaded.mistakes.map(({ file, path, reason }) => `${relative(root, file)} ${path}: ${reason}`);
    await use(loaded, said);
  } finally {
    rmSync(root, { recursive: true });
  }
}
