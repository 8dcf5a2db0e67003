import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sipdSandbox } from '../../../connectors/sipd/sandbox/server.ts';
import { syncRequest } from '../../../hub/services/perencanaan/sync/requests.ts';
import { SYNCS, type Sync } from '../../../hub/services/perencanaan/sync/state.ts';
import { createSealedRecords, type SealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import type { Store } from '../../../hub/store/store.ts';
import { type Directory, withDirectory } from '../../hub/cli/child-hub.ts';
import { until } from '../../hub/until.ts';

const SECRET = 'a secret of the scenario, of 32 characters';
const YEAR = new Date().getUTCFullYear();
const DATASET = `sp2d/${YEAR}`;
const PAYMENTS = 24;
/** Each call closes the window. */
const LIMIT = { rateLimit: 1, rateWindowSeconds: 6 };
const ANSWERED_AFTER_MS = 600;
/** Before the answer that closes it is heard (the first call is one that does not count), and twice while it is closed. */
const KILLS = [
  { calls: 2, afterMs: 100 },
  { calls: 3, afterMs: ANSWERED_AFTER_MS + 400 },
  { calls: 4, afterMs: ANSWERED_AFTER_MS + 400 },
].slice(0, Number(process.env.SIMPUL_SCENARIO_KILLS ?? 1));

function config(sandbox: string): string {
  const splp = { tokenUrl: `${sandbox}/oauth2/token`, clientId: 'binjai-uji', clientSecret: 'rahasia-splp-uji' };
  const services = { splp: { baseUrl: `${sandbox}/t/binjai/sipd/1.0`, splp, idDaerah: '999' } };
  return JSON.stringify({
    ...{ mode: 'development', logLevel: 'warn', secretKey: SECRET, dataDir: './data' },
    instances: { kanal: { connector: 'sipd', releases: ['splp'], agreementRequired: false, settings: { services } } },
    perencanaan: { barisPerPermintaan: 10 },
  });
}

async function inStore<Result>(
  { path }: Directory,
  use: (store: Store, records: SealedRecords) => Promise<Result>,
): Promise<Result> {
  const store = await openSqliteStore({ directory: join(path, 'data') });
  try {
    return await use(store, createSealedRecords(store.records, sealsOf(SECRET).sealing));
  } finally {
    await store.close();
  }
}

test(`kills (${KILLS.length}) in the middle of a source that counts calls: none leaves inside a closed window`, async () => {
  const sandbox = await sipdSandbox.start();
  try {
    sandbox.set({ payments: PAYMENTS, ...LIMIT });
    sandbox.fault({ kind: 'slow', path: '/strict/', delayMs: ANSWERED_AFTER_MS });
    await withDirectory({ 'simpul.yaml': config(sandbox.url) }, async (directory) => {
      const asked = syncRequest({ kumpulan: 'sp2d', tahun: null, batal: false }, Date.now());
      await inStore(directory, (_, records) => records.put([asked]));
      const calls = () => (sandbox.ledger() as { readonly calls: number }).calls;
      const seen: number[] = [];
      for (const { calls: enough, afterMs } of KILLS) {
        const hub = directory.serve();
        await hub.ready;
        await until('it asks', async () => calls() >= enough, 120_000);
        await new Promise((resolve) => setTimeout(resolve, afterMs));
        hub.kill('SIGKILL');
        await hub.ended;
        seen.push(calls());
      }
      const hub = directory.serve();
      await hub.ready;
      await until('it asks again', async () => calls() > (seen.at(-1) ?? 0), 120_000);
      sandbox.set({ rateLimit: 0 }); // what is left would only be waiting
      await inStore(directory, async (store, records) => {
        const isDone = async () => {
          await new Promise((resolve) => setTimeout(resolve, 200));
          return (await records.get<Sync>(SYNCS, DATASET))?.value.terakhir?.nomor !== undefined;
        };
        await until('all is copied', isDone, 150_000);
        const { rows } = await store.copies.rows({ dataset: DATASET, limit: 500 });
        expect(new Set(rows.map(({ key }) => key)).size).toBe(PAYMENTS);
      });
      expect(sandbox.ledger()).toMatchObject({ forbidden: 0 });
      expect(calls()).toBeGreaterThan(seen.at(-1) ?? 0);
    });
  } finally {
    await sandbox.close();
  }
}, 300_000);
