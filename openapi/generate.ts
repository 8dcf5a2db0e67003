import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Makes `openapi/generated/` from the documents beside it: the bundled JSON the hub reads at start, and the types.
 * With `--check` nothing is written; it fails when a committed file is not what would be made.
 */
const DOCUMENTS = ['simpul', 'config', 'mapping'] as const;
const here = fileURLToPath(new URL('.', import.meta.url));
const generated = join(here, 'generated');
const checking = process.argv.includes('--check');
const target = checking ? mkdtempSync(join(tmpdir(), 'simpul-generated-')) : generated;

try {
  mkdirSync(target, { recursive: true });
  for (const name of DOCUMENTS) generate(name);
  if (checking) compare();
} finally {
  if (checking) rmSync(target, { recursive: true });
}

function generate(name: (typeof DOCUMENTS)[number]): void {
  const bundle = join(target, `${name}.json`);
  run('redocly', ['bundle', join(here, `${name}.yaml`), '--output', bundle]);
  const types = join(target, `${name === 'simpul' ? 'types' : name}.ts`);
  run('openapi-typescript', [bundle, '--root-types', '--root-types-no-schema-prefix', '--output', types]);
}

function compare(): void {
  const stale = DOCUMENTS.flatMap((name) => [`${name}.json`, `${name === 'simpul' ? 'types' : name}.ts`]).filter(
    (file) => !existsSync(join(generated, file)) || read(generated, file) !== read(target, file),
  );
  if (stale.length === 0) return;
  process.stderr.write(`openapi/generated is not fresh (${stale.join(', ')}): run "npm run generate" and commit it\n`);
  process.exitCode = 1;
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function run(command: string, parameters: readonly string[]): void {
  execFileSync(join(here, '..', 'node_modules', '.bin', command), parameters, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
}
