import { expect, test } from '@jest/globals';
import type { Verdict } from '../../../../hub/mapping/verdict.ts';
import type { Expected } from './expected.ts';
import { wrongWith } from './judge.ts';

const additive = (path: string) => ({ kind: 'additive', path, expected: 'nothing', got: 'text' }) as const;
const breaking = (path: string) => ({ kind: 'breaking', path, expected: 'text', got: 'missing' }) as const;
const found = { kind: 'found', value: { nama: 'BUDI', telepon: null }, additive: ['baru'] } as const;
const changed = { kind: 'changed', paths: ['peserta.nama', 'peserta'] } as const;

test.each<{ what: string; expected: Expected; verdict: Verdict; wrong: readonly string[] }>([
  {
    what: 'as it should be',
    expected: found,
    verdict: { kind: 'found', value: { nama: 'BUDI', telepon: null }, drift: [additive('baru')] },
    wrong: [],
  },
  {
    what: 'a lie',
    expected: found,
    verdict: { kind: 'found', value: { nama: 'BUDI', telepon: '8' }, drift: [additive('baru')] },
    wrong: ['says {"nama":"BUDI","telepon":"8"}, not {"nama":"BUDI","telepon":null}'],
  },
  {
    what: 'a new field nobody is told of',
    expected: found,
    verdict: { kind: 'found', value: found.value, drift: [] },
    wrong: ['baru is not told'],
  },
  {
    what: 'a false alarm',
    expected: found,
    verdict: { kind: 'found', value: found.value, drift: [additive('baru'), additive('lama')] },
    wrong: ['lama is told for nothing'],
  },
  { what: 'nobody there', expected: found, verdict: { kind: 'absent' }, wrong: ['is absent, not found'] },
  { what: 'refused', expected: changed, verdict: { kind: 'refused' }, wrong: ['is refused, not changed'] },
  {
    what: 'a change that is used',
    expected: changed,
    verdict: { kind: 'found', value: {}, drift: [additive('peserta.baru')] },
    wrong: ['is found, not changed: peserta.baru text'],
  },
  {
    what: 'a change told',
    expected: changed,
    verdict: { kind: 'changed', drift: [breaking('peserta.nama')] },
    wrong: [],
  },
  {
    what: 'a change told elsewhere',
    expected: changed,
    verdict: { kind: 'changed', drift: [breaking('peserta.nik')] },
    wrong: ['peserta.nik is told, not peserta.nama, peserta'],
  },
  {
    what: 'a change told nowhere',
    expected: changed,
    verdict: { kind: 'changed', drift: [] },
    wrong: ['changed, and nobody is told where: peserta.nama, peserta'],
  },
  {
    what: 'no answer any more',
    expected: { kind: 'fault' },
    verdict: { kind: 'absent' },
    wrong: ['is absent, not fault'],
  },
])('$what', ({ verdict, expected, wrong }) => {
  expect(wrongWith(verdict, expected)).toEqual(wrong);
});
