import { newId } from '../../../identifiers/new-id.ts';
import { jakartaDate } from '../../../mapping/jakarta.ts';
import type { Keep } from '../../../store/sealed-records.ts';
import type { JobContext } from '../../job.ts';
import { type DatasetName, datasetName, hasSchedule, type Kind, parseDataset } from '../datasets.ts';
import { NEEDS, yearsOf } from './sources.ts';
import { listSyncs, moveSync, readSync } from './state.ts';

/** What somebody asked for, until a running hub takes it up. */
export const REQUESTS = 'sinkron-permintaan';
const MOST_AT_ONCE = 50;

export interface SyncRequest {
  /** `null`: everything that is configured. */
  readonly kumpulan: Kind | null;
  /** `null`: the configured years. */
  readonly tahun: number | null;
  /** Stop what is under way. */
  readonly batal: boolean;
}

/** For the command and the API: to be put among the records. */
export function syncRequest(request: SyncRequest, at: number): Keep<SyncRequest> {
  const plain = { owner: '', state: '', group: '', watchAt: null, createdAt: at, updatedAt: at };
  return { collection: REQUESTS, id: newId('snk', at), ...plain, value: request };
}

/** Takes up what was asked for. Taken off the list last, since a repeated start changes nothing. */
export async function takeRequests(context: JobContext, at: number): Promise<void> {
  const { records } = context;
  const asked = await records.list<SyncRequest>({ collection: REQUESTS, limit: MOST_AT_ONCE });
  for (const { id, value } of [...asked].reverse()) {
    if (value.batal) await cancel(value, context, at);
    else for (const name of namesOf(value, context, at)) await start(name, at, { dimintaPada: at }, context);
    await records.remove(REQUESTS, id);
  }
}

/** Datasets that a request means, in the order they need each other. */
export function namesOf(
  { kumpulan, tahun }: Pick<SyncRequest, 'kumpulan' | 'tahun'>,
  context: Pick<JobContext, 'config' | 'has' | 'instancesOf'>,
  at: number,
): readonly DatasetName[] {
  const { salin, jadwal } = context.config.perencanaan;
  const kinds = kumpulan === null ? salin : [kumpulan];
  const years = tahun === null ? yearsOf(context, jakartaDate(new Date(at))) : [tahun];
  return years.flatMap((year) =>
    kinds.map((kind) => ({ kind, year, schedule: hasSchedule(kind) ? jadwal : null }) satisfies DatasetName),
  );
}

/** Starts the copying of a dataset, and of what it needs and nobody ever copied. One that is under way goes on. */
export async function start(
  name: DatasetName,
  at: number,
  why: { readonly dimintaPada?: number; readonly hari?: string; readonly sumber?: string },
  context: Pick<JobContext, 'records' | 'copies'>,
): Promise<void> {
  const needed = NEEDS[name.kind];
  if (needed) {
    const before: DatasetName = { ...name, kind: needed, schedule: hasSchedule(needed) ? name.schedule : null };
    const known = await context.copies.dataset(datasetName(before));
    if ((known?.current ?? 0) === 0) await start(before, at, why, context);
  }
  await moveSync(
    datasetName(name),
    at,
    (_, status) => {
      if (status === 'menutup' || status === 'berjalan') return { value: why };
      // somebody who asks does not wait for the next attempt
      const fresh = { dicoba: [], percobaan: 0, putaran: 0, lanjutPada: null };
      if (status === 'menunggu') return { status: 'berjalan', value: { ...fresh, ...why } };
      return { status: 'berjalan', value: { ...fresh, catatan: null, sumber: null, ...why } };
    },
    context,
  );
}

async function cancel({ kumpulan, tahun }: SyncRequest, context: JobContext, at: number): Promise<void> {
  for (const { id, state } of await listSyncs(context)) {
    const name = parseDataset(id);
    if (!name || state === 'diam' || state === 'menutup') continue;
    if ((kumpulan !== null && name.kind !== kumpulan) || (tahun !== null && name.year !== tahun)) continue;
    await stop(id, 'dibatalkan atas permintaan', context, at);
  }
}

/** Takes back what is under way and ends it; readers keep the copy before. */
export async function stop(
  dataset: string,
  note: string,
  context: Pick<JobContext, 'records' | 'copies'>,
  at: number,
): Promise<void> {
  const running = await context.copies.running(dataset);
  const sync = await readSync(dataset, context);
  if (running && running.source === sync?.value.sumber) await context.copies.drop(running, note, at);
  await moveSync(
    dataset,
    at,
    () => ({ status: 'diam', value: { catatan: note, lanjutPada: null, percobaan: 0, dicoba: [], putaran: 0 } }),
    context,
  );
}
