import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SimpulConfig } from '../../openapi/generated/config.ts';
import { agreementWarnings } from './agreements.ts';
import { checkSchema } from './check-schema.ts';
import { type BadConfig, type ConfigSources, type RawConfig, readConfigFile } from './file.ts';
import { checkInstance, type Releases } from './instances.ts';
import { type Finding, lineOf, type Mistake, onePerPlace, pathText } from './mistakes.ts';
import { overridesOf } from './overrides.ts';
import { productionMistakes, productionWarnings } from './production.ts';
import { checkReferences } from './references.ts';
import { type Connectors, expectedAddresses, type SandboxAddresses } from './sandboxes.ts';
import { type Sources, substitute } from './substitution.ts';
import { type Tree, treeOf } from './values.ts';

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
  const { file, document, lines, sources } = raw;
  const overrides = overridesOf(sources.environment);
  const bad = (findings: readonly Finding[]): BadConfig => ({ kind: 'bad', file, mistakes: located(findings) });
  const located = (findings: readonly Finding[]) =>
    findings.map((finding): Mistake => {
      const [setting = ''] = finding.at;
      const variable = finding.at.length === 1 ? overrides.variables.get(setting) : undefined;
      if (variable !== undefined) return { path: `${variable} (environment)`, reason: finding.reason };
      const line = lineOf(finding.at, document, lines);
      return { path: pathText(finding.at), reason: finding.reason, ...(line === undefined ? {} : { line }) };
    });

  const written: unknown = document.toJS();
  if (written === null) return bad([{ at: [], reason: 'is empty; start from hub/config/demo.yaml' }]);
  const { value, findings, filled } = fillIn({ ...treeOf(written), ...overrides.values }, raw, ground);
  const places = new Set([...filled, ...[...overrides.variables.keys()].map((setting) => JSON.stringify([setting]))]);
  const config = treeOf(value);
  if (config['mode'] === 'production' && raw.origin === 'built-in')
    return bad([
      { at: [], reason: 'the built-in demo cannot run in production; write a simpul.yaml (hub/config/README.md)' },
    ]);

  const mistakes = onePerPlace([
    ...findings,
    ...(written === treeOf(written) ? checkSchema('SimpulConfig', config, { filled: places }) : [NO_SETTINGS]),
    ...checkMeaning(config, ground, places),
  ]);
  if (mistakes.length > 0) return bad(mistakes);
  const checked = value as CheckedConfig;
  const warnings = [
    ...agreementWarnings(checked, ground.today),
    ...(checked.mode === 'production' ? productionWarnings(config, ground.connectors) : []),
  ];
  return { kind: 'good', file, config: checked, warnings: located(warnings) };
}

const NO_SETTINGS: Finding = { at: [], reason: 'must be a group of settings ("name: value" lines)' };

/** Runs beside a schema that found mistakes, so that one start lists them all. */
function checkMeaning(config: Tree, ground: ConfigGround, filled: ReadonlySet<string>): readonly Finding[] {
  const { connectors, releases, services } = ground;
  const instances = Object.entries(treeOf(config['instances']));
  return [
    ...instances.flatMap(([name, instance]) => checkInstance(name, instance, { connectors, releases, filled })),
    ...checkReferences(config, { connectors: Object.keys(connectors), ...(services ? { services } : {}) }),
    ...(config['mode'] === 'production' ? productionMistakes(config, connectors) : []),
  ];
}

/** Two rounds: the sandboxes' own settings decide the addresses that the rest may name. */
function fillIn(written: Tree, { sources }: RawConfig, { connectors, sandboxAddresses }: ConfigGround) {
  const outside: Sources = {
    variable: (name) => sources.environment[name],
    secretFile: (path) => readSecret(resolve(sources.directory, path)),
    sandbox: () => undefined,
  };
  const { sandboxes } = written;
  const expected = expectedAddresses(substitute(sandboxes, outside).value, connectors);
  const addresses = { ...expected, ...sandboxAddresses };
  return substitute(written, { ...outside, sandbox: (name) => addresses[name] });
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim(); // editors end a file with a line break that is no part of the secret
  } catch {
    return undefined;
  }
}
