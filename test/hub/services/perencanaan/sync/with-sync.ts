import type { SettableSandbox } from '../../../../../connectors/sandbox-kit/server.ts';
import type { Tree } from '../../../../../hub/config/values.ts';
import type { Kind } from '../../../../../hub/services/perencanaan/datasets.ts';
import { REQUESTS, type SyncRequest, syncRequest } from '../../../../../hub/services/perencanaan/sync/requests.ts';
import { SYNCS, type Sync, type SyncRecord } from '../../../../../hub/services/perencanaan/sync/state.ts';
import type { Copy, CopyRow } from '../../../../../hub/store/copies.ts';
import { createSealedRecords, type SealedRecords } from '../../../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../../../hub/store/sealing.ts';
import { until } from '../../../until.ts';
import { HUB_SECRET, type HubSurroundings, withHub } from '../../../with-hub.ts';

export const YEAR = new Date().getUTCFullYear();
export const MIRROR = 'sipd-cermin';
export const CHANNEL = 'sipd-kanal';

/** A clock that can be put forward, for pauses of minutes. */
export function skippingClock() {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    skip: (ms: number) => {
      ahead += ms;
    },
  };
}

export interface Syncing {
  readonly hub: HubSurroundings;
  readonly sandbox: SettableSandbox;
  /** Of the hub that runs now. */
  records(): SealedRecords;
  request(request?: Partial<SyncRequest>): Promise<void>;
  /** Asks for a copy of everything, or of one kind, and waits until nothing is under way. */
  copy(kind?: Kind, patienceMs?: number): Promise<void>;
  idle(patienceMs?: number): Promise<void>;
  state(dataset: string): Promise<SyncRecord | undefined>;
  current(dataset: string): Promise<Copy>;
  rows(dataset: string, at?: number): Promise<readonly CopyRow[]>;
  /** `anggaran.berubah`, oldest first, without what differs from run to run. */
  events(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  ledger(): { readonly calls: number; readonly throttled: number; readonly forbidden: number };
}

export interface SyncOptions {
  readonly planning?: Tree;
  readonly config?: Tree;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly now?: () => Date;
}

/** A hub that copies from the sandbox when it is asked to: 40 prices, 12 sub-activities, 60 lines, 24 payment orders. */
export async function withSync(options: SyncOptions, use: (given: Syncing) => Promise<void>): Promise<void> {
  const { planning = {}, config = {}, settings = {}, now } = options;
  const perencanaan = { barisPerPermintaan: 10, ...planning };
  await withHub({ config: { perencanaan, ...config }, ...(now ? { now } : {}) }, async (hub) => {
    const sandbox = hub.sandboxes.sipd;
    sandbox.set({ prices: 40, subActivities: 12, lines: 60, payments: 24, rateLimit: 0, ...settings });
    await use(syncing(hub, sandbox));
  });
}

function syncing(hub: HubSurroundings, sandbox: SettableSandbox): Syncing {
  const records = () => createSealedRecords(hub.store.records, sealsOf(HUB_SECRET).sealing);
  const request: Syncing['request'] = (asked = {}) =>
    records().put([syncRequest({ kumpulan: null, tahun: null, batal: false, ...asked }, Date.now())]);
  const idle: Syncing['idle'] = (patienceMs) =>
    until(
      'nothing is copied any more',
      async () => {
        const waiting = await hub.store.records.count({ collection: REQUESTS });
        const active = await records().list<Sync>({ collection: SYNCS, limit: 100 });
        return waiting === 0 && active.every(({ state }) => state === 'diam');
      },
      patienceMs,
    );
  return {
    ...{ hub, sandbox, records, request, idle },
    async copy(kind, patienceMs) {
      await request({ kumpulan: kind ?? null });
      await idle(patienceMs);
    },
    state: (dataset) => records().get<Sync>(SYNCS, dataset),
    async current(dataset) {
      const number = (await hub.store.copies.dataset(dataset))?.current ?? 0;
      const copy = await hub.store.copies.copy(dataset, number);
      if (!copy) throw new Error(`no copy of ${dataset}`);
      return copy;
    },
    async rows(dataset, at) {
      const all: CopyRow[] = [];
      for (let after: string | undefined, more = true; more; more = after !== undefined) {
        const page = await hub.store.copies.rows({
          ...{ dataset, limit: 500 },
          ...(at === undefined ? {} : { at }),
          ...(after === undefined ? {} : { after }),
        });
        all.push(...page.rows);
        after = page.next;
      }
      return all;
    },
    async events() {
      const answer = await hub.get('/v1/peristiwa?jenis=anggaran.berubah&batas=100');
      const { data } = answer.body as { data: readonly { readonly data: Readonly<Record<string, unknown>> }[] };
      return data.map((event) => event.data);
    },
    ledger: () => sandbox.ledger() as ReturnType<Syncing['ledger']>,
  };
}
