import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ensureSecretKey } from '../../../hub/config/secret-key.ts';
import { withDirectory } from './with-config.ts';

const development = { mode: 'development', dataDir: './data' } as const;

test('development makes a key once, for its owner only, and reads it afterwards', () =>
  withDirectory((directory) => {
    const key = ensureSecretKey(development, directory);
    const path = join(directory, 'data', 'secret.key');
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect(readFileSync(path, 'utf8').trim()).toBe(key);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(ensureSecretKey(development, directory)).toBe(key);
  }));

test('a key that was given is used and not written', () =>
  withDirectory((directory) => {
    const secretKey = 'k'.repeat(32);
    expect(ensureSecretKey({ ...development, secretKey }, directory)).toBe(secretKey);
    expect(() => statSync(join(directory, 'data'))).toThrow('ENOENT');
  }));

test('production makes none', () =>
  withDirectory((directory) => {
    expect(() => ensureSecretKey({ ...development, mode: 'production' }, directory)).toThrow(
      /production must be given one/,
    );
  }));

test('a damaged key is not replaced: what it encrypted would be lost', () =>
  withDirectory((directory) => {
    mkdirSync(join(directory, 'data'));
    writeFileSync(join(directory, 'data', 'secret.key'), 'half');
    expect(() => ensureSecretKey(development, directory)).toThrow(/does not hold a whole key/);
  }));

test('a data directory that cannot be made says so', () =>
  withDirectory((directory) => {
    writeFileSync(join(directory, 'data'), 'a file, not a folder');
    expect(() => ensureSecretKey(development, directory)).toThrow(/secret key in .*data.*\(ENOTDIR\)/);
  }));
