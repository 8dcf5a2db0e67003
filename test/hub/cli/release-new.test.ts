import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PESERTA } from '../../connectors/bpjs/wire.ts';
import { withCity } from './with-city.ts';

const { nama, ...REST } = PESERTA;
const RENAMED = { ...REST, namaPeserta: nama };
/** Every command is a process of its own, on a machine that may have much to do. */
const TIME_OUT_MS = 180_000;
const NEW = ['release', 'new', 'bpjs/vclaim-2.1', '--from', 'vclaim-2.0'];

test(
  'a new release inherits everything, passes the check as it is, and says what comes next',
  () =>
    withCity(async ({ run, path, mappings }) => {
      const made = await run(...NEW);
      expect(made).toMatchObject({ code: 0, stderr: '' });
      expect(made.stdout).toMatch(/mappings\/bpjs\/vclaim-2\.1\/release\.yaml[\s\S]*release activate bpjs vclaim-2\.1/);
      const files = await mappings();
      expect(Object.keys(files)).toEqual(['bpjs/vclaim-2.1/release.yaml']);
      expect(parse(files['bpjs/vclaim-2.1/release.yaml'] ?? '')).toEqual({
        ...{ upstream: 'bpjs', release: 'vclaim-2.1', protocol: 'vclaim-2', service: 'vclaim', inherits: 'vclaim-2.0' },
      });
      const checked = await run('release', 'check');
      const named = await run('release', 'check', join(path, 'mappings'));
      const without = await run('release', 'check', 'mappings');
      const [all = 0, alsoAll, installed = 0] = [checked, named, without].map(({ stdout }) =>
        Number.parseInt(stdout, 10),
      );
      expect([all, alsoAll]).toEqual([installed + 1, installed + 1]);
      expect(await run('release', 'new', 'bpjs/2.2', '--from', 'vclaim-2.1')).toMatchObject({ code: 0 });
      expect(await run('release', 'check')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`${all + 1} releases`),
      });
    }),
  TIME_OUT_MS,
);

test(
  'the file of an operation shows the newest answer that does not fit, and nobody in it',
  () =>
    withCity(async ({ run, keep, mappings }) => {
      await keep('changed', [RENAMED]);
      expect(await run(...NEW, '--operation', 'peserta-by-nik')).toMatchObject({ code: 0, stderr: '' });
      const text = (await mappings())['bpjs/vclaim-2.1/peserta-by-nik.yaml'] ?? '';
      expect(parse(text)).toEqual({ operation: 'peserta-by-nik' });
      expect(text).toContain(
        '# In the newest answer that did not fit:\n#   peserta.nama: expected text, got missing\n',
      );
      expect(text).toMatch(/^# {5}nama: \{ from: \[ nama, itsNewName \] \}$/m);
      expect(text).toMatch(/^# +namaPeserta: xxxx xxxxxxx$/m);
      expect(text).not.toMatch(/BUDI|SANTOSO|99010101/);
      expect(await run('release', 'check')).toMatchObject({ code: 0, stderr: '' });
      const written = text
        .slice(text.indexOf('# answer:'))
        .replaceAll(/^# ?/gm, '')
        .replace('itsNewName', 'namaPeserta');
      const [fields = ''] = written.split('The newest');
      expect(parse(fields)).toEqual({ answer: { fields: { nama: { from: ['nama', 'namaPeserta'] } } } });
    }),
  TIME_OUT_MS,
);

test.each([
  { args: ['bpjs/vclaim-2.0', '--from', 'vclaim-1.1'], says: /bpjs\/vclaim-2\.0 is there already/ },
  { args: ['bpjs/vclaim-2.1', '--from', 'vclaim-2'], says: /no release "vclaim-2"; did you mean "vclaim-2\.0"/ },
  { args: ['bpsj/vclaim-2.1', '--from', 'vclaim-2.0'], says: /no upstream "bpsj"; did you mean "bpjs"/ },
  { args: ['vclaim-2.1', '--from', 'vclaim-2.0'], says: /UPSTREAM\/RELEASE/ },
  { args: ['bpjs/../lapor', '--from', 'vclaim-2.0'], says: /UPSTREAM\/RELEASE/ },
  { args: ['bpjs/VClaim 3', '--from', 'vclaim-2.0'], says: /UPSTREAM\/RELEASE/ },
  { args: ['bpjs/vclaim-2.1'], says: /--from/ },
  { args: ['bpjs/vclaim-2.1', '--from', 'vclaim-2.0', '--operation', 'peserta'], says: /no operation "peserta"/ },
])('release new $args writes nothing and says why', ({ args, says }) =>
  withCity(async ({ run, mappings }) => {
    const { code, stdout, stderr } = await run('release', 'new', ...args);
    expect({ code, stdout, written: await mappings() }).toEqual({ code: 2, stdout: '', written: {} });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  }),
);

test(
  'a folder that is there already stays as it is',
  () =>
    withCity(async ({ run, mappings }) => {
      await run(...NEW);
      const before = await mappings();
      expect(await run(...NEW)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/is there already/),
      });
      expect(await mappings()).toEqual(before);
    }),
  TIME_OUT_MS,
);

test(
  'what cannot be written leaves nothing behind',
  () =>
    withCity(async ({ run, write, mappings }) => {
      await write({ bpjs: 'a file where the folder should be' });
      const { code, stdout, stderr } = await run(...NEW);
      expect({ code, stdout, written: Object.keys(await mappings()) }).toEqual({
        code: 1,
        stdout: '',
        written: ['bpjs'],
      });
      expect(stderr).toMatch(/could not be written/);
    }),
  TIME_OUT_MS,
);
