import type { Keep, SealedRecords } from '../../store/sealed-records.ts';
import { BOOKINGS, type Booking, type KeptBooking } from './booking.ts';

/**
 * What only one booking can have: a place of the quota, a number, its patient's place of the day. Each is a record of its
 * own, created in the same commit as the booking: two processes cannot both get it, and a kill leaves no half of it.
 */
const CLAIMS = 'antrean-klaim';

export interface Claim {
  readonly kodeBooking: string;
}

interface Claimant {
  readonly code: string;
  readonly owner: string;
  readonly at: number;
}

export function claimRecord(id: string, group: string, { code, owner, at }: Claimant): Keep<Claim> {
  return {
    collection: CLAIMS,
    id,
    owner,
    state: '',
    group,
    createdAt: at,
    updatedAt: at,
    watchAt: null,
    value: { kodeBooking: code },
  };
}

export function placesOf(session: string, jenisPasien: Booking['jenisPasien']): string {
  return `tempat ${session} ${jenisPasien}`;
}

export function numberClaim(session: string, nomorAntrean: string): string {
  return `nomor ${session} ${nomorAntrean}`;
}

/** One patient, one clinic, one day. */
export function visitClaim(
  keyedHash: (text: string) => string,
  owner: string,
  { tanggalPeriksa, kodePoli, nik }: Pick<Booking, 'tanggalPeriksa' | 'kodePoli' | 'nik'>,
): string {
  return `kunjungan ${keyedHash(`kunjungan ${owner} ${tanggalPeriksa} ${kodePoli} ${nik}`)}`;
}

/** Another name of the newest booking of a card, clinic and day: at a puskesmas there is no booking code. */
export function visitLink(
  keyedHash: (text: string) => string,
  owner: string,
  { tanggalPeriksa, kodePoli, nomorKartu }: Pick<Booking, 'tanggalPeriksa' | 'kodePoli' | 'nomorKartu'>,
): string | undefined {
  return nomorKartu === null ? undefined : keyedHash(`kunjungan ${owner} ${tanggalPeriksa} ${kodePoli} ${nomorKartu}`);
}

export async function isClaimed(claim: string, records: SealedRecords): Promise<boolean> {
  return (await records.get(CLAIMS, claim)) !== undefined;
}

/** The booking that has it, if it is in force. */
export async function holderOf(claim: string, records: SealedRecords): Promise<KeptBooking | undefined> {
  const held = await records.get<Claim>(CLAIMS, claim);
  const booking = held && (await records.get<Booking>(BOOKINGS, held.value.kodeBooking));
  return booking && booking.state !== 'dibatalkan' ? booking : undefined;
}

const MOST_PLACES = 20_000;

export function usedPlaces(places: string, records: SealedRecords): Promise<number> {
  return records.count({ collection: CLAIMS, group: places });
}

/** The lowest place that nobody has; `undefined`: the quota is used up. */
export async function freePlace(places: string, quota: number, records: SealedRecords): Promise<string | undefined> {
  const used = await records.list<Claim>({ collection: CLAIMS, group: places, limit: MOST_PLACES });
  if (used.length >= quota) return undefined;
  const taken = new Set(used.map(({ id }) => id));
  for (let place = 1; place <= quota; place += 1) if (!taken.has(`${places} ${place}`)) return `${places} ${place}`;
  return undefined;
}

/** Gives back what a cancelled booking had. By now it may be somebody else's: only what still is its own. */
export async function giveBack({ value, id }: KeptBooking, records: SealedRecords): Promise<void> {
  for (const claim of value.klaim) {
    const held = await records.get<Claim>(CLAIMS, claim);
    if (held?.value.kodeBooking === id) await records.remove(CLAIMS, claim);
  }
}
