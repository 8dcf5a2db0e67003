import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { watchFolders } from '../../../hub/releases/watching.ts';
import { until } from '../until.ts';
import { noTrouble } from './two-stores.ts';
import { type OwnMappings, RENAMED, withOwnMappings } from './with-own-mappings.ts';

/** How often it was told. */
function counting() {
  let times = 0;
  return {
    told() {
      times += 1;
    },
    times: () => times,
  };
}

async function withWatching(use: (folder: OwnMappings, times: () => number) => Promise<void>): Promise<void> {
  await withOwnMappings(RENAMED, async (folder) => {
    const { told, times } = counting();
    const watching = await watchFolders([folder.own], told, noTrouble);
    try {
      await use(folder, times);
    } finally {
      await watching.close();
    }
  });
}
const FILE = 'bpjs/vclaim-2.1/peserta-by-nik.yaml';

test('a file that is written in many steps is told, and not at each of them', () =>
  withWatching(async ({ write }, times) => {
    for (let turn = 0; turn < 200; turn += 1) await write({ [FILE]: `operation: peserta-by-nik # ${turn}\n` });
    await until('it is told', () => times() > 0);
    expect(times()).toBeLessThan(100);
  }));

test('a file that an editor puts in the place of the old one is told, and so are folders that come and go', () =>
  withWatching(async ({ own, write, remove }, times) => {
    const isTold = async (what: string, change: () => Promise<void>) => {
      const before = times();
      await change();
      await until(`${what} is told`, () => times() > before);
    };
    await isTold('the exchange', async () => {
      const draft = join(own, 'draft.tmp');
      await writeFile(draft, 'operation: peserta-by-nik\n');
      await rename(draft, join(own, FILE));
    });
    await isTold('the new folder', () => write({ 'bpjs/vclaim-2.2/release.yaml': 'upstream: bpjs\n' }));
    await isTold('its end', () => remove('bpjs/vclaim-2.2'));
  }));

test('nothing is told once it is closed', async () => {
  const { told, times } = counting();
  await withOwnMappings(RENAMED, async ({ own, write }) => {
    const watching = await watchFolders([own], told, noTrouble);
    await watching.close();
    const other = counting();
    const another = await watchFolders([own], other.told, noTrouble);
    await write({ [FILE]: 'operation: peserta-by-nik\n' });
    await until('whoever still watches is told', () => other.times() > 0);
    await another.close();
  });
  expect(times()).toBe(0);
});
