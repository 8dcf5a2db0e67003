import { existsSync } from 'node:fs';
import { join, relative, resolve as resolvePath } from 'node:path';
import { connectors } from '../../connectors/index.ts';
import { type RawConfig, readConfigFile } from '../config/file.ts';
import { type GoodConfig, resolveConfig } from '../config/load.ts';
import type { Mistake as ConfigMistake } from '../config/mistakes.ts';
import type { SandboxAddresses } from '../config/sandboxes.ts';
import { treeOf } from '../config/values.ts';
import type { Mistake } from '../mapping/files.ts';
import { type LoadedRelease, type LoadOptions, loadMappings, MAPPINGS } from '../mapping/load.ts';
import { keepLastGood, lastGoodFolder } from '../releases/last-good.ts';
import { services } from '../services/services.ts';
import type { Mappings } from '../wiring/releases.ts';
import { CommandError } from './command-error.ts';

/** Of openapi/config.yaml. */
const DEFAULT_DATA_DIR = './data';

/** What every command stands on: mappings and a configuration without a mistake. */
export interface Ground {
  readonly releases: ReadonlyMap<string, LoadedRelease>;
  /** Of the mappings, where they were told only. */
  readonly mistakes: readonly Mistake[];
  /** Where they come from. */
  readonly mappings: Mappings;
  readonly raw: RawConfig;
  readonly good: GoodConfig;
  /** The configuration once more, with the addresses that the sandboxes got. */
  resolve(sandboxAddresses: SandboxAddresses): GoodConfig;
}

/**
 * Throws a CommandError that lists every mistake. Those of the mappings may be `told` instead: half an edit must not keep
 * anybody from looking, and from going back to what works. Nor a hub from starting: `last-good` takes those that were
 * used last, where it is the city's own that are wrong now.
 */
export function loadGround(file: string | undefined, mistaken: 'refused' | 'told' | 'last-good' = 'refused'): Ground {
  const raw = readRaw(file);
  const own = ownMappings(raw);
  const asTheyAre = load(own === undefined ? {} : { own });
  const { mistakes } = asTheyAre;
  const wrong = mistakes.length > 0 ? new CommandError(mappingMistakes(mistakes), 2) : undefined;
  const lastGood = wrong && mistaken === 'last-good' && own !== undefined ? loadLastGood(raw) : undefined;
  if (wrong && mistaken !== 'told' && !lastGood) throw wrong;
  const { releases } = lastGood ?? asTheyAre;
  const mappings = mappingsOf(raw);
  const resolve = (sandboxAddresses?: SandboxAddresses): GoodConfig => {
    const resolved = resolveConfig(raw, {
      connectors,
      releases,
      services: services.map(({ name }) => name),
      today: new Date(),
      ...(sandboxAddresses ? { sandboxAddresses } : {}),
    });
    if (resolved.kind === 'bad') throw wrong ?? configError(resolved.file, resolved.mistakes);
    return resolved;
  };
  const good = resolve();
  const goesOn = lastGood
    ? 'the hub starts with those that were used last'
    : 'a running hub goes on with what it read before';
  if (wrong) process.stderr.write(`warning: ${wrong.message}\n${goesOn}\n`);
  return { releases, mistakes, mappings, raw, good, resolve };
}

function readRaw(file: string | undefined): RawConfig {
  const raw = readConfigFile({
    environment: process.env,
    directory: process.cwd(),
    ...(file === undefined ? {} : { file }),
  });
  if (raw.kind === 'bad') throw configError(raw.file, raw.mistakes);
  return raw;
}

/** As the configuration names it, whatever else is wrong there. */
export function ownFolder(file: string | undefined): string | undefined {
  return ownMappings(readRaw(file));
}

/** The folder of the city's own releases: it is needed before the file can be checked, as the check needs the releases. */
export function ownMappings(raw: RawConfig): string | undefined {
  const own = ownToBe(raw);
  return isNamed(raw) || existsSync(own) ? own : undefined;
}

/** The same, there or not: what is written in the console goes there. */
export function ownToBe(raw: RawConfig): string {
  return folderOf(raw, ...OWN) ?? join(dataDirOf(raw), 'mappings');
}

const OWN = ['SIMPUL_MAPPINGS_DIR', 'mappingsDir'] as const;

function isNamed(raw: RawConfig): boolean {
  return folderOf(raw, ...OWN) !== undefined;
}

function dataDirOf(raw: RawConfig): string {
  return folderOf(raw, 'SIMPUL_DATA_DIR', 'dataDir') ?? resolvePath(raw.sources.directory, DEFAULT_DATA_DIR);
}

function folderOf({ value, sources }: RawConfig, variable: string, setting: string): string | undefined {
  const written = sources.environment[variable] || treeOf(value)[setting];
  return typeof written === 'string' && written !== '' ? resolvePath(sources.directory, written) : undefined;
}

type Folders = Pick<LoadOptions, 'root' | 'own' | 'only' | 'typed'>;

function load(folders: Folders) {
  return loadMappings({
    ...folders,
    protocolsOf: (upstream) => connectors[upstream] && Object.keys(connectors[upstream].protocols),
    facadesOf: (upstream) => Object.keys(connectors[upstream]?.facades ?? {}),
    dialectsOf: (upstream) => connectors[upstream]?.dialects ?? [],
  });
}

function mappingsOf(raw: RawConfig): Mappings {
  const toBe = ownToBe(raw);
  const own = () => ownMappings(raw); // the first edit in the console makes it
  return {
    load(more = {}) {
      const there = own();
      return load({ ...(there === undefined ? {} : { own: there }), ...more });
    },
    folders: [MAPPINGS, toBe],
    own: toBe,
    async keepGood() {
      if (own() !== undefined) await keepLastGood(toBe, dataDirOf(raw));
    },
  };
}

/** `undefined` where there are none, or where they have mistakes too. */
function loadLastGood(raw: RawConfig) {
  const own = lastGoodFolder(dataDirOf(raw));
  if (!existsSync(own)) return undefined;
  const loaded = load({ own });
  return loaded.mistakes.length > 0 ? undefined : loaded;
}

/** Throws a CommandError that lists every mistake. */
export function loadReleases(folders: Folders = {}): ReadonlyMap<string, LoadedRelease> {
  const { releases, mistakes } = load(folders);
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
