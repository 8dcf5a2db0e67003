import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadConfig } from '../../../hub/config/load.ts';
import { permitKindsOf } from '../../../hub/config/permit-kinds.ts';
import { ground, SMALL, withDirectory } from './with-config.ts';

/** Loads a small configuration that names `jenis.yaml` with this content. */
const loadedWith = (content: string | undefined) =>
  withDirectory(async (directory) => {
    writeFileSync(join(directory, 'simpul.yaml'), `${SMALL}\nperizinan: { jenisIzin: jenis.yaml }\n`);
    if (content !== undefined) writeFileSync(join(directory, 'jenis.yaml'), content);
    const loaded = loadConfig({ ...ground, directory, environment: {} });
    if (loaded.kind === 'good') return permitKindsOf(loaded.config);
    return loaded.mistakes.map(({ path, reason }) => `${path}: ${reason}`);
  });

test('a list of the city takes the place of the example', async () => {
  const own = 'jenis: [{ kode: SIPA, nama: Apoteker, bidang: kesehatan, kodeIzin: ["033000000001"] }]';
  expect(await loadedWith(own)).toEqual([
    { kode: 'SIPA', nama: 'Apoteker', bidang: 'kesehatan', kodeIzin: ['033000000001'], kbli: [], terverifikasi: false },
  ]);
});

test('the example has 48 kinds, none of them verified', () => {
  const kinds = permitKindsOf({ perizinan: {} });
  expect({ kinds: kinds.length, verified: kinds.filter(({ terverifikasi }) => terverifikasi).length }).toEqual({
    ...{ kinds: 48, verified: 0 },
  });
});

test.each([
  { given: 'no file', content: undefined, want: [/names a file that is not there/] },
  { given: 'no YAML', content: 'jenis: [', want: [/is no YAML/] },
  {
    given: 'a number as code',
    content: 'jenis: [{ kode: A, nama: A, bidang: a, kodeIzin: [33000000001] }]',
    want: [/jenis\[0\]\.kodeIzin\[0\]/],
  },
  { given: 'a kind without a name', content: 'jenis: [{ kode: A, bidang: a }]', want: [/jenis\[0\].*nama/] },
  {
    given: 'a kind and a code twice',
    content:
      'jenis: [{ kode: A, nama: A, bidang: a, kodeIzin: ["033000000001"] }, { kode: A, nama: B, bidang: a, kodeIzin: ["033000000001"] }]',
    want: [/"A" is there twice/, /"033000000001" is there twice/],
  },
])('$given stops the start', async ({ content, want }) => {
  const found = await loadedWith(content);
  expect(found).toHaveLength(1);
  for (const one of [/^perizinan\.jenisIzin: /, ...want]) expect(found[0]).toMatch(one);
});
