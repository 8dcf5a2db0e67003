import { randomBytes } from 'node:crypto';
import type { CallbackAnswer } from '../../../connectors/callback.ts';
import { inTurn } from '../../relay/in-turn.ts';
import { answering, type CallbackServiceContext, done, refused } from '../callback-service.ts';
import { announce, endCancelled, pendingOf } from './announcing.ts';
import { BOOKINGS, type Booking, bookingRecord, type KeptBooking, momentOf } from './booking.ts';
import { claimRecord, freePlace, holderOf, isClaimed, numberClaim, placesOf, visitClaim, visitLink } from './claims.ts';
import { closedBecause, findSession, type SessionQuestion } from './finding.ts';
import { type Patient, patientByCard, patientByNik } from './patients.ts';
import { countsOf, quotaOf } from './queue.ts';
import { hoursOf, numberCounter, type PublishedSession } from './sessions.ts';

export interface TakingQuestion extends SessionQuestion {
  readonly nomorKartu: string;
  readonly nik: string;
  readonly telepon: string;
}

export const ambilAntrean = answering<TakingQuestion>('mobile-jkn.ambil-antrean', takeNumber);

const TAKEN = 'Nomor antrean hanya dapat diambil 1 kali pada tanggal dan poli yang sama';
const FAILED = 'Antrean belum dapat dibuat, silakan coba beberapa saat lagi';
const UNKNOWN_PATIENT = 'Data pasien ini tidak ditemukan, silakan melakukan registrasi pasien baru';
/** Numbers that a desk gave away itself are passed over; a few more than any desk gives at once. */
const MOST_TRIES = 100;

export async function takeNumber(question: TakingQuestion, context: CallbackServiceContext): Promise<CallbackAnswer> {
  const found = await findSession(question, context);
  if (found.kind === 'none') return refused(found.why);
  const session = found.value;
  const closed = closedBecause(session.value, context.now);
  if (closed !== undefined) return refused(closed);
  const patient = await patientOf(question, session.owner, context);
  if (patient === 'unknown') return refused(UNKNOWN_PATIENT, 'pasien-baru');
  if (patient === 'other') return refused('NIK tidak sesuai dengan nomor kartu pada data rumah sakit');
  const taken = await inTurn(session.id, () => take(question, session, patient, context));
  if (taken.kind !== 'taken') return taken;
  const { booking } = taken;
  if (context.signal.aborted) return undo(booking, context);
  await announce(booking, context, context.now.getTime());
  const [kuota, counts] = await Promise.all([quotaOf(session, context.records), countsOf(session.id, context.records)]);
  const { nomorAntrean, angkaAntrean, nomorRekamMedis, namaPoli, namaDokter, estimasiDilayani } = booking.value;
  const { keterangan = '' } = session.value;
  const place = { sisaAntrean: counts.sisaAntrean, antreanPanggil: counts.antreanPanggil };
  return done({
    ...{ kodeBooking: booking.id, nomorAntrean, angkaAntrean, nomorRekamMedis, namaPoli, namaDokter },
    ...{ estimasiDilayani, kuota, keterangan },
    ...place,
  });
}

type Taken = { readonly kind: 'taken'; readonly booking: KeptBooking } | CallbackAnswer;

/** Number, place and booking come into being in one commit, or none of them does. */
async function take(
  question: TakingQuestion,
  session: PublishedSession,
  patient: Patient,
  context: CallbackServiceContext,
): Promise<Taken> {
  const { records, keyedHash, count, signal } = context;
  const { tanggal, kuotaJkn, awalan, namaPoli, namaDokter } = session.value;
  const visit = visitClaim(keyedHash, session.owner, question);
  const places = placesOf(session.id, 'jkn');
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (signal.aborted) break;
    if (await isClaimed(visit, records)) return refused(TAKEN);
    const place = await freePlace(places, kuotaJkn, records);
    if (place === undefined) return refused(`Kuota JKN poli ${namaPoli} ${namaDokter} tanggal ${tanggal} sudah penuh`);
    const angka = await count(numberCounter(session.id), tanggal, 1);
    if (await holderOf(numberClaim(session.id, `${awalan}-${angka}`), records)) continue;
    const value = bookingOf({ question, session, patient, angka, klaim: [place, visit], context });
    const booking = await create(value, session, places, context);
    if (booking) return { kind: 'taken', booking };
  }
  return { kind: 'unavailable', reason: FAILED };
}

