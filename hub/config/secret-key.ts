import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SimpulConfig } from '../../openapi/generated/config.ts';

const FILE_NAME = 'secret.key';
const SHORTEST = 32;

/**
 * The key that personal data is encrypted with. Development makes one on the first start and keeps it beside the
 * database it belongs to: without it, what is stored can never be read again. Production must be given one.
 * `directory` is the working directory. Throws an Error for the operator to read.
 */
export function ensureSecretKey(
  config: Pick<SimpulConfig, 'mode' | 'secretKey' | 'dataDir'>,
  directory: string,
): string {
  if (config.secretKey !== undefined) return config.secretKey;
  if (config.mode === 'production')
    throw new Error('secretKey: is missing; production must be given one (openssl rand -base64 32)');
  const folder = resolve(directory, config.dataDir);
  const path = join(folder, FILE_NAME);
  const key = readKey(path) ?? makeKey(folder, path);
  if (key.length >= SHORTEST) return key;
  throw new Error(
    `${path} does not hold a whole key. Put the right one back; if nothing was stored yet, delete the file and start again`,
  );
}

function readKey(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Error(`cannot read the secret key in ${path} (${codeOf(error)})`, { cause: error });
  }
}

function makeKey(folder: string, path: string): string {
  const key = randomBytes(32).toString('base64url');
  try {
    mkdirSync(folder, { recursive: true });
    // `wx`: of two processes on their first start one writes, the other reads; `flush`: on disk before anything needs it
    writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true });
    return key;
  } catch (error) {
    const other = codeOf(error) === 'EEXIST' ? readKey(path) : undefined;
    if (other !== undefined) return other;
    throw new Error(`cannot keep a secret key in ${folder} (${codeOf(error)}); check dataDir and its permissions`, {
      cause: error,
    });
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
