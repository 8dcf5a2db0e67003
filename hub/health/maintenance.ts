import { newId } from '../identifiers/new-id.ts';
import type { HealthStore, Maintenance } from '../store/health.ts';

/** Longer than that, an instance is not in maintenance but gone: somebody mistyped the year. */
const LONGEST_MS = 31 * 86_400_000;

/** Plans it, and resolves to it. Throws a RangeError, in Indonesian, for a time that is none. */
export async function planMaintenance(
  store: Pick<HealthStore, 'putMaintenance'>,
  planned: Omit<Maintenance, 'id'>,
  now: Date,
): Promise<Maintenance> {
  const { from, to } = planned;
  if (!(to > from)) throw new RangeError('Pemeliharaan harus berakhir sesudah dimulai.');
  if (to <= now.getTime()) throw new RangeError('Pemeliharaan itu sudah lewat.');
  if (to - from > LONGEST_MS) throw new RangeError('Pemeliharaan paling lama 31 hari.');
  const maintenance = { ...planned, id: newId('plh', now.getTime()) };
  await store.putMaintenance(maintenance);
  return maintenance;
}
