import { type DatasetName, datasetName, hasSchedule } from '../datasets.ts';
import { stop } from './requests.ts';
import { NEEDS, nextSource, sourcesOf } from './sources.ts';
import { isActive, moveSync, readSync, type SyncRecord } from './state.ts';
import type { Work } from './work.ts';

export type Readiness = { readonly kind: 'rests' } | { readonly kind: 'ready'; readonly source: string };

const NO_SOURCE_MS = 60_000;

/** Whether a dataset can be asked for, and whom. */
export async function readiness(sync: SyncRecord, name: DatasetName, work: Work): Promise<Readiness> {
  const { context, clock } = work;
  if (!(await hasWhatItNeeds(sync, name, work))) return { kind: 'rests' };
  const { sumber, dicoba } = sync.value;
  if (sumber !== null && sourcesOf(name.kind, context).includes(sumber)) return { kind: 'ready', source: sumber };
  const at = clock();
  const source = nextSource(name.kind, dicoba, context);
  if (source === undefined) {
    const value = { catatan: 'tidak ada sambungan SIPD yang dapat memberinya', lanjutPada: at + NO_SOURCE_MS };
    await moveSync(sync.id, at, () => ({ status: 'menunggu', value }), context);
    return { kind: 'rests' };
  }
  await moveSync(sync.id, at, () => ({ value: { sumber: source } }), context);
  return { kind: 'ready', source };
}

/** Offices before their plans, plans before their lines. What was copied before does where it cannot be had anew. */
async function hasWhatItNeeds(sync: SyncRecord, name: DatasetName, { context, clock }: Work): Promise<boolean> {
  const kind = NEEDS[name.kind];
  if (!kind) return true;
  const before = datasetName({ kind, year: name.year, schedule: hasSchedule(kind) ? name.schedule : null });
  const needed = await readSync(before, context);
  const isThere = ((await context.copies.dataset(before))?.current ?? 0) > 0;
  const waits = needed && isActive(needed) && !(isThere && needed.state === 'menunggu');
  if (!waits && isThere) return true;
  // one that began before goes on: its questions stay those of the copy it began with
  if (waits && isThere && (await context.copies.running(sync.id))) return true;
  if (!waits) await stop(sync.id, `${before} belum pernah tersalin`, context, clock());
  return false;
}
