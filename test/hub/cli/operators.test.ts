import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createOperators } from '../../../hub/access/create-operators.ts';
import type { Operators } from '../../../hub/access/operators.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openClient } from '../../../hub/store/sqlite/client.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { codeOf } from '../access/with-operators.ts';
import { inProcess } from './in-process.ts';
import { type Ended, simpul } from './simpul.ts';

const SECRET = 'a secret of the tests, 32 characters at least';
const PASSWORD = ' kuda hijau di atas awan ';

interface Data {
  readonly directory: string;
  run(...args: string[]): Promise<Ended>;
  /** The path of a file with this in it. */
  file(text: string): Promise<string>;
  /** As a process of its own, to which somebody types. */
  typing(stdin: string, ...args: string[]): Promise<Ended>;
  /** What a hub would have. */
  operators<Result>(use: (operators: Operators) => Promise<Result>): Promise<Result>;
}

/** The command line over a data directory of its own. */
async function withData(use: (data: Data) => Promise<void>) {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-operators-'));
  const environment = { SIMPUL_DATA_DIR: directory, SIMPUL_SECRET_KEY: SECRET };
  try {
    await use({
      directory,
      run: (...args) => inProcess(args, environment),
      typing: (stdin, ...args) => simpul(args, stdin, environment),
      async file(text) {
        const path = join(directory, 'password');
        await writeFile(path, text);
        return path;
      },
      async operators(work) {
        const store = await openSqliteStore({ directory });
        const { sealing } = sealsOf(SECRET);
        const parts = { store: store.operators, sealing, now: () => new Date(), trouble: () => {} };
        return work(createOperators(parts)).finally(() => store.close());
      },
    });
  } finally {
    await rm(directory, { recursive: true });
  }
}

const signedIn = (name: string, password: string) => (operators: Operators) =>
  operators.signIn({ name, password, address: '10.0.0.1' }).then(({ kind }) => kind);

test('operators are let in, changed and let in no more, and the audit says who was', () =>
  withData(async ({ run, typing, operators }) => {
    const typed = await typing(
      `${PASSWORD}\n`,
      'operators',
      'create',
      'wulan',
      '--role',
      'admin',
      '--password-file',
      '-',
    );
    expect(typed).toEqual({ code: 0, stdout: 'wulan may use the console as admin.\n', stderr: '' });
    expect(await operators(signedIn('wulan', PASSWORD))).toBe('masuk');

    const made = await run('operators', 'create', 'agus', '--role', 'operator');
    const [password = ''] = /^ {2}([\w-]{20})$/m.exec(made.stdout)?.slice(1) ?? [];
    expect(await operators(signedIn('agus', password))).toBe('masuk');

    await operators(async (all) => {
      const [, { id = '' } = {}] = await all.list();
      const { secret } = await all.beginTwoFactor(id);
      expect(await all.confirmTwoFactor(id, codeOf(secret, new Date()))).toBe(true);
    });
    const listed = await run('operators', 'list');
    expect(listed.stdout).toMatch(/^wulan +opr_\w+ +admin +no +active +20\d\d-\d\d-\d\d$/m);
    expect(listed.stdout).toMatch(/^agus +opr_\w+ +operator +yes +active/m);
    expect(listed.stdout).not.toContain(password);

    expect(await run('operators', 'reset-two-factor', 'agus')).toMatchObject({ code: 0 });
    expect(await operators(signedIn('agus', password))).toBe('masuk');
    const renewed = await run('operators', 'password', 'agus');
    const [other = ''] = /^ {2}([\w-]{20})$/m.exec(renewed.stdout)?.slice(1) ?? [];
    expect(await operators(signedIn('agus', password))).toBe('salah');
    expect(await operators(signedIn('agus', other))).toBe('masuk');
    expect(await run('operators', 'role', 'agus', 'admin')).toMatchObject({ code: 0, stdout: 'agus is admin now\n' });
    expect(await run('operators', 'disable', 'wulan')).toMatchObject({ code: 0 });
    expect(await operators(signedIn('wulan', PASSWORD))).toBe('salah');

    const { stdout } = await run('audit', 'list', '--application', 'perintah');
    const services = stdout
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(/ {2,}/));
    expect(services.map(([, , who, , what, , whom]) => `${who} ${what} ${whom}`)).toEqual(
      ['disable wulan', 'role agus', 'password agus', 'reset-two-factor agus', 'create agus', 'create wulan'].map(
        (done) => `perintah perintah.operators.${done}`,
      ),
    );
    expect(stdout).not.toMatch(new RegExp(`${password}|${other}`));
  }));

test('what is asked wrongly is refused in words, and changes nothing', () =>
  withData(async ({ run, file }) => {
    const create = ['operators', 'create'];
    await run(...create, 'wulan', '--role', 'admin', '--password-file', await file(PASSWORD));
    const refused = [
      await run(...create, 'Wulan Lestari', '--role', 'admin'),
      await run(...create, 'agus'),
      await run(...create, 'agus', '--role', 'raja'),
      await run(...create, 'wulan', '--role', 'operator'),
      await run(...create, 'agus', '--role', 'operator', '--password-file', await file('pendek\n')),
      await run(...create, 'agus', '--role', 'operator', '--password-file', '/no/such/file'),
      await run('operators', 'role', 'wulan', 'operator'),
      await run('operators', 'disable', 'wulan'),
      await run('operators', 'password', 'nobody'),
    ];
    expect(refused).toEqual(
      [
        [2, /lower case/],
        [2, /--role/],
        [2, /pengamat, operator or admin/],
        [2, /has this name/],
        [2, /at least 12/],
        [2, /cannot read \/no\/such\/file/],
        [2, /last admin/],
        [1, /last admin/],
        [1, /no active operator "nobody"/],
      ].map(([code, says]) => ({ code, stdout: '', stderr: expect.stringMatching(says as RegExp) })),
    );
    for (const { stderr } of refused) expect(stderr).not.toMatch(/\n\s+at |simpul-operators-/);
    const { stdout } = await run('operators', 'list');
    expect(stdout.trim().split('\n')).toHaveLength(2);
  }));

test('the audit is verified, and says where it is broken', () =>
  withData(async ({ run, typing, directory }) => {
    for (const name of ['wulan', 'agus']) await run('operators', 'create', name, '--role', 'admin');
    const good = await run('audit', 'verify');
    expect(good).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^4 records on 2 chains$/m) });
    const [, newest = ''] = /^newest record: (4:[\w-]{43}) /m.exec(good.stdout) ?? [];

    const client = await openClient(join(directory, 'simpul.db'));
    await client.run("update audit set fields = 'sari' where sequence = 2", []);
    await client.run('delete from audit where sequence = 4', []);
    await client.close();
    const broken = await typing('', 'audit', 'verify', '--known', newest);
    const rest = await run('audit', 'verify', '--from', '3');
    const wrong = await run('audit', 'verify', '--known', 'the newest');
    expect(broken).toMatchObject({ code: 1, stderr: 'the audit is broken in 2 places\n' });
    expect(broken.stdout).toMatch(
      /^BROKEN {2}record 2 \(20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\) is not as it was written/m,
    );
    expect(broken.stdout).toMatch(/^BROKEN {2}record 4 was there, as you say, and is not/m);
    expect(rest).toMatchObject({ code: 0, stdout: expect.stringContaining('1 records on 1 chain\n') });
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('43 characters') });
  }));
