import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { parse } from 'yaml';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import type { JawabanPeserta } from '../../../openapi/generated/types.ts';
import { until } from '../until.ts';
import { type ChildHub, type Directory, withDirectory } from './child-hub.ts';
import { simpul } from './simpul.ts';

const README = new URL('../../../README.md', import.meta.url);
const BUDI = '9901010101900001';
const SITI = '9901025407850002';
const AN_HOUR_MS = 3_600_000;
/** Two starts and a dozen commands, each a process of its own, on a machine that may have much to do. */
const TIME_OUT_MS = 120_000;

/** The files of a release as the README shows them, by their path below the mappings. */
async function filesOfReadme(): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(README, 'utf8');
  const blocks = text.matchAll(/```yaml\n# mappings\/(\S+)\n([\s\S]*?)```/g);
  return Object.fromEntries([...blocks].map(([, path = '', yaml = '']) => [path, yaml]));
}

/** Lets a process live in the past: what it fetched is old for those that come after it. */
function clockBackBy(ms: number): string {
  const module = `const Now = Date; globalThis.Date = class extends Now {
    constructor(...given) { super(...(given.length === 0 ? [Now.now() - ${ms}] : given)); }
    static now() { return Now.now() - ${ms}; }
  };`;
  return `--import=data:text/javascript,${encodeURIComponent(module)}`;
}

interface Running {
  peserta(nik: string): Promise<{ readonly status: number; readonly answer: Partial<JawabanPeserta> }>;
  fault(fault: object | undefined): Promise<void>;
}

async function running(child: ChildHub): Promise<Running> {
  const url = await child.ready;
  const sandbox = /(http\S+)\/_sandbox {3}\(bpjs\)/.exec(child.out())?.[1];
  return {
    async peserta(nik) {
      const headers = { 'X-Api-Key': 'simpul-demo-key' };
      const { statusCode, body } = await request(`${url}/v1/jkn/peserta/${nik}`, { headers });
      return { status: statusCode, answer: (await body.json()) as Partial<JawabanPeserta> };
    },
    async fault(fault) {
      const asking = fault ? { method: 'POST' as const, body: JSON.stringify(fault) } : { method: 'DELETE' as const };
      await (await request(`${sandbox}/_sandbox/faults`, asking)).body.dump();
    },
  };
}

interface City {
  readonly hub: Running;
  readonly mappings: string;
  /** What a command says; it must come to a good end. */
  run(...args: string[]): Promise<string>;
}

/** A running hub that has known Budi for an hour, and mappings of the city's own. */
async function cityThatKnowsBudi({ path, serve }: Directory): Promise<City> {
  const mappings = join(path, 'mappings');
  await mkdir(mappings);
  const environment = { SIMPUL_MAPPINGS_DIR: mappings };
  const earlier = serve({ ...environment, NODE_OPTIONS: clockBackBy(AN_HOUR_MS) });
  expect((await (await running(earlier)).peserta(BUDI)).status).toBe(200);
  earlier.kill('SIGTERM');
  await earlier.ended;
  return {
    hub: await running(serve(environment)),
    mappings,
    async run(...args) {
      const { code, stdout, stderr } = await simpul(args, '', { ...environment, SIMPUL_DATA_DIR: join(path, 'data') });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout;
    },
  };
}

test('a release folder for a renamed field takes less than ten lines', async () => {
  const files = await filesOfReadme();
  expect(Object.keys(files)).toEqual(['bpjs/vclaim-2.1/release.yaml', 'bpjs/vclaim-2.1/peserta-by-nik.yaml']);
  const lines = Object.values(files).flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
  expect(lines.length).toBeLessThan(10);
});

test(
  'the release that the README shows mends a renamed field of a running hub, and the way back is a command',
  () =>
    withDirectory({}, async (directory) => {
      const { hub, mappings, run } = await cityThatKnowsBudi(directory);
      await hub.fault({ kind: 'rename', from: 'peserta.nama', to: 'namaPeserta' });
      const known = { data: { nama: 'BUDI SANTOSO' }, meta: { keadaan: 'usang', rilis: 'vclaim-2.0' } };
      expect(await hub.peserta(BUDI)).toMatchObject({ status: 200, answer: known });
      expect(await hub.peserta(SITI)).toMatchObject({ status: 503 });

      await until('the drift is told', async () => (await run('drift', 'list')).includes('peserta.nama'));
      expect(await run('incidents', 'list', '--open')).toMatch(/bpjs +peserta-by-nik +answers fit no release/);
      const files = await filesOfReadme();
      await run('release', 'new', 'bpjs/vclaim-2.1', '--from', 'vclaim-2.0');
      const release = await readFile(join(mappings, 'bpjs/vclaim-2.1/release.yaml'), 'utf8');
      expect(parse(release)).toEqual(parse(files['bpjs/vclaim-2.1/release.yaml'] ?? ''));
      const operation = 'bpjs/vclaim-2.1/peserta-by-nik.yaml';
      await writeFile(join(mappings, operation), files[operation] ?? '');
      expect(await run('release', 'check')).toMatch(/no mistake/);
      const dry = await run('release', 'dry-run', 'bpjs', 'vclaim-2.1');
      expect(dry).toMatch(/^peserta-by-nik +starts to fit +peserta\.nama/m);
      await run('release', 'activate', 'bpjs', 'vclaim-2.1', '--because', 'BPJS renamed nama');

      await until('it is asked with the new release', async () => (await hub.peserta(SITI)).status === 200);
      const mended = { data: { nama: 'BUDI SANTOSO' }, meta: { keadaan: 'segar', rilis: 'vclaim-2.1' } };
      expect((await hub.peserta(BUDI)).answer).toMatchObject(mended);
      await until('nothing goes on', async () => (await run('incidents', 'list', '--open')) === 'nothing goes on\n');

      await hub.fault(undefined);
      expect(await run('release', 'rollback', 'bpjs')).toMatch(/peserta-by-nik +vclaim-2\.1 +-> +vclaim-2\.0/);
      const others = generatePeople(200).values(); // an answer that was never given is fetched
      await until('it is asked with the old release', async () => {
        const { status, answer } = await hub.peserta(others.next().value?.nik ?? '');
        expect(status).toBe(200);
        return answer.meta?.rilis === 'vclaim-2.0';
      });
    }),
  TIME_OUT_MS,
);
