import { expect, test } from '@jest/globals';
import { withCity } from './with-city.ts';

const BOTH_NAMES = {
  'bpjs/vclaim-2.1/release.yaml':
    '{ upstream: bpjs, release: vclaim-2.1, protocol: vclaim-2, service: vclaim, inherits: vclaim-2.0 }',
  'bpjs/vclaim-2.1/peserta-by-nik.yaml':
    '{ operation: peserta-by-nik, answer: { fields: { nama: { from: [nama, namaPeserta] } } } }',
};
const unfit = (files: Readonly<Record<string, string>>) => ({ ...BOTH_NAMES, ...files });
const FAILING = {
  'bpjs/vclaim-2.1/rujukan.yaml': "{ operation: rujukan, examples: [{ name: x, code: '200', given: {} }] }",
};
const UNKNOWN_ACCOUNT = {
  'bpjs/vclaim-2.1/release.yaml':
    '{ upstream: bpjs, release: vclaim-2.1, protocol: vclaim-2, service: vclaim-3, inherits: vclaim-2.0 }',
};
const MISTAKEN = {
  'bpjs/vclaim-2.1/peserta-by-nik.yaml': '{ operation: peserta-by-nik, answer: { fields: { nma: nama } } }',
};

test.each([
  { args: ['activate', 'bpjs', 'vclaim-2.1'], files: {}, code: 2, says: /no release "vclaim-2\.1"; did you mean/ },
  { args: ['activate', 'bpsj', 'vclaim-2.0'], files: {}, code: 2, says: /no instance "bpsj"; did you mean "bpjs"/ },
  { args: ['activate', 'bpjs'], files: {}, code: 2, says: /missing required argument/ },
  {
    args: ['activate', 'bpjs', 'vclaim-2.0', '--operation', 'peserta'],
    files: {},
    code: 2,
    says: /no operation "peserta"/,
  },
  { args: ['activate', 'bpjs', 'vclaim-2.1', '--force'], files: unfit(FAILING), code: 1, says: /examples: x/ },
  { args: ['activate', 'bpjs', 'vclaim-2.1', '--force'], files: unfit(UNKNOWN_ACCOUNT), code: 1, says: /vclaim-3/ },
  { args: ['activate', 'bpjs', 'vclaim-2.1'], files: unfit(MISTAKEN), code: 2, says: /1 mistake.*\n.*nma/ },
  { args: ['check'], files: unfit(MISTAKEN), code: 2, says: /1 mistake.*\n.*vclaim-2\.1\/peserta-by-nik\.yaml.*nma/ },
  { args: ['check'], files: unfit(FAILING), code: 1, says: /rujukan\.yaml: examples: x/ },
  {
    args: ['dry-run', 'bpjs', 'vclaim-2.1'],
    files: unfit(UNKNOWN_ACCOUNT),
    code: 1,
    says: /cannot be asked.*vclaim-3/,
  },
  { args: ['dry-run', 'bpjs', 'vclaim-2.0', '--last', '0'], files: {}, code: 2, says: /from 1 to 1000/ },
  { args: ['dry-run', 'bpjs', 'vclaim-2.0', '--last', 'all'], files: {}, code: 2, says: /whole number/ },
  { args: ['rollback', 'bpjs'], files: {}, code: 1, says: /nothing was said/ },
  { args: ['rollback', 'bpjs', '--operation', 'peserta'], files: {}, code: 2, says: /no operation "peserta"/ },
  { args: ['pin', 'bpjs', 'vclaim-9'], files: {}, code: 2, says: /no release "vclaim-9"/ },
  { args: ['pin', 'bpjs', '--operation', 'rujukkan'], files: {}, code: 2, says: /did you mean "rujukan"/ },
  { args: ['shadow', 'bpjs', 'vclaim-2.0'], files: {}, code: 1, says: /is in use/ },
  { args: ['shadow', 'bpjs', 'vclaim-1.1', '--off'], files: {}, code: 2, says: /--off/ },
  { args: ['shadow', 'bps'], files: {}, code: 2, says: /did you mean "bpjs"/ },
  { args: ['list', '--instance', 'bps'], files: {}, code: 2, says: /did you mean "bpjs"/ },
  { args: ['lst'], files: {}, code: 2, says: /unknown command/ },
])('release $args ends with $code, changes nothing and says $says', ({ args, files, code, says }) =>
  withCity(async (city) => {
    await city.write(files);
    const ended = await city.run('release', ...args);
    expect(ended).toMatchObject({ code, stderr: expect.stringMatching(says) });
    expect(ended.stdout === '' || args[0] === 'dry-run').toBe(true);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    expect(await city.store((releases) => releases.choices())).toEqual([]);
  }),
);
