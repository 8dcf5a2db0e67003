import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import { laporSandbox } from '../../../connectors/lapor/sandbox/server.ts';
import { type Directory, withDirectory } from '../cli/child-hub.ts';
import { simpul } from '../cli/simpul.ts';
import { until } from '../until.ts';
import { complaint, elementOf } from './complaint.ts';
import { TOKEN } from './with-facades.ts';

const COMPLAINTS = 60;
const KILLS = 3;

const configOf = (url: string, dataDir: string) => `
mode: development
port: 0
dataDir: ${dataDir}
instances:
  lapor:
    connector: lapor
    releases: [usulan-1]
    agreementRequired: false
    settings: { services: { usulan-1: { baseUrl: '${url}/api/v1', token: token-uji-lapor } } }
relay: { firstRetryMs: 20, longestRetryMs: 100 }
facades: { waitSeconds: 0 }
`;

/** The old application: sends the same bytes until it has a number, and never heard of a hub that is killed. */
async function handIn(urlNow: () => string, isi: string): Promise<string> {
  let number: string | undefined;
  await until(`"${isi}" has a number`, async () => {
    const init = { method: 'POST', body: complaint({ isi }) };
    const answer = await fetch(`${urlNow()}/fasad/lapor/legacy-xml/api/stream/addstream`, init).catch(() => undefined);
    number = answer?.ok ? elementOf(await answer.text(), 'trackingid') : undefined;
    return number !== undefined;
  });
  return number ?? '';
}

async function letIn({ path }: Directory): Promise<void> {
  const environment = { SIMPUL_CONFIG: join(path, 'simpul.yaml') };
  await writeFile(join(path, 'token'), TOKEN);
  const purpose = ['--scope', 'laporan:tulis', '--purpose', 'pelayanan-publik'];
  expect(await simpul(['apps', 'create', 'e-masyarakat', ...purpose], '', environment)).toMatchObject({ code: 0 });
  const over = ['apps', 'facade', 'e-masyarakat', 'lapor', '--secret-file', join(path, 'token')];
  expect(await simpul(over, '', environment)).toMatchObject({ code: 0 });
}

/** Numbers of our own lead to LAPOR's; the others are LAPOR's. */
async function everyNumberIsFound(numbers: ReadonlyMap<string, string>, ledger: LaporLedger, { path }: Directory) {
  const own = [...numbers].find(([, number]) => number.startsWith('2') && number.length === 10);
  const real = ([isi]: readonly [string, string]) => ledger.accepted.find((one) => one.isi === isi)?.trackingId;
  for (const one of numbers) if (one[1].length !== 10) expect(one[1]).toBe(real(one));
  if (!own) throw new Error('nobody was given a number of our own: nothing was slow');
  const { stdout } = await simpul(['apps', 'facade', 'number', own[1]], '', {
    SIMPUL_CONFIG: join(path, 'simpul.yaml'),
  });
  expect(stdout).toMatch(new RegExp(`^${own[1]} is lpr_[0-9a-z]+, number ${real(own)} there\n$`));
}

test('through kill -9 again and again every complaint that got a number arrives, and none twice', async () => {
  const sandbox = await laporSandbox.start();
  try {
    await withDirectory({}, async (directory) => {
      await writeFile(join(directory.path, 'simpul.yaml'), configOf(sandbox.url, join(directory.path, 'data')));
      await letIn(directory);
      let hub = directory.serve();
      let url = await hub.ready;
      let answered = 0;
      const numbers = new Map<string, string>();
      const queue = Array.from({ length: COMPLAINTS }, (_, index) => `Lampu jalan nomor ${index} padam sejak Senin.`);
      const clerk = async () => {
        for (let isi = queue.shift(); isi !== undefined; isi = queue.shift()) {
          numbers.set(isi, await handIn(() => url, isi));
          answered += 1;
        }
      };
      const clerks = Array.from({ length: 6 }, clerk);
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await until('some were answered', () => answered >= (kill * COMPLAINTS) / (KILLS + 1));
        hub.kill('SIGKILL');
        await hub.ended;
        hub = directory.serve();
        url = await hub.ready;
      }
      await Promise.all(clerks);
      const ledger = () => sandbox.ledger() as LaporLedger;
      await until('all arrived', () => ledger().counts.accepted >= COMPLAINTS);
      expect(new Set(numbers.values()).size).toBe(COMPLAINTS);
      expect(
        ledger()
          .accepted.map(({ isi }) => isi)
          .sort(),
      ).toEqual([...numbers.keys()].sort());
      expect(ledger().counts).toMatchObject({ accepted: COMPLAINTS, doubles: 0 });
      hub.kill('SIGTERM');
      await hub.ended;
      await everyNumberIsFound(numbers, ledger(), directory);
    });
  } finally {
    await sandbox.close();
  }
}, 180_000);
