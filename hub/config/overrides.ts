import type { Environment } from './file.ts';

/** What the environment may say over the file; for containers, and for one run that differs. */
const OVERRIDES = {
  port: 'PORT',
  host: 'HOST',
  dataDir: 'SIMPUL_DATA_DIR',
  mappingsDir: 'SIMPUL_MAPPINGS_DIR',
  secretKey: 'SIMPUL_SECRET_KEY',
  demoKey: 'SIMPUL_DEMO_KEY',
  mode: 'SIMPUL_MODE',
  logLevel: 'SIMPUL_LOG_LEVEL',
} as const;

export interface Overrides {
  readonly values: Readonly<Record<string, string>>;
  /** The variable that decided a setting, by the setting's name. */
  readonly variables: ReadonlyMap<string, string>;
}

/** An empty variable overrides nothing. */
export function overridesOf(environment: Environment): Overrides {
  const set = Object.entries(OVERRIDES).flatMap(([name, variable]) => {
    const text = environment[variable];
    return text ? [{ name, variable, text }] : [];
  });
  return {
    values: Object.fromEntries(set.map(({ name, text }) => [name, text])),
    variables: new Map(set.map(({ name, variable }) => [name, variable])),
  };
}
