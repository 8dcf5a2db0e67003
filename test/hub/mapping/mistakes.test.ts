import { expect, test } from '@jest/globals';
import { loadMappings } from '../../../hub/mapping/load.ts';
import { DOKTER, RELEASE, withMappings } from './with-mappings.ts';

const operation = (name: string, answer: string, more = '') =>
  `operation: ${name}\nask: { method: GET, path: /${name} }\nanswer: { ${answer} }\n${more}`;

test('every mistake of a folder is listed at once, with file and path', () =>
  withMappings(
    {
      'kota/satu/release.yaml': RELEASE.replace('protocol: p', 'protocol: z\ninherits: nol'),
      'kota/satu/dokter.yaml': DOKTER.replace(
        'namaDokter: nama',
        'namaDokter: { from: nama, as: besar }, gelar: gelar',
      ),
      'kota/satu/poli.yaml': operation('poli', 'becomes: Poli, fields: { kodePoli: kode }'),
      'kota/satu/tanpa-model.yaml': operation('tanpa-model', 'becomes: Dokterr, fields: { kode: kode }'),
      'kota/satu/daftar.yaml': operation(
        'daftar',
        'becomes: Poli, fields: { kodePoli: { from: a, codes: warna }, namaPoli: b }',
      ),
      'kota/satu/ekspresi.yaml': operation(
        'ekspresi',
        "becomes: Poli, fields: { kodePoli: a, namaPoli: { expr: '(((' } }",
      ),
      'kota/satu/dua-kali.yaml': operation(
        'dua-kali',
        'becomes: Poli, fields: { kodePoli: a, namaPoli: b, namaPoli.x: c }',
      ),
      'kota/satu/lain.yaml': operation('bukan-lain', 'becomes: Poli, fields: { kodePoli: a, namaPoli: b }'),
      'kota/satu/seperti.yaml': 'operation: seperti\nlike: tidak-ada\n',
      'kota/satu/jalan.yaml': operation('jalan', 'becomes: Poli, fields: { kodePoli: a, namaPoli: b }').replace(
        '/jalan',
        "'/{x}'",
      ),
      'kota/satu/rusak.yaml': 'operation: rusak\nask: [',
      'kota/satu/salah.yaml': 'operation: salah\nask: { method: PATCH, path: x, badan: {} }\n',
      'kota/satu/ganda.yaml': 'operation: ganda\noperation: ganda\n',
      'kota/dua/dokter.yaml': DOKTER,
      'kota/tiga/release.yaml': RELEASE,
      'desa/satu/release.yaml': RELEASE.replace('kota', 'desa'),
    },
    (_, said) => {
      expect(said.toSorted()).toEqual([
        'desa/satu/release.yaml upstream: there is no connector "desa"',
        'kota/dua : has no release.yaml',
        'kota/satu/daftar.yaml answer.fields.kodePoli: unknown code list "warna"; known: none',
        'kota/satu/dokter.yaml answer.fields.gelar: Dokter has no field "gelar"',
        expect.stringMatching(
          /^kota.satu.dokter.yaml answer.fields.namaDokter: unknown transform "besar"; known: text/,
        ),
        'kota/satu/dua-kali.yaml answer.fields.namaPoli.x: Poli has no field "namaPoli.x"',
        'kota/satu/dua-kali.yaml answer.fields: "namaPoli.x" is below a value',
        'kota/satu/ekspresi.yaml answer.fields.namaPoli: Expected ")" before end of expression',
        expect.stringMatching(/^kota.satu.ganda.yaml : Map keys must be unique at line 2/),
        'kota/satu/jalan.yaml ask.path: {x} is not in ask.with',
        'kota/satu/lain.yaml operation: is "bukan-lain", but the file is named lain.yaml',
        'kota/satu/poli.yaml answer.fields: Poli requires "namaPoli", which nothing fills',
        'kota/satu/release.yaml inherits: "nol" is not there',
        'kota/satu/release.yaml protocol: kota speaks p, q, not "z"',
        expect.stringMatching(/^kota.satu.rusak.yaml : Flow sequence .* at line 2/),
        'kota/satu/salah.yaml ask.method: must be equal to one of the allowed values: GET, POST, PUT, DELETE',
        'kota/satu/salah.yaml ask.path: must match pattern "^/"',
        'kota/satu/salah.yaml ask: must NOT have additional properties: badan',
        'kota/satu/seperti.yaml answer.becomes: is missing, and nothing it takes over says it',
        'kota/satu/seperti.yaml answer.fields: is missing, and nothing it takes over says it',
        'kota/satu/seperti.yaml ask.method: is missing, and nothing it takes over says it',
        'kota/satu/seperti.yaml ask.path: is missing, and nothing it takes over says it',
        'kota/satu/seperti.yaml like: there is no operation "tidak-ada"',
        'kota/satu/tanpa-model.yaml answer.becomes: the shared model has no "Dokterr"',
        "kota/tiga/release.yaml release: kota/satu is not the folder's name",
      ]);
    },
  ));

test('an operation that is like something unknown is a mistake even where it lacks nothing', () =>
  withMappings({ 'kota/satu/release.yaml': RELEASE, 'kota/satu/dokter.yaml': `${DOKTER}like: dokterr\n` }, (_, said) =>
    expect(said).toEqual(['kota/satu/dokter.yaml like: there is no operation "dokterr"']),
  ));

test('releases that inherit from each other are told so', () =>
  withMappings(
    {
      'kota/satu/release.yaml': `${RELEASE}inherits: dua\n`,
      'kota/dua/release.yaml': `${RELEASE.replace('satu', 'dua')}inherits: satu\n`,
    },
    (_, said) =>
      expect(said.toSorted()).toEqual([
        'kota/dua/release.yaml inherits: "satu" goes round in a circle',
        'kota/satu/release.yaml inherits: "dua" goes round in a circle',
      ]),
  ));

test('a folder that is not there is a mistake, not a crash', () => {
  const { releases, mistakes } = loadMappings({ root: '/tidak/ada' });
  expect(releases.size).toBe(0);
  expect(mistakes).toEqual([{ file: '/tidak/ada', path: '', reason: 'is not there' }]);
});
