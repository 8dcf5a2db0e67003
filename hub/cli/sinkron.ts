import { type Kind, parseDataset } from '../services/perencanaan/datasets.ts';
import { REQUESTS, syncRequest } from '../services/perencanaan/sync/requests.ts';
import { listSyncs, type SyncRecord } from '../services/perencanaan/sync/state.ts';
import { createSealedRecords, type SealedRecords } from '../store/sealed-records.ts';
import { sealsOf } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';
import { CommandError } from './command-error.ts';
import { type ConfigOption, withSecrets } from './with-store.ts';

export interface SyncOptions extends ConfigOption {
  readonly kumpulan?: Kind;
  readonly tahun?: number;
  readonly batal?: true;
  readonly tunggu?: true;
}

const LOOK_AGAIN_MS = 500;
/** A running hub takes requests up each second. */
const NOBODY_THERE_MS = 15_000;

/** Asks the running hub to copy from SIPD, or to stop; with --tunggu it is watched until the end. */
export async function sinkron(options: SyncOptions): Promise<void> {
  await withSecrets(options, async (store, secret) => {
    const records = createSealedRecords(store.records, sealsOf(secret).sealing);
    const { kumpulan = null, tahun = null, batal = false } = options;
    const askedAt = Date.now();
    await records.put([syncRequest({ kumpulan, tahun, batal }, askedAt)]);
    if (!options.tunggu) {
      process.stdout.write('asked for: a running hub takes it up within a second (--tunggu follows it)\n');
      return;
    }
    await takenUp(records);
    await follow(store, records, options, askedAt);
  });
}

async function takenUp(records: SealedRecords): Promise<void> {
  const started = performance.now();
  while ((await records.count({ collection: REQUESTS })) > 0) {
    if (performance.now() - started > NOBODY_THERE_MS)
      throw new CommandError(
        'no hub takes it up: is "simpul serve" running on this data directory? It stays asked for',
        1,
      );
    await pause();
  }
}

/** A small copy is over before anybody looks: what was finished since it was asked for counts. */
async function follow(store: Store, records: SealedRecords, options: SyncOptions, askedAt: number): Promise<void> {
  const said = new Map<string, string>();
  for (;;) {
    const syncs = (await listSyncs({ records })).filter((sync) => isMeant(sync, options));
    for (const sync of syncs.toReversed()) {
      const line = await lineOf(sync, store);
      if (said.get(sync.id) !== line) process.stdout.write(`${line}\n`);
      said.set(sync.id, line);
    }
    if (syncs.every(({ state }) => state === 'diam')) {
      const failed = syncs.filter(({ value }) => value.terakhir === null || value.terakhir.pada < askedAt);
      if (failed.length === 0 || options.batal) return;
      throw new CommandError(
        `not copied: ${failed.map(({ id, value }) => `${id} (${value.catatan ?? '-'})`).join('; ')}`,
        1,
      );
    }
    await pause();
  }
}

function isMeant({ id, value }: SyncRecord, { kumpulan, tahun }: SyncOptions): boolean {
  const name = parseDataset(id);
  if (!name || value.dimintaPada === null) return false;
  return (kumpulan === undefined || name.kind === kumpulan) && (tahun === undefined || name.year === tahun);
}

async function lineOf({ id, state, value }: SyncRecord, { copies }: Store): Promise<string> {
  const note = value.catatan === null ? '' : `: ${value.catatan}`;
  if (state !== 'diam') {
    const running = await copies.running(id);
    return `${id} ${running ? `${running.rows} rows from ${running.source}` : 'waits'}${note}`;
  }
  const copy = value.terakhir ? await copies.copy(id, value.terakhir.nomor) : undefined;
  if (!copy) return `${id} is not copied${note}`;
  const { number, rows, added, changed, removed } = copy;
  return `${id} copy ${number}: ${rows} rows, ${added} new, ${changed} changed, ${removed} gone${note}`;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
}
