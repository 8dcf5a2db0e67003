import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ensureSecretKey } from '../../../hub/config/secret-key.ts';
import { loadCredentials } from '../../../hub/facades/credentials.ts';
import { createSealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { inProcess } from './in-process.ts';
import type { Ended } from './simpul.ts';

type Run = (...args: string[]) => Promise<Ended>;

/** The command line over a data directory of its own, with one application. */
async function withApplication(use: (run: Run, directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-facade-'));
  const run: Run = (...args) => inProcess(args, { SIMPUL_DATA_DIR: directory });
  try {
    const made = await run('apps', 'create', 'e-dokter', '--scope', 'jkn:baca', '--purpose', 'pelayanan-publik');
    expect(made).toMatchObject({ code: 0 });
    await use(run, directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** As the hub reads them. */
async function found(directory: string, upstream: string, id: string) {
  const { keyedHash, sealing } = sealsOf(ensureSecretKey({ mode: 'development', dataDir: directory }, directory));
  const store = await openSqliteStore({ directory });
  const credentials = await loadCredentials(createSealedRecords(store.records, sealing), keyedHash);
  await store.close();
  return credentials.find(upstream, id);
}

/** Each command is a process of its own, on a machine that may be busy. */
const A_PROCESS_EACH_MS = 180_000;

test('new credentials are shown once, known to the hub, and worth nothing once taken back', () =>
  withApplication(async (run, directory) => {
    const { code, stdout } = await run('apps', 'facade', 'e-dokter', 'bpjs');
    expect(code).toBe(0);
    const [, id = '', secret = ''] = /id +(\d{9})\n +secret +(\S{32}) /.exec(stdout) ?? [];
    expect(await found(directory, 'bpjs', id)).toMatchObject({ id, secret });
    expect(await found(directory, 'dukcapil', id)).toBeUndefined();
    const listed = await run('apps', 'facade', 'list');
    expect(listed.stdout).toMatch(new RegExp(`e-dokter +bpjs +${id}`));
    expect(listed.stdout).not.toContain(secret);
    const [reference = ''] = listed.stdout.split('\n')[1]?.split(' ') ?? [];
    expect(await run('apps', 'facade', 'revoke', reference)).toMatchObject({ code: 0 });
    expect(await found(directory, 'bpjs', id)).toBeUndefined();
    expect(await run('apps', 'facade', 'revoke', reference)).toMatchObject({ code: 1 });
  }));

test('the credentials an application has already are taken over, and nobody else gets them', () =>
  withApplication(async (run, directory) => {
    const file = join(directory, 'old-secret');
    await writeFile(file, 'rahasia-lama\n');
    const over = ['apps', 'facade', 'e-dokter', 'bpjs', '--id', '24680', '--secret-file', file];
    const taken = await run(...over);
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    expect(taken.stdout).not.toContain('rahasia-lama');
    expect(await found(directory, 'bpjs', '24680')).toMatchObject({ secret: 'rahasia-lama' });
    expect(await run(...over)).toMatchObject({ code: 1, stderr: expect.stringContaining('belong to an application') });
    const token = '{AAAAAAAA-0000-0000-0000-000000000000}';
    await writeFile(file, token);
    expect(await run('apps', 'facade', 'e-dokter', 'lapor', '--secret-file', file)).toMatchObject({ code: 0 });
    expect(await found(directory, 'lapor', token)).toMatchObject({ secret: token });
    expect((await run('apps', 'facade', 'list')).stdout).not.toContain(token);
  }));

test(
  'what cannot be is refused in words',
  () =>
    withApplication(async (run) => {
      const cases = [
        { args: ['e-dokter', 'oss'], code: 2, says: /no old interface of "oss"; there are bpjs, dukcapil, lapor/ },
        { args: ['nobody', 'bpjs'], code: 1, says: /no active application "nobody"/ },
        { args: ['e-dokter', 'bpjs', '--id', '1'], code: 2, says: /go together/ },
        { args: ['e-dokter', 'lapor', '--id', '1'], code: 2, says: /a token only/ },
        { args: ['e-dokter', 'bpjs', '--id', '1', '--secret-file', '/tidak-ada'], code: 2, says: /cannot read/ },
      ];
      for (const { args, code, says } of cases) {
        const ended = await run('apps', 'facade', ...args);
        expect({ args, ...ended }).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(says) });
      }
    }),
  A_PROCESS_EACH_MS,
);
