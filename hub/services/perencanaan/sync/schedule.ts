import { jakartaDate } from '../../../mapping/jakarta.ts';
import type { JobContext } from '../../job.ts';
import { datasetName } from '../datasets.ts';
import { namesOf, start } from './requests.ts';
import { readSync } from './state.ts';

const WIB_MS = 7 * 3600 * 1000;
const EVERYTHING = { kumpulan: null, tahun: null };

/**
 * Starts what is due: each dataset once a day from the hour that is configured, whatever restarts come between, and one
 * that was never copied at once. What is under way then counts as that day's.
 */
export async function startDue(context: JobContext, at: number): Promise<void> {
  const { pukul } = context.config.perencanaan;
  if (pukul === undefined) return;
  const today = jakartaDate(new Date(at));
  const isTime = new Date(at + WIB_MS).toISOString().slice(11, 16) >= pukul;
  for (const name of namesOf(EVERYTHING, context, at)) {
    const dataset = datasetName(name);
    const sync = await readSync(dataset, context);
    if (sync?.value.hari === today) continue;
    const isNew = !sync && ((await context.copies.dataset(dataset))?.current ?? 0) === 0;
    if (isNew || isTime) await start(name, at, { hari: today }, context);
  }
}
