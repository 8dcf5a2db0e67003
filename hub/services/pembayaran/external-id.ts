import type { MoneyContext } from './context.ts';
import { dayOf, startOfDay } from './moments.ts';

const EXTERNAL_IDS = 'nomor-luar';
const KEPT_DAYS = 2;

export interface ExternalId {
  readonly instansi: string;
  readonly nomorLuar: string;
  /** What it came with: a repeat brings the same. */
  readonly untuk: string;
}

/**
 * One call of a bank has one external id, of which it uses none twice in a day of Jakarta (the SNAP notes, section 4).
 * `same`: it came with this very payment before; `used`: with something else.
 */
export async function externalIdIsFresh(
  { instansi, nomorLuar, untuk }: ExternalId,
  { records, keyedHash, now }: Pick<MoneyContext, 'records' | 'keyedHash' | 'now'>,
): Promise<'fresh' | 'same' | 'used'> {
  const at = now.getTime();
  const day = dayOf(now);
  const id = keyedHash(`nomor luar ${instansi} ${day} ${nomorLuar}`);
  const record = {
    ...{ collection: EXTERNAL_IDS, id, owner: '', state: '', group: '', createdAt: at, updatedAt: at },
    ...{ watchAt: startOfDay(day) + KEPT_DAYS * 86_400_000, value: { untuk: keyedHash(untuk) } },
  };
  if (await records.create([record])) return 'fresh';
  const there = await records.get<{ readonly untuk: string }>(EXTERNAL_IDS, id);
  return there?.value.untuk === keyedHash(untuk) ? 'same' : 'used';
}

const AT_ONCE = 500;

/** They mean nothing once their day is over. */
export async function forgetExternalIds({ records, now }: Pick<MoneyContext, 'records' | 'now'>): Promise<void> {
  for (;;) {
    const old = await records.watched(EXTERNAL_IDS, now.getTime(), AT_ONCE);
    for (const { id } of old) await records.remove(EXTERNAL_IDS, id);
    if (old.length < AT_ONCE) return;
  }
}
