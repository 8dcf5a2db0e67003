import { expect, test } from '@jest/globals';
import { request } from 'undici';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import { laporSandbox } from '../../../connectors/lapor/sandbox/server.ts';
import type { Pesan, Status } from '../../../openapi/generated/types.ts';
import { REPORT } from '../api/handing-over.ts';
import { type ChildHub, withDirectory } from '../cli/child-hub.ts';
import { withOwnMappings } from '../releases/with-own-mappings.ts';
import { until } from '../until.ts';
import { CITY, MENDED, WANTED, WORDS } from './contract.ts';

const KEY = 'kunci-uji-kontrak';
const configOf = (lapor: string, mappings: string) => `
mode: development
dataDir: ./data
demoKey: ${KEY}
mappingsDir: ${mappings}
instances:
  lapor:
    connector: lapor
    releases: [usulan-kota]
    settings:
      services:
        usulan-1: { baseUrl: '${lapor}/api/v1', token: token-uji-lapor }
agreements:
  - { nomor: UJI/1, instansi: lapor, keperluan: [pelayanan-publik], bidang: ['*'], berlakuSampai: 2030-12-31 }
relay: { firstRetryMs: 20, longestRetryMs: 100 }
`;

async function call(url: string, method: 'GET' | 'POST', path: string, body?: object) {
  const answer = await request(url + path, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.statusCode, data: ((await answer.body.json()) as { data: unknown }).data };
}
const numbered = (number: number) => ({ ...REPORT, isi: `Lampu nomor ${number} padam.` });

async function hand(url: string, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number += 1)
    expect((await call(url, 'POST', '/v1/laporan', numbered(number))).status).toBe(202);
}
const messagesOf = async (url: string) => (await call(url, 'GET', '/v1/pesan?batas=200')).data as readonly Pesan[];
const reasonOf = async (url: string) => ((await call(url, 'GET', '/v1/status')).data as Status).jalur[0]?.alasan;

test(
  'a hub that is killed while a contract is in doubt loses and doubles nothing, and knows what it waits for',
  () =>
    withOwnMappings(CITY, async (folder) => {
      const lapor = await laporSandbox.start({});
      try {
        await withDirectory({ 'simpul.yaml': configOf(lapor.url, folder.own) }, async ({ serve }) => {
          const killed = async (child: ChildHub) => {
            child.kill('SIGKILL');
            await child.ended;
          };
          const first = serve();
          const url = await first.ready;
          await hand(url, 0, 25);
          await until('they arrive', () => (lapor.ledger() as LaporLedger).accepted.length === 25);
          lapor.set(WANTED);
          await hand(url, 25, 40);
          await until('the contract is in doubt', async () => (await reasonOf(url)) === `contract: ${WORDS}`);
          await killed(first);
          const second = serve();
          const again = await second.ready;
          await hand(again, 40, 45);
          expect(await reasonOf(again)).toBe(`contract: ${WORDS}`);
          await killed(second); // in the midst of its first probes
          await folder.write(MENDED);
          const third = serve();
          const last = await third.ready;
          await until('all came to something', async () =>
            (await messagesOf(last)).every(({ keadaan }) => keadaan === 'terkirim' || keadaan === 'ditolak'),
          );
          // killed between a refusal and its taking back, a message stays refused: its application knows, and repeats it
          const refused = (await messagesOf(last)).filter(({ keadaan }) => keadaan === 'ditolak');
          expect(refused.length).toBeLessThanOrEqual(3);
          for (const { id } of refused) await call(last, 'POST', `/v1/pesan/${id}/ulang`);
          await until('all arrived', async () =>
            (await messagesOf(last)).every(({ keadaan }) => keadaan === 'terkirim'),
          );
          const { accepted, counts } = lapor.ledger() as LaporLedger;
          expect(accepted.map(({ isi }) => isi).toSorted()).toEqual(
            Array.from({ length: 45 }, (_, number) => numbered(number).isi).toSorted(),
          );
          expect(counts.doubles).toBe(0);
          expect(await messagesOf(last)).toHaveLength(45);
        });
      } finally {
        await lapor.close();
      }
    }),
  180_000,
);
