import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { hashKey, loadApplications } from '../../../hub/access/applications.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { inProcess } from './in-process.ts';
import type { Ended } from './simpul.ts';

const SCOPE_AND_PURPOSE = ['--scope', 'jkn:baca', '--purpose', 'pelayanan-publik'];

/** The command line over a data directory of its own. */
async function withData(use: (run: (...args: string[]) => Promise<Ended>, directory: string) => Promise<void>) {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-apps-'));
  try {
    await use((...args) => inProcess(args, { SIMPUL_DATA_DIR: directory }), directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function applicationOf(directory: string, key: string) {
  const store = await openSqliteStore({ directory });
  const found = (await loadApplications(store.applications)).find(key);
  await store.close();
  return found;
}

test('a key is shown once, kept as a hash, listed by its name, and worth nothing once revoked', () =>
  withData(async (run, directory) => {
    const created = await run('apps', 'create', 'e-dokter', ...SCOPE_AND_PURPOSE, '--limit', '120');
    const [key = ''] = /smp_[\w-]{32}/.exec(created.stdout) ?? [];
    expect(created).toMatchObject({ code: 0, stderr: '' });
    expect(await applicationOf(directory, key)).toMatchObject({
      name: 'e-dokter',
      keyHash: hashKey(key),
      scopes: ['jkn:baca'],
      purposes: ['pelayanan-publik'],
      requestsPerMinute: 120,
    });
    const listed = await run('apps', 'list');
    expect(listed.stdout).toMatch(/e-dokter +app_\w+ +active +jkn:baca +pelayanan-publik/);
    expect(listed.stdout).not.toContain(key);
    expect(await run('apps', 'revoke', 'e-dokter')).toMatchObject({ code: 0 });
    expect(await applicationOf(directory, key)).toBeUndefined();
    expect((await run('apps', 'list')).stdout).toContain('revoked');
  }));

test.each([
  { args: ['apps', 'create', 'E Dokter', ...SCOPE_AND_PURPOSE], code: 2, says: /lower case/ },
  {
    args: ['apps', 'create', 'e-dokter', '--scope', 'jkn:hapus', '--purpose', 'uji'],
    code: 2,
    says: /jkn:hapus.*jkn:baca/,
  },
  { args: ['apps', 'create', 'e-dokter', '--scope', 'jkn:baca'], code: 2, says: /--purpose/ },
  { args: ['apps', 'revoke', 'nobody'], code: 1, says: /no active application "nobody"/ },
])('$args.1 $args.2 is refused in words', ({ args, code, says }) =>
  withData(async (run) => {
    const ended = await run(...args);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(says) });
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  }),
);

test('a second application of the same name is refused while the first has its key', () =>
  withData(async (run) => {
    expect(await run('apps', 'create', 'e-dokter', ...SCOPE_AND_PURPOSE)).toMatchObject({ code: 0 });
    expect(await run('apps', 'create', 'e-dokter', ...SCOPE_AND_PURPOSE)).toMatchObject({ code: 1, stdout: '' });
  }));

test('the doctor names every address it cannot reach, and what is well', () =>
  withData(async (run) => {
    const { code, stdout, stderr } = await run('doctor');
    expect(stdout).toMatch(/ok {4}configuration/);
    expect(stdout).toMatch(/ok {4}store/);
    expect(stdout).toMatch(/dukcapil\/national/);
    expect(stdout).toMatch(/bpjs\/antrean-rs/);
    expect([0, 1]).toContain(code); // sandboxes of somebody else may be running on this machine
    expect(stderr === '').toBe(code === 0);
  }));
