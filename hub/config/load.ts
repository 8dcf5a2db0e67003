import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SimpulConfig } from '../../openapi/generated/config.ts';
import { agreementWarnings } from './agreements.ts';
import { checkSchema } from './check-schema.ts';
import { type BadConfig, type ConfigSources, type RawConfig, readConfigFile } from './file.ts';
import { checkInstance, type Releases } from './instances.ts';
import { type Finding, lineOf, type Mistake, onePerPlace, pathText, placeOf } from './mistakes.ts';
import { type Overrides, overridesOf } from './overrides.ts';
import { checkPermitKinds } from './permit-kinds.ts';
import { productionMistakes, productionWarnings } from './production.ts';
import { checkReferences } from './references.ts';
import { type Connectors, expectedAddresses, type SandboxAddresses, textOfSandbox } from './sandboxes.ts';
import { type Sources, substitute } from './substitution.ts';
import { isTree, type Tree, treeOf } from './values.ts';

/** A configuration without a mistake: every variable filled in, every default there, every name known. */
export type CheckedConfig = SimpulConfig;

export interface ConfigGround {
  readonly connectors: Connectors;
  /** Compiled releases by `UPSTREAM/RELEASE`, from `loadMappings`. */
  readonly releases: Releases;
  /** Names of the services, if `services:` in the file is to be checked against them. */
  readonly services?: readonly string[];
  readonly today: Date;
  /** Where sandboxes really run. Absent: where they are expected. */
  readonly sandboxAddresses?: SandboxAddresses;
}

export interface GoodConfig {
  readonly kind: 'good';
  readonly file: string;
  readonly config: CheckedConfig;
  readonly warnings: readonly Mistake[];
}

/** For commands that start no sandbox. */
export function loadConfig(options: ConfigSources & ConfigGround): GoodConfig | BadConfig {
  const raw = readConfigFile(options);
  return raw.kind === 'bad' ? raw : resolveConfig(raw, options);
}

/**
 * Fills in and checks what was read. To start a hub with sandboxes, resolve twice: once to see that nothing is wrong and
 * what `sandboxesOf(config)` to start, then with the addresses they got, since a busy port moves a sandbox elsewhere.
 */
export function resolveConfig(raw: RawConfig, ground: ConfigGround): GoodConfig | BadConfig {
  const { file } = raw;
  const overrides = overridesOf(raw.sources.environment);
  const located = (findings: readonly Finding[]) => findings.map((finding) => locate(finding, raw, overrides));
  const bad = (findings: readonly Finding[]): BadConfig => ({ kind: 'bad', file, mistakes: located(findings) });

  if (!isTree(raw.value)) return bad([{ at: [], reason: NO_SETTINGS }]);
  const { value, findings, filled } = fillIn(raw.value, overrides, raw, ground);
  if (value.mode === 'production' && raw.origin === 'built-in') return bad([{ at: [], reason: NO_DEMO }]);
  const mistakes = onePerPlace([
    ...findings,
    ...checkSchema('SimpulConfig', value, { filled }),
    ...checkMeaning(value, filled, raw, ground),
    ...checkPermitKinds(value, raw.sources.directory),
  ]);
  if (mistakes.length > 0) return bad(mistakes);

  const config = value as unknown as CheckedConfig;
  const warnings = [
    ...agreementWarnings(config, ground.today),
    ...(config.mode === 'production' ? productionWarnings(value, ground.connectors) : []),
  ];
  return { kind: 'good', file, config, warnings: located(warnings) };
}

const NO_SETTINGS = 'holds no settings ("name: value" lines); start from a copy of hub/config/demo.yaml';
const NO_DEMO = 'the built-in demo does not run in production; write a simpul.yaml (see hub/config/README.md)';

function locate({ at, reason }: Finding, { document, lines }: RawConfig, { variables }: Overrides): Mistake {
  const variable = at.length === 1 ? variables.get(at[0] ?? '') : undefined;
  if (variable !== undefined) return { path: `${variable} (environment)`, reason };
  const line = lineOf(at, document, lines);
  return { path: pathText(at), reason, ...(line === undefined ? {} : { line }) };
}

/** Runs beside a schema that found mistakes, so that one start lists them all. */
function checkMeaning(config: Tree, filled: ReadonlySet<string>, { sources }: RawConfig, ground: ConfigGround) {
  const { connectors, releases, services } = ground;
  const isThere = (file: string) => existsSync(resolve(sources.directory, file));
  const surroundings = { connectors, releases, filled, isThere };
  const instances = Object.entries(treeOf(config.instances));
  return [
    ...instances.flatMap(([name, instance]) => checkInstance(name, instance, surroundings)),
    ...checkReferences(config, { connectors: Object.keys(connectors), ...(services ? { services } : {}) }),
    ...(config.mode === 'production' ? productionMistakes(config, connectors) : []),
  ];
}

/** Two rounds: the sandboxes' own settings decide the addresses that the rest may name. */
function fillIn(written: Tree, overrides: Overrides, { sources }: RawConfig, ground: ConfigGround) {
  const outside: Sources = {
    variable: (name) => sources.environment[name],
    secretFile: (path) => readSecret(resolve(sources.directory, path)),
    sandbox: () => undefined,
  };
  const expected = expectedAddresses(substitute(written.sandboxes, outside).value, ground.connectors);
  const running = ground.sandboxAddresses ? { running: ground.sandboxAddresses } : {};
  const kept = Object.entries(written).filter(([setting]) => !overrides.variables.has(setting));
  const { value, findings, filled } = substitute(Object.fromEntries(kept), {
    ...outside,
    sandbox: (name) => textOfSandbox(name, { expected, ...running, connectors: ground.connectors }),
  });
  const overridden = [...overrides.variables.keys()].map((setting) => placeOf([setting]));
  return {
    value: { ...treeOf(value), ...overrides.values } as Tree,
    findings,
    filled: new Set([...filled, ...overridden]),
  };
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim(); // editors end a file with a line break that is no part of the secret
  } catch {
    return undefined;
  }
}
