import { relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { LoadedRelease } from '../../../hub/mapping/load.ts';
import { createLibrary, type Library, type LibraryParts, type Trial } from '../../../hub/releases/library.ts';
import { loadShipped } from '../mapping/shipped.ts';
import { type Files, type OwnMappings, RENAMED, withOwnMappings } from './with-own-mappings.ts';

const NIK = 'bpjs/vclaim-2.1/peserta-by-nik.yaml';
const edited = (field: string) => ({
  [NIK]: `operation: peserta-by-nik\nanswer: { fields: { nomorKartu: { from: ${field}, as: digits, length: 13 } } }\n`,
});
/** By card a member is read as by NIK. */
const of = (release: string) => [`${release} peserta-by-nik`, `${release} peserta-by-kartu`];
const operationOf = (library: Library, release = 'bpjs/vclaim-2.1', name = 'peserta-by-nik') =>
  library.releases().get(release)?.operations.get(name);

function withLibrary(
  use: (library: Library, folder: OwnMappings) => Promise<void>,
  { files = RENAMED, trial, ...parts }: Partial<LibraryParts> & { files?: Files; trial?: Trial } = {},
): Promise<void> {
  return withOwnMappings(files, async (folder) => {
    const load = () => loadShipped({ own: folder.own });
    await use(createLibrary({ initial: load().releases, load, ...parts }, trial), folder);
  });
}
async function saidBy(library: Library, { own }: OwnMappings): Promise<readonly string[]> {
  const reloaded = await library.reload();
  if (reloaded.kind !== 'bad') return [reloaded.kind];
  return reloaded.mistakes.map(({ file, path, reason }) => `${relative(own, file)} ${path}: ${reason}`);
}

describe('an edit without a mistake', () => {
  test('is taken over, and only what it says otherwise is another', () =>
    withLibrary(async (library, folder) => {
      const before = operationOf(library);
      const others = [operationOf(library, 'bpjs/vclaim-2.1', 'rujukan'), operationOf(library, 'bpjs/vclaim-2.0')];
      expect(await library.reload()).toEqual({ kind: 'same' });
      await folder.write(edited('kartu'));
      expect(await library.reload()).toEqual({ kind: 'taken', changed: of('bpjs/vclaim-2.1') });
      expect(operationOf(library)).not.toBe(before);
      expect(operationOf(library, 'bpjs/vclaim-2.1', 'rujukan')).toBe(others[0]);
      expect(operationOf(library, 'bpjs/vclaim-2.0')).toBe(others[1]);
    }));

  test('that only says the same in other words changes nothing', () =>
    withLibrary(async (library, folder) => {
      await folder.write({ [NIK]: `# a remark\n${RENAMED[NIK]}` });
      expect(await library.reload()).toEqual({ kind: 'same' });
    }));

  test('of a parent reaches its children', () => {
    const child = {
      'bpjs/vclaim-2.2/release.yaml':
        'upstream: bpjs\nrelease: vclaim-2.2\nprotocol: vclaim-2\nservice: vclaim\ninherits: vclaim-2.1\n',
    };
    return withLibrary(
      async (library, folder) => {
        await folder.write(edited('kartu'));
        expect(await library.reload()).toEqual({
          kind: 'taken',
          changed: [...of('bpjs/vclaim-2.1'), ...of('bpjs/vclaim-2.2')],
        });
        expect(operationOf(library, 'bpjs/vclaim-2.2')?.definition).toContain('kartu');
      },
      { files: { ...RENAMED, ...child } },
    );
  });

  test('of release.yaml changes every operation of it; a new release and one that nobody needs come and go', () =>
    withLibrary(async (library, folder) => {
      const path = 'bpjs/vclaim-2.1/release.yaml';
      await folder.write({ [path]: `${RENAMED[path]}address: http://127.0.0.1:9/x\n` });
      const reloaded = await library.reload();
      expect(reloaded).toMatchObject({ kind: 'taken', changed: expect.arrayContaining(['bpjs/vclaim-2.1 rujukan']) });
      await folder.remove('bpjs/vclaim-2.1');
      expect(await library.reload()).toMatchObject({ kind: 'taken' });
      expect(library.releases().has('bpjs/vclaim-2.1')).toBe(false);
      await folder.write(RENAMED);
      expect(await library.reload()).toMatchObject({ kind: 'taken' });
      expect(operationOf(library)).toBeDefined();
    }));

  test('is seen by a reading that is asked for while another is under way', () => {
    let letGo = () => {};
    let isSlow = true;
    const trial: Trial = async () => {
      if (isSlow)
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
      isSlow = false;
      return [];
    };
    return withLibrary(
      async (library, folder) => {
        await folder.write(edited('kartu'));
        const first = library.reload();
        await new Promise((resolve) => setImmediate(resolve));
        await folder.write(edited('nomor'));
        const second = library.reload();
        while (isSlow) {
          letGo();
          await new Promise((resolve) => setImmediate(resolve));
        }
        expect([await first, await second]).toMatchObject([{ kind: 'taken' }, { kind: 'taken' }]);
        expect(operationOf(library)?.definition).toContain('nomor');
      },
      { trial },
    );
  });
});

const BAD: readonly { given: string; edit: (folder: OwnMappings) => Promise<void>; says: RegExp }[] = [
  {
    given: 'half a file',
    edit: ({ write }) => write({ [NIK]: 'operation: peserta-by-nik\nanswer: {' }),
    says: /by-nik/,
  },
  { given: 'an empty file', edit: ({ write }) => write({ [NIK]: '' }), says: /by-nik/ },
  {
    given: 'a word nobody knows',
    edit: ({ write }) => write({ [NIK]: 'operation: peserta-by-nik\nanswr: {}' }),
    says: /answr/,
  },
  { given: 'another name', edit: ({ write }) => write({ [NIK]: 'operation: peserta' }), says: /by-nik/ },
  {
    given: 'an unknown transform',
    edit: ({ write }) =>
      write({ [NIK]: 'operation: peserta-by-nik\nanswer: { fields: { nama: { from: n, as: nothing } } }' }),
    says: /nama/,
  },
  {
    given: 'a target that is not in the model',
    edit: ({ write }) => write({ [NIK]: 'operation: peserta-by-nik\nanswer: { fields: { warna: w } }' }),
    says: /warna/,
  },
  {
    given: 'an example that fails',
    edit: ({ write }) =>
      write({
        [NIK]: 'operation: peserta-by-nik\nexamples: [{ name: none, given: null, code: "201", verdict: found }]',
      }),
    says: /none/,
  },
  {
    given: 'a release without release.yaml',
    edit: ({ remove }) => remove('bpjs/vclaim-2.1/release.yaml'),
    says: /no release.yaml/,
  },
  {
    given: 'a parent that is gone',
    edit: ({ write }) =>
      write({ 'bpjs/vclaim-2.1/release.yaml': 'upstream: bpjs\nrelease: vclaim-2.1\nprotocol: vclaim-2\ninherits: x' }),
    says: /"x" is not there/,
  },
  {
    given: 'a protocol nobody speaks',
    edit: ({ write }) =>
      write({ 'bpjs/vclaim-2.1/release.yaml': 'upstream: bpjs\nrelease: vclaim-2.1\nprotocol: soap' }),
    says: /soap/,
  },
  { given: 'the whole folder gone', edit: ({ remove }) => remove('.'), says: /is not there/ },
  {
    given: 'a folder in place of a file',
    edit: ({ write }) => write({ 'bpjs/vclaim-2.1/rujukan.yaml/x.txt': '' }),
    says: /./,
  },
];

describe('an edit with a mistake', () => {
  test.each(BAD)('($given) is refused whole, says what it is, and can be mended', ({ edit, says }) =>
    withLibrary(async (library, folder) => {
      const before = library.releases();
      await folder.write({
        'bpjs/vclaim-2.3/release.yaml':
          'upstream: bpjs\nrelease: vclaim-2.3\nprotocol: vclaim-2\ninherits: vclaim-2.0\n',
      });
      await edit(folder);
      const said = await saidBy(library, folder);
      expect(said.join('\n')).toMatch(says);
      expect(said).not.toEqual(['taken']);
      expect(library.releases()).toBe(before); // nothing of it, also not what is right
      await folder.remove('.').catch(() => {});
      await folder.write(RENAMED);
      expect(await saidBy(library, folder)).toEqual(['same']);
    }),
  );

  test('that takes away what is needed is one', () => {
    const isNeeded = ({ name }: LoadedRelease) => (name === 'vclaim-2.1' ? ['bpjs'] : []);
    return withLibrary(
      async (library, folder) => {
        await folder.remove('bpjs/vclaim-2.1');
        const said = await saidBy(library, folder);
        expect(said[0]).toContain('the release bpjs/vclaim-2.1 is not there, and bpjs needs it');
        expect(operationOf(library)).toBeDefined();
      },
      { neededBy: isNeeded },
    );
  });

  test('that is found by trying what was kept is one, and what changed is what is tried', () => {
    const tried: string[] = [];
    const trial: Trial = async (now, next) => {
      tried.push(`${now.release} ${now.name} ${now === next}`);
      return [{ file: next.path, path: '', reason: 'does not read it' }];
    };
    return withLibrary(
      async (library, folder) => {
        const before = library.releases();
        await folder.write(edited('kartu'));
        expect((await saidBy(library, folder))[0]).toBe(`${NIK} : does not read it`);
        expect(tried).toEqual(['vclaim-2.1 peserta-by-nik false', 'vclaim-2.1 peserta-by-kartu false']);
        expect(library.releases()).toBe(before);
      },
      { trial },
    );
  });
});
