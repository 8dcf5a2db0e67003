import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { until } from '../until.ts';
import { DEMO_KEY } from '../with-hub.ts';
import { type Directory, withDirectory } from './child-hub.ts';
import { simpul } from './simpul.ts';

const RELEASE = 'upstream: bpjs\nrelease: kota\nprotocol: vclaim-2\nservice: vclaim\ninherits: vclaim-2.0\n';
const HALF_AN_EDIT = 'operation: peserta-by-nik\nanswer: { fields: { nama: [ }';
const OWN = { SIMPUL_MAPPINGS_DIR: './pemetaan' };

const at = ({ path }: Directory, file: string) => join(path, 'pemetaan/bpjs/kota', file);

async function withKota(use: (directory: Directory, run: typeof simpul) => Promise<void>): Promise<void> {
  await withDirectory({}, async (directory) => {
    await mkdir(at(directory, '.'), { recursive: true });
    await writeFile(at(directory, 'release.yaml'), RELEASE);
    const environment = {
      SIMPUL_MAPPINGS_DIR: join(directory.path, 'pemetaan'),
      SIMPUL_DATA_DIR: join(directory.path, 'data'),
    };
    await use(directory, (args) => simpul(args, '', environment));
  });
}

async function releaseThatAnswers(hub: string): Promise<string> {
  const headers = { authorization: `Bearer ${DEMO_KEY}` };
  const response = await fetch(`${hub}/v1/jkn/peserta/9901010101900001`, { headers });
  return ((await response.json()) as { meta: { rilis: string } }).meta.rilis;
}

test(
  'a hub that is killed while an edit is half done starts with what was used before, and takes over the mended edit',
  () =>
    withKota(async (directory, run) => {
      const first = directory.serve(OWN);
      await first.ready;
      expect(await run(['release', 'activate', 'bpjs', 'kota'])).toMatchObject({ code: 0 });
      await writeFile(at(directory, 'peserta-by-nik.yaml'), HALF_AN_EDIT);
      await until('it is refused', () => first.errors().includes('mappings were edited and have mistakes'));
      first.kill('SIGKILL');
      await first.ended;

      const second = directory.serve(OWN);
      expect(await releaseThatAnswers(await second.ready)).toBe('kota');
      expect(second.errors()).toMatch(/peserta-by-nik\.yaml: [^\n]+\nthe hub starts with those that were used last/);
      await until('it is told', async () => (await run(['incidents', 'list', '--open'])).stdout.includes('mapping'));

      await rm(at(directory, 'peserta-by-nik.yaml'));
      await until('it is over', async () => !(await run(['incidents', 'list', '--open'])).stdout.includes('mapping'));
      second.kill('SIGTERM');
      expect(await second.ended).toEqual({ code: 0, signal: null });
    }),
  180_000,
);

test(
  'mappings that nobody ever used do not start a hub',
  () =>
    withKota(async (directory) => {
      await writeFile(at(directory, 'peserta-by-nik.yaml'), HALF_AN_EDIT);
      const hub = directory.serve(OWN);
      await expect(hub.ready).rejects.toThrow(/peserta-by-nik/);
      expect((await hub.ended).code).toBe(2);
    }),
  180_000,
);
