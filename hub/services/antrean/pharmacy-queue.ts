import type { SealedRecords } from '../../store/sealed-records.ts';
import type { CallbackServiceContext } from '../callback-service.ts';
import type { ServiceContext } from '../service.ts';
import { BOOKINGS, type Booking, type KeptBooking, type Task } from './booking.ts';

/** Who waits at the pharmacy, by application and day; states are `menunggu`, `disiapkan`, `selesai`. */
const WAITING = 'antrean-farmasi';
interface Waiting {
  readonly angka: number;
}

const MOST_WAITING = 20_000;

export interface PharmacyQueue {
  readonly total: number;
  readonly left: number;
  /** The number being prepared; 0 before the first. */
  readonly calledNumber: number;
}

/** A number at the pharmacy, the same however often it is asked for. */
export async function pharmacyNumber(
  booking: KeptBooking,
  jenisResep: 'racikan' | 'non-racikan',
  { count, records, now }: Pick<CallbackServiceContext, 'count' | 'records' | 'now'>,
): Promise<number> {
  if (booking.value.farmasi) return booking.value.farmasi.angka;
  const { tanggalPeriksa } = booking.value;
  const wanted = await count(`farmasi ${booking.owner}`, tanggalPeriksa, 1);
  const at = now.getTime();
  const changed = await records.change<Booking>(BOOKINGS, booking.id, at, ({ value }) =>
    value.farmasi ? undefined : { value: { ...value, farmasi: { angka: wanted, jenisResep } } },
  );
  const angka = changed?.value.farmasi?.angka ?? wanted;
  await putWaiting(booking, angka, changed?.value.tahap.at(-1)?.tahap ?? 5, at, records);
  return angka;
}

/** Medicine is being prepared, or ready. */
export async function pharmacyAfter(
  booking: KeptBooking,
  { tahap, pada }: Task,
  { records }: ServiceContext,
): Promise<void> {
  const { farmasi } = booking.value;
  if (farmasi && (tahap === 6 || tahap === 7)) await putWaiting(booking, farmasi.angka, tahap, pada, records);
}

async function putWaiting(
  { id, owner, value }: KeptBooking,
  angka: number,
  tahap: number,
  at: number,
  records: SealedRecords,
) {
  await records.put<Waiting>([
    {
      collection: WAITING,
      id,
      owner,
      state: tahap === 7 ? 'selesai' : tahap === 6 ? 'disiapkan' : 'menunggu',
      group: `${owner} ${value.tanggalPeriksa}`,
      createdAt: at,
      updatedAt: at,
      watchAt: null,
      value: { angka },
    },
  ]);
}

export async function pharmacyQueue({ owner, value }: KeptBooking, records: SealedRecords): Promise<PharmacyQueue> {
  const all = await records.list<Waiting>({
    collection: WAITING,
    group: `${owner} ${value.tanggalPeriksa}`,
    limit: MOST_WAITING,
  });
  const begun = all.filter(({ state }) => state !== 'menunggu').map(({ value: { angka } }) => angka);
  return {
    total: all.length,
    left: all.filter(({ state }) => state !== 'selesai').length,
    calledNumber: Math.max(0, ...begun),
  };
}
