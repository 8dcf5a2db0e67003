import type { Rekonsiliasi } from '../../../openapi/generated/types.ts';
import type { FigureSum } from '../../store/records.ts';
import { keptList, type ListSource } from './bank-list.ts';
import { daysAfter } from './denda.ts';
import { RECEIPTS } from './receipt.ts';
import { type Ground, reconcile } from './reconciliation.ts';

/** A bank's day of which something is known: a list of the bank's, money that came in, or both. */
export interface BankDay {
  readonly instansi: string;
  readonly tanggal: string;
  readonly booked: readonly FigureSum[];
  /** `undefined`: no list of the bank's was read. */
  readonly list: { readonly sumber: ListSource; readonly pada: string } | undefined;
}

export interface BankDays {
  /** Newest first, by bank. Both days are included. */
  between(from: string, to: string): Promise<readonly BankDay[]>;
  /** By the lists that are here: no bank is asked. `undefined`: there is none for that day. */
  compared(sumber: ListSource, instansi: string, tanggal: string): Promise<Rekonsiliasi | undefined>;
}

const SOURCES: readonly ListSource[] = ['laporan-bank', 'rekening-koran'];

/**
 * Days at banks, for people to look through. What was compared is kept as long as nothing it was made of has changed:
 * the lists of that day and of those beside it, and what is booked on these days.
 */
export function createBankDays(ground: Ground, most: number): BankDays {
  const { records } = ground;
  const known = new Map<string, { readonly stamp: string; readonly result: Rekonsiliasi }>();
  const figures = (collection: string, from: string, to: string) => records.figures({ collection, from, to });

  async function stampOf(sumber: ListSource, instansi: string, tanggal: string): Promise<string> {
    const [from, to] = [daysAfter(tanggal, -1), daysAfter(tanggal, 1)];
    const sums = await Promise.all([figures(sumber, from, to), figures(RECEIPTS, from, to)]);
    const own = sums.flat().filter(({ place }) => place === instansi);
    return own.map(({ day, state, kind, count, sum }) => [day, state, kind, count, sum].join(' ')).join('\n');
  }

  return {
    async between(from, to) {
      const booked = await figures(RECEIPTS, from, to);
      const lists = await Promise.all(SOURCES.map((source) => figures(source, from, to)));
      const listed = SOURCES.flatMap((sumber, place) => (lists[place] ?? []).map((sum) => ({ sumber, sum })));
      const told = listed.map(({ sumber, sum: { day, place, kind } }) => ({
        ...{ instansi: place, tanggal: day, list: { sumber, pada: kind } },
      }));
      const has = new Set(told.map(({ instansi, tanggal }) => keyOf(instansi, tanggal)));
      const untold = [...Map.groupBy(booked, ({ place, day }) => keyOf(place, day))]
        .filter(([key]) => !has.has(key))
        .flatMap(([, [first]]) => (first ? [{ instansi: first.place, tanggal: first.day, list: undefined }] : []));
      return [...told, ...untold].sort(newestFirst).map((one) => ({
        ...one,
        booked: booked.filter(({ place, day }) => place === one.instansi && day === one.tanggal),
      }));
    },
    async compared(sumber, instansi, tanggal) {
      const key = `${sumber} ${keyOf(instansi, tanggal)}`;
      const stamp = await stampOf(sumber, instansi, tanggal);
      const before = known.get(key);
      if (before?.stamp === stamp) return before.result;
      const kept = (day: string) => keptList(sumber, instansi, day, records);
      const list = await kept(tanggal);
      if (!list) return undefined;
      const result = await reconcile({ instansi, tanggal, sumber, list, kept, sought: kept }, ground);
      known.delete(key); // set anew it is the newest
      known.set(key, { stamp, result });
      for (const oldest of known.keys()) if (known.size > most) known.delete(oldest);
      return result;
    },
  };
}

function keyOf(instansi: string, tanggal: string): string {
  return `${instansi} ${tanggal}`;
}

function newestFirst(one: Pick<BankDay, 'instansi' | 'tanggal'>, other: typeof one): number {
  if (one.tanggal !== other.tanggal) return one.tanggal < other.tanggal ? 1 : -1;
  return one.instansi < other.instansi ? -1 : 1;
}
