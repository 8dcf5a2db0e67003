import { jakartaDate } from '../../mapping/jakarta.ts';
import type { CallbackServiceContext } from '../callback-service.ts';
import { BOOKINGS, type Booking, isServed, type KeptBooking } from './booking.ts';
import { hoursOf, NAMES, type PublishedSession, plainHours, type Session, sessionsOn } from './sessions.ts';

/** What was looked for, or the sentence that a patient is shown instead. */
export type Found<Value> =
  | { readonly kind: 'found'; readonly value: Value }
  | { readonly kind: 'none'; readonly why: string };

export interface SessionQuestion {
  readonly kodePoli: string;
  readonly kodeDokter: string;
  readonly tanggalPeriksa: string;
  readonly jamPraktek: string;
}

/** The session somebody means: unknown clinic or doctor, no session, and other hours are told apart. */
export async function findSession(
  { kodePoli, kodeDokter, tanggalPeriksa, jamPraktek }: SessionQuestion,
  context: CallbackServiceContext,
): Promise<Found<PublishedSession>> {
  const ofClinic = await sessionsOfClinic(kodePoli, tanggalPeriksa, context);
  if (ofClinic.kind === 'none') return ofClinic;
  const ofDoctor = ofClinic.value.filter(({ value }) => value.kodeDokter === kodeDokter);
  const [first] = ofDoctor;
  if (!first) {
    const doctor = await nameOf('dokter', kodeDokter, context);
    if (doctor === undefined) return none('Dokter tidak ditemukan');
    return none(`Tidak ada jadwal ${doctor} di poli ${poliOf(ofClinic.value)} pada tanggal ${tanggalPeriksa}`);
  }
  const wanted = plainHours(jamPraktek);
  const session = ofDoctor.find(({ value }) => hoursOf(value) === wanted);
  if (session) return { kind: 'found', value: session };
  const hours = ofDoctor.map(({ value }) => hoursOf(value)).join(', ');
  return none(`Jam praktek ${first.value.namaDokter} pada tanggal ${tanggalPeriksa} adalah ${hours}`);
}

/** At least one. */
export async function sessionsOfClinic(
  kodePoli: string,
  tanggal: string,
  context: CallbackServiceContext,
): Promise<Found<readonly PublishedSession[]>> {
  const sessions = await sessionsOn(tanggal, context.records, { owner: context.owner, kodePoli });
  if (sessions.length > 0) return { kind: 'found', value: sessions };
  const clinic = await nameOf('poli', kodePoli, context);
  return none(
    clinic === undefined ? 'Poli tidak ditemukan' : `Tidak ada jadwal poli ${clinic} pada tanggal ${tanggal}`,
  );
}

/** Why nobody can book it any more, or `undefined`. */
export function closedBecause({ tanggal, tutup, libur, namaPoli, namaDokter }: Session, now: Date): string | undefined {
  if (libur) return `Poli ${namaPoli} ${namaDokter} libur pada tanggal ${tanggal}`;
  const today = jakartaDate(now);
  if (tanggal < today) return 'Tanggal periksa sudah lewat';
  const isOver = tanggal === today && now.getTime() >= Date.parse(`${today}T00:00:00+07:00`) + msOf(tutup);
  return isOver ? `Pendaftaran ke poli ${namaPoli} hari ini sudah tutup jam ${tutup}` : undefined;
}

function msOf(clock: string): number {
  return (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) * 60_000;
}

export async function findBooking(
  code: string,
  { records, owner }: CallbackServiceContext,
): Promise<Found<KeptBooking>> {
  const booking = await records.get<Booking>(BOOKINGS, code);
  return booking && (owner === undefined || booking.owner === owner)
    ? { kind: 'found', value: booking }
    : none('Antrean tidak ditemukan');
}

/** Cancelled or served: the same words wherever somebody asks for it. */
export function endedBecause(state: string): string | undefined {
  if (state === 'dibatalkan') return 'Antrean tidak ditemukan atau sudah dibatalkan';
  return isServed(state) ? 'Pasien sudah dilayani' : undefined;
}

async function nameOf(kind: 'poli' | 'dokter', code: string, { records }: CallbackServiceContext) {
  return (await records.get<{ readonly nama: string }>(NAMES, `${kind} ${code}`))?.value.nama;
}

function poliOf([session]: readonly PublishedSession[]): string {
  return session?.value.namaPoli ?? '';
}

export function none(why: string): { readonly kind: 'none'; readonly why: string } {
  return { kind: 'none', why };
}
