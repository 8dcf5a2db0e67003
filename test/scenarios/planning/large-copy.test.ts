import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { sipdSandbox } from '../../../connectors/sipd/sandbox/server.ts';
import type { Kind } from '../../../hub/services/perencanaan/datasets.ts';
import { syncRequest } from '../../../hub/services/perencanaan/sync/requests.ts';
import { SYNCS, type Sync } from '../../../hub/services/perencanaan/sync/state.ts';
import { createSealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import type { Store } from '../../../hub/store/store.ts';
import { type Directory, withDirectory } from '../../hub/cli/child-hub.ts';
import { until } from '../../hub/until.ts';

/** Prices / sub-activities / lines: the whole of a city is 50000/5000/100000. */
const [PRICES = 500, SUBS = 30, LINES = 600] = (process.env.SIMPUL_SCENARIO_ROWS ?? '')
  .split('/')
  .flatMap((text) => (text === '' ? [] : [Number(text)]));
const KILLS = process.env.SIMPUL_SCENARIO_ROWS ? 4 : 2;
const PATIENCE_MS = 60_000 + 12 * (PRICES + LINES) + 60 * SUBS;
const YEAR = new Date().getUTCFullYear();
const SECRET = 'a secret of the scenario, of 32 characters';
const MB = 1024 * 1024;
/** Whoever gathers rows dies of it: what a hub has in hand at rest, and half as much again. */
const HEAP_MB = 160;

function config(sandbox: string): string {
  return JSON.stringify({
    mode: 'development',
    logLevel: 'warn',
    secretKey: SECRET,
    dataDir: './data',
    instances: {
      cermin: {
        ...{ connector: 'sipd', releases: ['wp-sipd'], agreementRequired: false, limits: { timeoutMs: 60_000 } },
        settings: { services: { 'wp-sipd': { baseUrl: sandbox, apiKey: 'kunci-uji-wpsipd' } } },
      },
    },
    perencanaan: { barisPerPermintaan: 1000 },
  });
}

async function inStore<Result>({ path }: Directory, use: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openSqliteStore({ directory: join(path, 'data') });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const recordsOf = (store: Store) => createSealedRecords(store.records, sealsOf(SECRET).sealing);

/** Resident memory of the hubs that run in this directory, as the system counts it. */
function resident(directory: string): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes('hub/main.ts') || readFileSync(`/proc/${pid}/environ`, 'utf8').indexOf(directory) < 0)
        continue;
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
    } catch {} // it ended meanwhile
  }
  return 0;
}

/** Asks for the kinds, kills the hub a few times on the way, and waits until all is copied. */
async function copy(directory: Directory, kinds: readonly Kind[], kills: number): Promise<readonly number[]> {
  await inStore(directory, (store) =>
    recordsOf(store).put(kinds.map((kumpulan) => syncRequest({ kumpulan, tahun: null, batal: false }, Date.now()))),
  );
  const memory: number[] = [];
  const environment = { SIMPUL_TEST_DIRECTORY: directory.path, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` };
  let hub = directory.serve(environment);
  const look = setInterval(() => memory.push(resident(directory.path)), 500);
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      await hub.ready;
      await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * (1500 + PRICES / 20)));
      hub.kill('SIGKILL');
      await hub.ended;
      hub = directory.serve(environment);
    }
    await hub.ready;
    await inStore(directory, async (store) => {
      const isOver = async () => {
        const syncs = await recordsOf(store).list<Sync>({ collection: SYNCS, limit: 50 });
        const asked = await store.records.count({ collection: 'sinkron-permintaan' });
        return asked === 0 && syncs.every(({ state }) => state === 'diam');
      };
      await until(
        'all is copied',
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 200));
          return isOver();
        },
        PATIENCE_MS,
      );
    });
  } finally {
    clearInterval(look);
    hub.kill('SIGTERM');
    await hub.ended;
  }
  return memory.filter((bytes) => bytes > 0);
}

async function keysOf(store: Store, dataset: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await store.copies.rows({ dataset, limit: 1000, ...(after === undefined ? {} : { after }) });
    keys.push(...page.rows.map(({ key }) => key));
    after = page.next;
  }
  return keys;
}

async function currentOf(store: Store, dataset: string) {
  return store.copies.copy(dataset, (await store.copies.dataset(dataset))?.current ?? 0);
}

const EXPECTED: Readonly<Record<string, number>> = {
  [`standar-harga/${YEAR}`]: PRICES,
  [`rencana-kerja/${YEAR}/murni`]: SUBS,
  [`rka/${YEAR}/murni`]: LINES,
};

async function withSandbox(use: (sandbox: SettableSandbox) => Promise<void>): Promise<void> {
  const sandbox = await sipdSandbox.start();
  try {
    sandbox.set({ prices: PRICES, subActivities: SUBS, lines: LINES });
    await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

test(
  `${PRICES} prices, ${SUBS} sub-activities and ${LINES} lines come whole through ${KILLS} kills, and 12 changes are 12`,
  () =>
    withSandbox((sandbox) =>
      withDirectory({ 'simpul.yaml': config(sandbox.url) }, async (directory) => {
        const started = performance.now();
        const memory = await copy(directory, ['standar-harga', 'skpd', 'rencana-kerja', 'rka'], KILLS);
        const took = performance.now() - started;
        await inStore(directory, async (store) => {
          for (const [dataset, count] of Object.entries(EXPECTED)) {
            const keys = await keysOf(store, dataset);
            expect({ dataset, rows: keys.length, once: new Set(keys).size }).toEqual({
              dataset,
              rows: count,
              once: count,
            });
          }
        });
        await sandbox.act('change-prices', { count: 12 });
        await sandbox.act('change-lines', { count: 12 });
        await copy(directory, ['standar-harga', 'rka'], 1);
        await inStore(directory, async (store) => {
          for (const dataset of [`standar-harga/${YEAR}`, `rka/${YEAR}/murni`])
            expect(await currentOf(store, dataset)).toMatchObject({ added: 0, changed: 12, removed: 0, keptParts: [] });
        });
        expect(sandbox.ledger()).toMatchObject({ forbidden: 0 });
        const seen = memory.map((bytes) => Math.round(bytes / MB));
        process.stdout.write(
          `copied in ${Math.round(took / 1000)} s; resident MB, each half second: ${seen.join(' ')}\n`,
        );
        expect(Math.max(...seen)).toBeLessThan(HEAP_MB + 290); // code, the store's thread and its cache
      }),
    ),
  3 * PATIENCE_MS,
);
