import { describe, expect, test } from '@jest/globals';
import type { Operation, Release } from '../../../hub/mapping/release.ts';
import { candidatesOf } from '../../../hub/releases/candidates.ts';
import type { Choices } from '../../../hub/releases/choices.ts';
import { operation } from './samples.ts';

function release(name: string, ...operations: readonly string[]): [string, Release] {
  const all = operations.map((of): [string, Operation] => [of, operation(name, of)]);
  return [name, { upstream: 'bpjs', name, protocol: 'p', service: name, operations: new Map(all) }];
}
const RELEASES = new Map([
  release('2.0', 'peserta', 'rujukan'),
  release('1.1', 'peserta'),
  release('2.1', 'peserta', 'baru'),
  release('antrean', 'tambah'),
]);

interface Said {
  readonly chosen?: string;
  readonly pinned?: boolean;
  readonly formerly?: readonly string[];
}
function offered(
  { chosen, pinned = false, formerly = [] }: Said,
  fitsInstance: (release: Release) => boolean = () => true,
) {
  const choice = {
    instance: 'bpjs',
    operation: 'peserta',
    release: chosen ?? '',
    pinned,
    since: 1,
    by: 'x',
    reason: '',
  };
  const choices: Pick<Choices, 'of' | 'formerly' | 'everOf'> = {
    of: (_instance, name) => (chosen !== undefined && name === 'peserta' ? choice : undefined),
    formerly: (_instance, name) => (name === 'peserta' ? formerly : []),
    everOf: () => [...(chosen === undefined ? [] : [chosen]), ...formerly],
  };
  const parts = { instance: 'bpjs', connector: 'bpjs', configured: ['2.0', '1.1', 'antrean'], fitsInstance };
  const releaseOf = (_upstream: string, name: string) => RELEASES.get(name);
  const candidates = candidatesOf({ ...parts, releaseOf, choices: choices as Choices });
  return Object.fromEntries(
    [...candidates].map(([name, { operations, pinned: is }]) => [
      name,
      `${operations.map((one) => one.release).join(' ')}${is ? ' pinned' : ''}`,
    ]),
  );
}

describe('what an operation may be asked with', () => {
  test.each<{ given: string; said: Said; peserta: string }>([
    { given: 'nothing was said', said: {}, peserta: '2.0 1.1' },
    { given: 'one that is listed was chosen', said: { chosen: '1.1' }, peserta: '1.1 2.0' },
    { given: 'one that is not listed was chosen', said: { chosen: '2.1' }, peserta: '2.1 2.0 1.1' },
    { given: 'it was pinned', said: { chosen: '1.1', pinned: true }, peserta: '1.1 2.0 pinned' },
    { given: 'one that is not there was pinned', said: { chosen: '9', pinned: true }, peserta: '2.0 1.1' },
    { given: 'one without this operation was pinned', said: { chosen: 'antrean', pinned: true }, peserta: '2.0 1.1' },
    { given: 'others were chosen before', said: { chosen: '2.0', formerly: ['2.1', '9'] }, peserta: '2.0 1.1 2.1' },
  ])('is $peserta where $given', ({ said, peserta }) => {
    expect(offered(said).peserta).toBe(peserta);
  });

  test('is by operation: a release is used for what it has', () => {
    expect(offered({ chosen: '2.1' })).toEqual({
      peserta: '2.1 2.0 1.1',
      rujukan: '2.0',
      tambah: 'antrean',
      baru: '2.1',
    });
  });

  test('is no release that the instance has no account for, unless the configuration lists it', () => {
    expect(offered({ chosen: '2.1' }, () => false)).toEqual({ peserta: '2.0 1.1', rujukan: '2.0', tambah: 'antrean' });
  });
});
