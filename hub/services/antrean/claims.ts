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

export function usedPlaces(places: string, records: SealedRecords): Promise<number> {
  return records.count({ collection: CLAIMS, group: places });
}

/** The lowest place that nobody has; `undefined`: the quota is used up. */
export async function freePlace(places: string, quota: number, records: SealedRecords): Promise<string | undefined> {
  const used = await idsOf(places, records);
  if (used.size >= quota && (await dropLeftOver(places, records)) === 0) return undefined;
  const now = used.size >= quota ? await idsOf(places, records) : used;
  if (now.size >= quota) return undefined;
  for (let place = 1; place <= quota; place += 1) if (!now.has(`${places} ${place}`)) return `${places} ${place}`;
  return undefined;
}

/** Only whoever changed the booking to cancelled gives back: a second time it would be somebody else's. */
export async function giveBack({ value, id }: KeptBooking, records: SealedRecords): Promise<void> {
  for (const claim of value.klaim) await dropIfOf(claim, id, records);
}

const MOST_PLACES = 20_000;

async function idsOf(places: string, records: SealedRecords): Promise<ReadonlySet<string>> {
  const used = await records.list<Claim>({ collection: CLAIMS, group: places, limit: MOST_PLACES });
  return new Set(used.map(({ id }) => id));
}

/** A kill between a cancellation and the return of its place leaves one taken by nobody. Resolves to how many. */
async function dropLeftOver(places: string, records: SealedRecords): Promise<number> {
  const used = await records.list<Claim>({ collection: CLAIMS, group: places, limit: MOST_PLACES });
  let dropped = 0;
  for (const { id, value } of used) {
    const booking = await records.get<Booking>(BOOKINGS, value.kodeBooking);
    if (booking && booking.state !== 'dibatalkan') continue;
    await dropIfOf(id, value.kodeBooking, records);
    dropped += 1;
  }
  return dropped;
}

async function dropIfOf(claim: string, code: string, records: SealedRecords): Promise<void> {
  const held = await records.get<Claim>(CLAIMS, claim);
  if (held?.value.kodeBooking === code) await records.remove(CLAIMS, claim);
}
