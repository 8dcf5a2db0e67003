import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withDirectory } from './child-hub.ts';
import { simpul } from './simpul.ts';

const SECRET = 'a secret of the tests, 32 characters at least';

test.each([
  { given: 'an unknown kind', args: ['--kumpulan', 'warna'], says: /'warna' is invalid\. Allowed choices are skpd, / },
  { given: 'a year that is none', args: ['--tahun', 'ini'], says: /must be a budget year: 2026/ },
])('$given is a wrong call, in words', async ({ args, says }) => {
  const { code, stdout, stderr } = await simpul(['sinkron', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test(
  'without a hub it is asked for and said so; the next hub takes it up, and the command follows it to the end',
  () =>
    withDirectory({}, async ({ path, serve }) => {
      const environment = { SIMPUL_DATA_DIR: join(path, 'data'), SIMPUL_SECRET_KEY: SECRET };
      const sinkron = (...args: string[]) => simpul(['sinkron', '--kumpulan', 'skpd', ...args], '', environment);
      expect(await sinkron()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^asked for: .*--tunggu.*\n$/) });
      expect(await sinkron('--tunggu')).toEqual({
        ...{ code: 1, stdout: '' },
        stderr: expect.stringMatching(/^no hub takes it up: is "simpul serve" running .*It stays asked for\n$/),
      });
      const hub = serve({ SIMPUL_SECRET_KEY: SECRET });
      await hub.ready;
      const ended = await sinkron('--tunggu');
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(ended.stdout).toMatch(/^skpd\/20\d\d copy \d+: 6 rows, \d+ new, 0 changed, 0 gone\n$/m);
      expect(hub.errors()).not.toMatch(/"level":50/);
    }),
  180_000,
);
