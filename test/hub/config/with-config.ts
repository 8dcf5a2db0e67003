import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectors } from '../../../connectors/index.ts';
import type { Environment } from '../../../hub/config/file.ts';
import { type ConfigGround, loadConfig } from '../../../hub/config/load.ts';

import { loadShipped } from '../mapping/shipped.ts';

const { releases } = loadShipped();
export const ground: ConfigGround = { connectors, releases, today: new Date('2026-01-31T03:00:00Z') };

export function withDirectory<Result>(use: (directory: string) => Result): Result {
  const directory = mkdtempSync(join(tmpdir(), 'simpul-config-'));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface Surroundings extends Partial<ConfigGround> {
  readonly environment?: Environment;
  /** Other files in the directory, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Loads `yaml` as the `simpul.yaml` of a directory. */
export function load(yaml: string, { environment = {}, files = {}, ...others }: Surroundings = {}) {
  return withDirectory((directory) => {
    for (const [name, text] of Object.entries({ ...files, 'simpul.yaml': yaml }))
      writeFileSync(join(directory, name), text);
    return loadConfig({ ...ground, ...others, environment, directory });
  });
}

export function goodConfig(...parameters: Parameters<typeof load>) {
  const loaded = load(...parameters);
  if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.mistakes));
  return loaded;
}

/** `PATH: REASON` of every mistake. */
export function mistakesOf(...parameters: Parameters<typeof load>): readonly string[] {
  const loaded = load(...parameters);
  return loaded.kind === 'good' ? [] : loaded.mistakes.map(({ path, reason }) => `${path}: ${reason}`);
}

/** The smallest file that is good; tests change or add lines. */
export const SMALL = `
instances:
  bpjs:
    connector: bpjs
    releases: [vclaim-1.1]
    agreementRequired: false
    settings:
      consumerId: '1000'
      consumerSecret: kata-sandi
      services:
        vclaim-1.1:
          baseUrl: https://upstream.example/vclaim-rest-1.1
`;
