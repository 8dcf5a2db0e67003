import { relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MAPPINGS } from '../../../hub/mapping/load.ts';
import { type Files, withOwnMappings } from '../releases/with-own-mappings.ts';
import { loadShipped } from './shipped.ts';

// The city's own releases are laid over those of the hub.

const INHERITS = (name: string, parent: string) => ({
  [`bpjs/${name}/release.yaml`]: `
upstream: bpjs
release: ${name}
protocol: vclaim-2
service: vclaim
inherits: ${parent}
`,
});

function loaded(files: Files) {
  return withOwnMappings(files, async ({ own }) => {
    const { releases, mistakes } = loadShipped({ own });
    const said = mistakes.map(({ file, path, reason }) => `${relative(own, file)} ${path}: ${reason}`);
    const fileOf = (release: string, operation: string) => releases.get(release)?.operations.get(operation)?.path ?? '';
    return {
      ...{ said, fileOf },
      names: [...releases.keys()],
      definitionOf: (release: string, operation: string) =>
        releases.get(release)?.operations.get(operation)?.definition,
      isOwn: (release: string, operation: string) => fileOf(release, operation).startsWith(own),
    };
  });
}
const shipped = loadShipped().releases;

describe('a folder of one’s own', () => {
  test('that is empty changes nothing', async () => {
    const { names, said, definitionOf } = await loaded({});
    expect(said).toEqual([]);
    expect(names).toEqual([...shipped.keys()]);
    for (const [name, release] of shipped)
      for (const [operation, { definition }] of release.operations)
        expect(definitionOf(name, operation)).toBe(definition);
  });

  test('adds releases that inherit from the hub’s and from each other', async () => {
    const files = { ...INHERITS('vclaim-2.1', 'vclaim-2.0'), ...INHERITS('vclaim-2.2', 'vclaim-2.1') };
    const { names, said, fileOf } = await loaded(files);
    expect(said).toEqual([]);
    expect(names).toEqual([...shipped.keys(), 'bpjs/vclaim-2.1', 'bpjs/vclaim-2.2']);
    expect(relative(MAPPINGS, fileOf('bpjs/vclaim-2.2', 'rujukan'))).toBe('bpjs/vclaim-1.1/rujukan.yaml');
  });

  test('takes the place of a release of the same name, whole, and those that inherit from it notice', async () => {
    const { said, names, definitionOf, isOwn } = await loaded({
      'bpjs/vclaim-1.1/release.yaml': 'upstream: bpjs\nrelease: vclaim-1.1\nprotocol: vclaim-1\nservice: vclaim-1.1\n',
      'bpjs/vclaim-1.1/peserta-by-nik.yaml': `
operation: peserta-by-nik
ask: { method: GET, path: '/p/{nik}', with: { nik: nik } }
answer:
  becomes: Peserta
  fields:
    nomorKartu: k
    nama: n
    jenisKelamin: { from: j, codes: { L: L, P: P } }
    tanggalLahir: { from: t, as: date }
    aktif: { from: a, as: boolean }
    status.kode: s
`,
    });
    expect(names.filter((name) => name === 'bpjs/vclaim-1.1')).toHaveLength(1);
    expect(isOwn('bpjs/vclaim-1.1', 'peserta-by-nik')).toBe(true);
    expect(definitionOf('bpjs/vclaim-1.1', 'rujukan')).toBeUndefined();
    expect(definitionOf('bpjs/vclaim-2.0', 'rujukan')).toBeUndefined();
    expect(definitionOf('bpjs/vclaim-2.0', 'peserta-by-nik')).toContain('/p/{nik}');
    expect(definitionOf('bpjs/antrean-rs', 'antrean-tambah')).toBe(
      shipped.get('bpjs/antrean-rs')?.operations.get('antrean-tambah')?.definition,
    );
    expect(said).toEqual([]);
  });

  test.each<{ given: string; files: Files; want: RegExp }>([
    { given: 'a release of no name', files: { 'bpjs/x/satu.yaml': '' }, want: /bpjs\/x : has no release.yaml/ },
    { given: 'a parent nobody has', files: INHERITS('a', 'b'), want: /"b" is not there/ },
    { given: 'a circle', files: { ...INHERITS('a', 'b'), ...INHERITS('b', 'a') }, want: /goes round in a circle/ },
    {
      given: 'another name than its folder',
      files: { 'bpjs/x/release.yaml': 'upstream: bpjs\nrelease: y\nprotocol: vclaim-2\n' },
      want: /is not the folder's name/,
    },
    { given: 'half a file', files: { 'bpjs/x/release.yaml': 'upstream: bpjs\nrelease: {' }, want: /release.yaml : / },
    {
      given: 'a field that is not in the model',
      files: {
        ...INHERITS('x', 'vclaim-2.0'),
        'bpjs/x/peserta-by-nik.yaml': 'operation: peserta-by-nik\nanswer: { fields: { warna: w } }\n',
      },
      want: /peserta-by-nik.yaml answer.fields.warna/,
    },
    {
      given: 'an address that is none',
      files: { 'bpjs/x/release.yaml': 'upstream: bpjs\nrelease: x\nprotocol: vclaim-2\naddress: di sana\n' },
      want: /release.yaml address/,
    },
  ])('with $given says so with its own path', async ({ files, want }) => {
    const { said } = await loaded(files);
    expect(said.length).toBeGreaterThan(0);
    expect(said.join('\n')).toMatch(want);
  });

  test('that is not there is a mistake', () => {
    const { mistakes } = loadShipped({ own: '/tidak/ada' });
    expect(mistakes).toEqual([{ file: '/tidak/ada', path: '', reason: 'is not there' }]);
  });
});
