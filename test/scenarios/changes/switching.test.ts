import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Pool } from 'undici';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { withSandbox } from '../../connectors/sandbox-kit/with-sandbox.ts';
import { type ChildHub, type Directory, withDirectory } from '../../hub/cli/child-hub.ts';
import { simpul } from '../../hub/cli/simpul.ts';
import { until } from '../../hub/until.ts';
import { DEMO_KEY } from '../../hub/with-hub.ts';
import { demoWith } from '../demo-city.ts';
import { constantLoad, figuresOf, tableOf } from '../load.ts';

// Whatever an operator does while applications ask: nobody is to notice. Nothing is kept here, so every single answer
// came from the upstream and was read with the release of that moment.

const PER_SECOND = 500;
const ROUNDS = Number(process.env.SIMPUL_SCENARIO_SECONDS ?? 2);
const PEOPLE = generatePeople(400);
const RELEASE = 'upstream: bpjs\nrelease: kota\nprotocol: vclaim-2\nservice: vclaim\ninherits: vclaim-2.0\n';
/** One field from another place: every answer is read in another way from then on. */
const EDITS = ['nik', 'noKartu'].map(
  (from) => `operation: peserta-by-nik\nanswer: { fields: { nomorRekamMedis: { from: ${from}, as: verbatim } } }\n`,
);
const BROKEN = 'operation: peserta-by-nik\nanswer: { fields: { tidakAda: nik } }\n';

function configFor(url: string, directory: string): string {
  return demoWith({ bpjs: url })
    .replace(/^dataDir:.*$/m, `dataDir: ${directory}/data\nmappingsDir: ${directory}/pemetaan\nlogLevel: info`)
    .replace(/^( +)connector: bpjs$/m, '$1connector: bpjs\n$1simpan: { peserta-by-nik: { keep: tidak } }');
}

test(
  'releases are activated, rolled back and edited under 500 requests a second, and no request fails',
  () =>
    withSandbox(
      bpjsSandbox,
      (bpjs) =>
        withDirectory({}, async (directory) => {
          await writeFile(join(directory.path, 'simpul.yaml'), configFor(bpjs.url, directory.path));
          await mkdir(join(directory.path, 'pemetaan/bpjs/kota'), { recursive: true });
          await writeFile(join(directory.path, 'pemetaan/bpjs/kota/release.yaml'), RELEASE);
          const hub = directory.serve();
          const client = new Pool(await hub.ready, { connections: 64 });
          let done = false;
          const operator = operate(directory, hub, bpjs).finally(() => {
            done = true;
          });
          const niks = PEOPLE.map(({ nik }) => nik);
          const answers = await constantLoad(
            PER_SECOND,
            niks,
            (nik) => peserta(client, nik),
            async () => done,
          );
          const did = await operator;
          await client.close();
          const names = new Map(PEOPLE.map(({ nik, nama }) => [nik, nama]));
          const failed = answers.filter(({ nik, answer }) => {
            const { data, meta } = answer.body as { data?: { nama?: string }; meta?: { keadaan?: string } };
            return answer.status !== 200 || data?.nama !== names.get(nik) || meta?.keadaan !== 'segar';
          });
          const { requests, p50Ms, p99Ms, maxMs } = figuresOf(answers);
          process.stdout.write(`${tableOf([{ ...did, requests, failed: failed.length, p50Ms, p99Ms, maxMs }])}\n`);
          expect(failed.slice(0, 3).map(({ answer }) => ({ status: answer.status, text: answer.text }))).toEqual([]);
        }),
      { people: PEOPLE.length },
    ),
  180_000,
);

interface Bpjs {
  calls(): readonly { readonly path: string }[];
  forget(): void;
}

/** Everything an operator can do to a release in use, and waits until the hub has taken it over each time. */
async function operate({ path }: Directory, hub: ChildHub, bpjs: Bpjs) {
  const config = ['--config', join(path, 'simpul.yaml')];
  const file = join(path, 'pemetaan/bpjs/kota/peserta-by-nik.yaml');
  const did = { activated: 0, rolledBack: 0, edits: 0, brokenEdits: 0 };
  const commands = async (...args: readonly string[]) => {
    const { code, stderr } = await simpul(['release', ...args, ...config]);
    expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  };
  const asksAt = async (place: string) => {
    bpjs.forget();
    await until(`${place} is asked`, () => bpjs.calls().some((call) => call.path.includes(place)));
  };
  const hears = async (what: string, act: () => Promise<void>) => {
    const before = hub.out().length + hub.errors().length;
    await act();
    await until(what, () => `${hub.out()}${hub.errors()}`.slice(before).includes(what));
  };
  for (let round = 0; round < ROUNDS; round++) {
    await commands('activate', 'bpjs', 'vclaim-1.1', '--operation', 'peserta-by-nik');
    await asksAt('/vclaim-rest-1.1/');
    await commands('rollback', 'bpjs', '--operation', 'peserta-by-nik');
    await asksAt('/vclaim-rest/');
    await commands('activate', 'bpjs', 'kota', '--operation', 'peserta-by-nik');
    did.activated += 2;
    did.rolledBack++;
    for (const text of EDITS) {
      await hears('mappings were edited and are used', () => writeFile(file, text));
      did.edits++;
    }
    await hears('mappings were edited and have mistakes', () => writeFile(file, BROKEN));
    did.brokenEdits++;
    await hears('mappings were edited and are used', () => rm(file));
    did.edits++;
  }
  return did;
}

async function peserta(client: Pool, nik: string) {
  const headers = { authorization: `Bearer ${DEMO_KEY}` };
  const {
    statusCode,
    headers: said,
    body,
  } = await client.request({
    ...{ method: 'GET', path: `/v1/jkn/peserta/${nik}`, headers },
  });
  const text = await body.text();
  return {
    status: statusCode,
    headers: said as Readonly<Record<string, string>>,
    text,
    body: JSON.parse(text) as unknown,
  };
}
