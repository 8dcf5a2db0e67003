import { expect, test } from '@jest/globals';
import type { TrialCounts } from '../../../hub/releases/dry-run.ts';
import { type Trying, tryDua } from './with-kept.ts';

const DOCTOR = { kode: 'D-17', nama: 'dr. BUNGA CONTOH' };
const RENAMED = { kode: 'D-17', namaDokter: 'dr. BUNGA CONTOH' };
const answer = (text: string) => ({ 'dua/dokter.yaml': `{ operation: dokter, answer: { ${text} } }` });
const ask = (text: string) => ({ 'dua/dokter.yaml': `{ operation: dokter, ask: { ${text} } }` });
const asked = { kode: 'D-17' };

interface Row extends Trying {
  readonly given: string;
  readonly counts: Partial<TrialCounts>;
  readonly changes: readonly (readonly [kind: string, field: string, answers: number, from: string, to: string])[];
}

const rows: readonly Row[] = [
  {
    given: 'a release that says nothing of its own',
    files: {},
    came: [{ body: DOCTOR }, { body: { ...DOCTOR, kode: 'D-18' } }],
    counts: { answers: 2, alike: 2 },
    changes: [],
  },
  {
    given: 'both names of a renamed field',
    files: answer('fields: { namaDokter: { from: [nama, namaDokter] } }'),
    came: [{ body: DOCTOR }, { body: RENAMED }, { body: { ...RENAMED, kode: 'D-18' } }],
    counts: { answers: 3, alike: 1, starts: 2 },
    changes: [['starts', 'nama', 2, 'expected text, got missing', 'fits']],
  },
  {
    given: 'the new name alone',
    files: answer('fields: { namaDokter: namaDokter }'),
    came: [{ body: DOCTOR }, { body: RENAMED }],
    counts: { answers: 2, starts: 1, stops: 1 },
    changes: [
      ['stops', 'namaDokter', 1, 'fits', 'expected text, got missing'],
      ['starts', 'nama', 1, 'expected text, got missing', 'fits'],
    ],
  },
  {
    given: 'another field in its place',
    files: answer('fields: { namaDokter: kode }'),
    came: [{ body: DOCTOR }],
    counts: { answers: 1, otherwise: 1 },
    changes: [['field', 'namaDokter', 1, 'xx. xxxxx xxxxxx', 'x-00']],
  },
  {
    given: 'two values of the same shape',
    files: answer('fields: { namaDokter: lain }'),
    came: [{ body: { kode: 'D-17', nama: 'BUNGA', lain: 'MAWAR' } }],
    counts: { answers: 1, otherwise: 1 },
    changes: [['field', 'namaDokter', 1, 'xxxxx', 'another xxxxx']],
  },
  {
    given: 'a success that would become "there is none"',
    files: { 'dua/dokter.yaml': "{ operation: dokter, outcomes: [{ code: '200', is: absent }] }" },
    came: [{ body: DOCTOR }],
    counts: { answers: 1, stops: 1 },
    changes: [['stops', '(verdict)', 1, 'found', 'absent']],
  },
  {
    given: 'a code that gets a meaning',
    files: {},
    came: [{ body: null, code: '404' }],
    counts: { answers: 1, starts: 1 },
    changes: [['starts', '(code)', 1, 'expected an outcome the release knows, got code 404', 'absent']],
  },
  {
    given: 'an answer that fits neither',
    files: {},
    came: [{ body: { kode: 'D-17' } }],
    counts: { answers: 1, unfit: 1 },
    changes: [['unfit', 'nama', 1, 'expected text, got missing', 'expected text, got missing']],
  },
  {
    given: 'another path',
    files: ask("path: '/v2/dokter/{kode}'"),
    came: [{ body: DOCTOR, asked }, { body: RENAMED }],
    counts: { answers: 2, askedOtherwise: 2 },
    changes: [['asked', '(asked)', 2, 'GET /dokter/{kode}', 'GET /v2/dokter/{kode}']],
  },
  {
    given: 'the same path filled otherwise',
    files: ask('with: { kode: { from: kode, as: digits } }'),
    came: [
      { body: DOCTOR, asked: { kode: '17' } },
      { body: DOCTOR, asked },
    ],
    counts: { answers: 2, alike: 1, askedOtherwise: 1 },
    changes: [['asked', '(asked)', 1, 'is asked', 'cannot be asked: the question lacks "kode" (digits)']],
  },
  {
    given: 'another body',
    files: ask('body: { kodeDokter: kode }'),
    came: [{ body: DOCTOR, asked }],
    counts: { answers: 1, askedOtherwise: 1 },
    changes: [['asked', '(asked) body.kodeDokter', 1, 'nothing', 'x-00']],
  },
  {
    given: 'another protocol',
    files: { 'dua/release.yaml': '{ upstream: kota, release: dua, protocol: q, inherits: satu }' },
    came: [{ body: DOCTOR, asked }],
    counts: { answers: 1, askedOtherwise: 1 },
    changes: [['asked', '(asked) service', 1, 'p', 'q']],
  },
  {
    given: 'an answer to its own question, which the release in use does not ask',
    files: { 'dua/release.yaml': '{ upstream: kota, release: dua, protocol: q, inherits: satu }' },
    came: [{ body: DOCTOR, asked, release: 'dua' }],
    counts: { answers: 1, starts: 1 },
    changes: [['starts', '(answer)', 1, 'not asked for today', 'fits']],
  },
  {
    given: 'the samples of drift besides, each once',
    files: answer('fields: { namaDokter: { from: [nama, namaDokter] } }'),
    came: [{ body: RENAMED }],
    drifted: [{ body: RENAMED }, { body: { ...RENAMED, kode: 'D-18' } }],
    counts: { answers: 2, starts: 2 },
    changes: [['starts', 'nama', 2, 'expected text, got missing', 'fits']],
  },
];

const NONE = { answers: 0, alike: 0, otherwise: 0, starts: 0, stops: 0, unfit: 0, askedOtherwise: 0 };

test.each(rows)('$given', async ({ counts, changes, given: _, ...trying }) => {
  const trial = await tryDua(trying);
  expect(trial.counts).toEqual({ ...NONE, ...counts });
  expect(trial.changes.map(({ kind, field, answers, from, to }) => [kind, field, answers, from, to])).toEqual(changes);
  expect(JSON.stringify(trial)).not.toMatch(/BUNGA|MAWAR|D-1[78]/);
});

test.each([
  { given: 'nothing was kept', policy: 'whole', came: [], nothing: 'nothing-was-kept' },
  { given: 'nothing may be kept', policy: 'none', came: [{ body: DOCTOR }], nothing: 'may-not-be-kept' },
  { given: 'what was asked may not be kept', policy: 'answer', came: [{ body: DOCTOR }], nothing: undefined },
] as const)('$given', async ({ policy, came, nothing }) => {
  const trial = await tryDua({ files: {}, policy, came });
  expect({ nothing: trial.nothing, read: trial.counts.answers }).toEqual({ nothing, read: nothing ? 0 : 1 });
});
