import { expect, test } from '@jest/globals';
import { DOKTER, RELEASE, withMappings } from './with-mappings.ts';

const NOW = new Date('2026-11-20T02:00:00Z');
const heir = (more = '') => RELEASE.replace('release: satu', `release: dua\ninherits: satu${more}`);
const base = { 'kota/satu/release.yaml': RELEASE, 'kota/satu/dokter.yaml': DOKTER };

const rows = [
  {
    given: 'nothing of its own',
    files: {},
    payload: { kode: 1, nama: 'dr. SARI' },
    want: { kind: 'found', value: { kodeDokter: '1', namaDokter: 'dr. SARI' } },
    path: '/dokter/7',
  },
  {
    given: 'a field under a new name',
    files: { 'kota/dua/dokter.yaml': 'operation: dokter\nanswer: { fields: { namaDokter: namaLengkap } }\n' },
    payload: { kode: 1, namaLengkap: 'dr. SARI' },
    want: { kind: 'found', value: { kodeDokter: '1', namaDokter: 'dr. SARI' }, drift: [] },
    path: '/dokter/7',
  },
  {
    given: 'a new path',
    files: { 'kota/dua/dokter.yaml': "operation: dokter\nask: { path: '/v2/dokter/{kode}' }\n" },
    payload: { kode: 1, nama: 'dr. SARI' },
    want: { kind: 'found' },
    path: '/v2/dokter/7',
  },
  {
    given: 'an outcome of its own, looked at first',
    files: { 'kota/dua/dokter.yaml': "operation: dokter\noutcomes: [{ code: '200', is: refused }]\n" },
    payload: { kode: 1, nama: 'dr. SARI' },
    want: { kind: 'refused', code: '200' },
    path: '/dokter/7',
  },
  {
    given: 'a field more to ignore',
    files: { 'kota/dua/dokter.yaml': 'operation: dokter\nanswer: { ignore: [baru] }\n' },
    payload: { kode: 1, nama: 'dr. SARI', baru: 1 },
    want: { kind: 'found', drift: [] },
    path: '/dokter/7',
  },
];
test.each(rows)('a release with $given', ({ files, payload, want, path }) =>
  withMappings({ ...base, 'kota/dua/release.yaml': heir(), ...files }, async ({ releases }, said) => {
    expect(said).toEqual([]);
    const operation = releases.get('kota/dua')?.operations.get('dokter');
    expect(operation?.call({ kode: '7' }, {}).path).toBe(path);
    const reply = { payload, httpStatus: 200, code: '200' };
    expect(await operation?.read(reply, { asked: {}, now: NOW })).toMatchObject(want);
  }),
);

test('null takes a field away: what is required is then missed by name', () =>
  withMappings(
    {
      ...base,
      'kota/dua/release.yaml': heir(),
      'kota/dua/dokter.yaml': 'operation: dokter\nanswer: { fields: { namaDokter: null } }\n',
    },
    (_, said) =>
      expect(said).toEqual(['kota/dua/dokter.yaml answer.fields: Dokter requires "namaDokter", which nothing fills']),
  ));

test('null takes a part of the body away, and a later release may bring it back', () =>
  withMappings(
    {
      ...base,
      'kota/satu/dokter.yaml': DOKTER.replace('with:', 'body: { KODE: kode, HARI: hari? }, with:'),
      'kota/dua/release.yaml': heir(),
      'kota/dua/dokter.yaml': 'operation: dokter\nask: { body: { HARI: null } }\n',
      'kota/tiga/release.yaml': heir()
        .replace('release: dua', 'release: tiga')
        .replace('inherits: satu', 'inherits: dua'),
      'kota/tiga/dokter.yaml': 'operation: dokter\nask: { body: { HARI: { from: hari, as: upper } } }\n',
    },
    ({ releases }, said) => {
      expect(said).toEqual([]);
      const bodyOf = (release: string) =>
        releases.get(`kota/${release}`)?.operations.get('dokter')?.call({ kode: '7', hari: 'senin' }, {}).body;
      expect(bodyOf('satu')).toEqual({ KODE: '7', HARI: 'senin' });
      expect(bodyOf('dua')).toEqual({ KODE: '7' });
      expect(bodyOf('tiga')).toEqual({ KODE: '7', HARI: 'SENIN' });
    },
  ));

test('like takes over another operation, null included', () =>
  withMappings(
    {
      ...base,
      'kota/satu/dokter-hari.yaml':
        "operation: dokter-hari\nlike: dokter\nask: { path: '/hari/{hari}', with: { kode: null, hari: hari } }\n",
    },
    ({ releases }, said) => {
      expect(said).toEqual([]);
      const operation = releases.get('kota/satu')?.operations.get('dokter-hari');
      expect(operation?.call({ hari: 'a/b' }, {})).toMatchObject({ method: 'GET', path: '/hari/a%2Fb' });
      expect(() => operation?.call({}, {})).toThrow('the question lacks "hari"');
    },
  ));

test('an expr sees the value so far, the source and the question', () =>
  withMappings(
    {
      ...base,
      'kota/satu/dokter.yaml': DOKTER.replace(
        'namaDokter: nama',
        "namaDokter: { expr: 'kodeDokter & $source.nama & $asked.hari' }",
      ),
    },
    async ({ releases }, said) => {
      expect(said).toEqual([]);
      const reply = { payload: { kode: 1, nama: '!' }, httpStatus: 200, code: '200' };
      const verdict = await releases
        .get('kota/satu')
        ?.operations.get('dokter')
        ?.read(reply, { asked: { hari: 'x' }, now: NOW });
      expect(verdict).toMatchObject({ kind: 'found', value: { namaDokter: '1!x' } });
    },
  ));

test('an expr has no place in the rows of a list or below the first level', () =>
  withMappings(
    {
      ...base,
      'kota/satu/dokter.yaml': DOKTER.replace('becomes', 'many: true, becomes').replace(
        'namaDokter: nama',
        "namaDokter: { expr: 'kodeDokter' }, namaDokter.x: { expr: 'kodeDokter' }",
      ),
    },
    (_, said) =>
      expect(said).toEqual(
        expect.arrayContaining([
          'kota/satu/dokter.yaml answer.fields.namaDokter: an expr cannot fill the rows of a list',
          'kota/satu/dokter.yaml answer.fields.namaDokter.x: an expr fills a field of the first level only',
        ]),
      ),
  ));

test('an expr that fails is a change that tells no value', () =>
  withMappings(
    {
      ...base,
      'kota/satu/dokter.yaml': DOKTER.replace('namaDokter: nama', "namaDokter: { expr: '$number($source.nama)' }"),
    },
    async ({ releases }) => {
      const reply = { payload: { kode: 1, nama: 'dr. SARI' }, httpStatus: 200, code: '200' };
      const verdict = await releases.get('kota/satu')?.operations.get('dokter')?.read(reply, { asked: {}, now: NOW });
      expect(verdict).toMatchObject({
        kind: 'changed',
        drift: [{ path: 'namaDokter', got: 'an expression that failed' }],
      });
      expect(JSON.stringify(verdict)).not.toContain('SARI');
    },
  ));