interface Making {
  readonly question: TakingQuestion;
  readonly session: PublishedSession;
  readonly patient: Patient;
  readonly angka: number;
  readonly klaim: readonly string[];
  readonly context: CallbackServiceContext;
}

function bookingOf({ question, session, patient, angka, klaim, context }: Making): Booking {
  const { tanggal, kodePoli, namaPoli, kodeDokter, namaDokter, buka, awalan, menitPerPasien } = session.value;
  const { nomorKartu, nik, telepon } = question;
  return {
    ...{ tanggalPeriksa: tanggal, kodePoli, namaPoli, kodeDokter, namaDokter, nomorKartu, nik, telepon, klaim },
    asal: 'mobile-jkn',
    instansi: context.instance,
    jenisPasien: 'jkn',
    jamPraktek: hoursOf(session.value),
    nomorAntrean: `${awalan}-${angka}`,
    angkaAntrean: angka,
    estimasiDilayani: momentOf(tanggal, buka, (angka - 1) * menitPerPasien),
    nomorRekamMedis: patient.nomorRekamMedis,
    pasienBaru: patient.asal === 'mobile-jkn',
    permintaan: '',
    tahap: [],
    belumDikabarkan: [pendingOf('antrean.dipesan', context.now.getTime()).pending],
  };
}

/** `undefined`: somebody else has the place, the number or the day by now. */
async function create(
  value: Booking,
  { id: session, owner }: PublishedSession,
  places: string,
  { records, keyedHash, now }: CallbackServiceContext,
): Promise<KeptBooking | undefined> {
  const at = now.getTime();
  const code = newCode(value.tanggalPeriksa);
  const claimant = { code, owner, at };
  const [place = '', visit = ''] = value.klaim;
  const { watchAt } = pendingOf('antrean.dipesan', at);
  const booking = bookingRecord({ id: code, owner, value, at, watchAt });
  const link = visitLink(keyedHash, owner, value);
  const made = await records.create<unknown>(
    [
      booking,
      claimRecord(place, places, claimant),
      claimRecord(visit, '', claimant),
      claimRecord(numberClaim(session, value.nomorAntrean), '', claimant),
    ],
    link === undefined ? [] : [{ collection: BOOKINGS, id: code, link }],
  );
  return made ? { ...booking, sequence: 0, version: 1 } : undefined;
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = 10;

/**
 * `SPL`, the day, ten signs of chance; that it is new is made sure of when the record is created. The first of them is no
 * digit: with the day before it a row of digits would look like somebody's card.
 */
function newCode(day: string): string {
  const [first = 0, ...others] = randomBytes(10);
  const chance = others.map((byte) => LETTERS[byte & 31]).join('');
  return `SPL${day.replaceAll('-', '').slice(2)}${LETTERS[DIGITS + (first % (LETTERS.length - DIGITS))]}${chance}`;
}

/** A card with another NIK is a mistake that a person has to clear up, not a new patient. */
async function patientOf(
  { nik, nomorKartu }: TakingQuestion,
  owner: string,
  { records, keyedHash }: CallbackServiceContext,
): Promise<Patient | 'unknown' | 'other'> {
  const byNik = await patientByNik(owner, nik, records, keyedHash);
  if (byNik) return byNik.value;
  return (await patientByCard(owner, nomorKartu, records, keyedHash)) ? 'other' : 'unknown';
}

/** Nobody heard the number: whoever asks again gets one, instead of "only once a day". */
async function undo(booking: KeptBooking, { records, now }: CallbackServiceContext): Promise<CallbackAnswer> {
  const at = now.getTime();
  const undone = await records.change<Booking>(BOOKINGS, booking.id, at, ({ value }) => ({
    state: 'dibatalkan',
    value: { ...value, dibatalkanOleh: 'mobile-jkn', belumDikabarkan: [] },
  }));
  if (undone) await endCancelled(undone, records, at);
  return { kind: 'unavailable', reason: FAILED };
}
