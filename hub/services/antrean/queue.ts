import type { SealedRecords } from '../../store/sealed-records.ts';
import { answering, done, refused } from '../callback-service.ts';
import { BOOKINGS, type Booking, type Keadaan, type KeptBooking } from './booking.ts';
import { CALLED, type Called } from './called.ts';
import { placesOf, usedPlaces } from './claims.ts';
import { endedBecause, findBooking, findSession, type SessionQuestion } from './finding.ts';
import { type PublishedSession, SESSIONS, type Session, USUAL_MINUTES } from './sessions.ts';

const MOST_BOOKINGS = 20_000;
const WAITING: readonly Keadaan[] = ['dipesan', 'check-in', 'dilayani'];

export const statusAntrean = answering<SessionQuestion>('mobile-jkn.status-antrean', async (question, context) => {
  const found = await findSession(question, context);
  if (found.kind === 'none') return refused(found.why);
  const { value } = found.value;
  const [counts, kuota] = await Promise.all([
    countsOf(found.value.id, context.records),
    quotaOf(found.value, context.records),
  ]);
  const { namaPoli, namaDokter, keterangan = '' } = value;
  return done({ namaPoli, namaDokter, ...counts, kuota, keterangan });
});

export const sisaAntrean = answering<{ readonly kodeBooking: string }>(
  'mobile-jkn.sisa-antrean',
  async ({ kodeBooking }, context) => {
    const found = await findBooking(kodeBooking, context);
    if (found.kind === 'none') return refused(found.why);
    const ended = endedBecause(found.value.state === 'dilayani' ? 'dipesan' : found.value.state);
    return ended === undefined ? done(await placeInQueue(found.value, context.records)) : refused(ended);
  },
);

/** `waktutunggu` is the service time of one patient times (remaining - 1) (the BPJS notes, section 8). */
export async function placeInQueue(booking: KeptBooking, records: SealedRecords) {
  const { group, value } = booking;
  const { nomorAntrean, namaPoli, namaDokter } = value;
  const [left, session, antreanPanggil] = await Promise.all([
    leftUntil(booking, records),
    records.get<Session>(SESSIONS, group),
    calledNumber(group, records),
  ]);
  const minutes = session?.value.menitPerPasien ?? USUAL_MINUTES;
  return {
    nomorAntrean,
    namaPoli,
    namaDokter,
    sisaAntrean: left,
    antreanPanggil,
    waktuTungguDetik: minutes * 60 * Math.max(0, left - 1),
    keterangan: session?.value.keterangan ?? '',
  };
}

/** This patient and everybody before who is not done yet. */
async function leftUntil({ group, value: { angkaAntrean } }: KeptBooking, records: SealedRecords): Promise<number> {
  const waiting = await Promise.all(
    WAITING.map((state) => records.list<Booking>({ collection: BOOKINGS, group, state, limit: MOST_BOOKINGS })),
  );
  return waiting.flat().filter(({ value }) => value.angkaAntrean <= angkaAntrean).length;
}

export interface Counts {
  readonly totalAntrean: number;
  readonly sisaAntrean: number;
  readonly antreanPanggil: string;
}

/** "Remaining" drops when the clinic is done with a patient (the BPJS notes, section 7.2). */
export async function countsOf(session: string, records: SealedRecords): Promise<Counts> {
  const inState = (state: Keadaan) => records.count({ collection: BOOKINGS, group: session, state });
  const [[booked = 0, arrived = 0, served = 0], done, antreanPanggil] = await Promise.all([
    Promise.all(WAITING.map(inState)),
    inState('selesai'),
    calledNumber(session, records),
  ]);
  const sisaAntrean = booked + arrived + served;
  return { totalAntrean: sisaAntrean + done, sisaAntrean, antreanPanggil };
}

export async function quotaOf({ id, value }: PublishedSession, records: SealedRecords) {
  const [usedJkn, usedNonJkn] = await Promise.all([
    usedPlaces(placesOf(id, 'jkn'), records),
    usedPlaces(placesOf(id, 'non-jkn'), records),
  ]);
  return {
    jkn: value.kuotaJkn,
    sisaJkn: Math.max(0, value.kuotaJkn - usedJkn),
    nonJkn: value.kuotaNonJkn,
    sisaNonJkn: Math.max(0, value.kuotaNonJkn - usedNonJkn),
  };
}

async function calledNumber(session: string, records: SealedRecords): Promise<string> {
  return (await records.get<Called>(CALLED, session))?.value.nomorAntrean ?? '';
}
