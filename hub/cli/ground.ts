import { relative } from 'node:path';
import { connectors } from '../../connectors/index.ts';
import { type RawConfig, readConfigFile } from '../config/file.ts';
import { type GoodConfig, resolveConfig } from '../config/load.ts';
import type { Mistake as ConfigMistake } from '../config/mistakes.ts';
import type { SandboxAddresses } from '../config/sandboxes.ts';
import type { Mistake } from '../mapping/files.ts';
import { type LoadedRelease, loadMappings } from '../mapping/load.ts';
import { services } from '../services/services.ts';
import { CommandError } from './command-error.ts';

/** What every command stands on: mappings without a mistake and a configuration without a mistake. */
export interface Ground {
  readonly releases: ReadonlyMap<string, LoadedRelease>;
  readonly raw: RawConfig;
  readonly good: GoodConfig;
  /** The configuration once more, with the addresses that the sandboxes got. */
  resolve(sandboxAddresses: SandboxAddresses): GoodConfig;
}

/** Throws a CommandError that lists every mistake. */
export function loadGround(file: string | undefined): Ground {
  const releases = loadReleases();
  const raw = readConfigFile({
    environment: process.env,
    directory: process.cwd(),
    ...(file === undefined ? {} : { file }),
  });
  if (raw.kind === 'bad') throw configError(raw.file, raw.mistakes);
  const resolve = (sandboxAddresses?: SandboxAddresses): GoodConfig => {
    const resolved = resolveConfig(raw, {
      connectors,
      releases,
      services: services.map(({ name }) => name),
      today: new Date(),
      ...(sandboxAddresses ? { sandboxAddresses } : {}),
    });
    if (resolved.kind === 'bad') throw configError(resolved.file, resolved.mistakes);
    return resolved;
  };
  return { releases, raw, good: resolve(), resolve };
}

export function loadReleases(root?: string): ReadonlyMap<string, LoadedRelease> {
  const { releases, mistakes } = loadMappings({
    ...(root === undefined ? {} : { root }),
    protocolsOf: (upstream) => connectors[upstream] && Object.keys(connectors[upstream].protocols),
  });
  if (mistakes.length > 0) throw new CommandError(mappingMistakes(mistakes), 2);
  return releases;
}

export function mappingMistakes(mistakes: readonly Mistake[]): string {
  const lines = mistakes.map(
    ({ file, path, reason }) => `  ${relative(process.cwd(), file)}: ${path && `${path}: `}${reason}`,
  );
  return [`${mistakes.length} mistake${mistakes.length === 1 ? '' : 's'} in the mappings:`, ...lines].join('\n');
}

function configError(file: string, mistakes: readonly ConfigMistake[]): CommandError {
  const lines = mistakes.map(
    ({ path, line, reason }) => `  ${line === undefined ? '' : `line ${line}: `}${path && `${path}: `}${reason}`,
  );
  const count = `${mistakes.length} mistake${mistakes.length === 1 ? '' : 's'}`;
  return new CommandError([`${count} in ${file}; nothing was started:`, ...lines].join('\n'), 2);
}
