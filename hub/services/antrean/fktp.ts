import { answering, type CallbackServiceContext, done, refused } from '../callback-service.ts';
import { cancelBooking } from './arriving.ts';
import { BOOKINGS, type Booking, type KeptBooking } from './booking.ts';
import { visitLink } from './claims.ts';
import { endedBecause, type Found, none, sessionsOfClinic } from './finding.ts';
import { registerPatient } from './new-patient.ts';
import type { Particulars } from './patients.ts';
import { type Counts, countsOf, placeInQueue } from './queue.ts';
import { sessionsOn } from './sessions.ts';
import { type TakingQuestion, takeNumber } from './taking.ts';

/** A puskesmas: card, clinic and day are the key, there is no booking code (the BPJS notes, section 8.1). */
interface Visit {
  readonly nomorKartu: string;
  readonly kodePoli: string;
  readonly tanggalPeriksa: string;
}

const statusAntrean = answering<Omit<Visit, 'nomorKartu'>>(
  'mobile-jkn-fktp.status-antrean',
  async ({ kodePoli, tanggalPeriksa }, context) => {
    const found = await sessionsOfClinic(kodePoli, tanggalPeriksa, context);
    if (found.kind === 'none') return refused(found.why);
    const counts = await Promise.all(found.value.map(({ id }) => countsOf(id, context.records)));
    const { namaPoli = '', keterangan = '' } = found.value[0]?.value ?? {};
    return done({ namaPoli, ...counts.reduce(together), keterangan });
  },
);

/** Of several doctors the last who called. */
function together(one: Counts, other: Counts): Counts {
  return {
    totalAntrean: one.totalAntrean + other.totalAntrean,
    sisaAntrean: one.sisaAntrean + other.sisaAntrean,
    antreanPanggil: other.antreanPanggil || one.antreanPanggil,
  };
}

const sisaAntrean = answering<Visit>('mobile-jkn-fktp.sisa-antrean', async (visit, context) => {
  const found = await findVisit(visit, context);
  if (found.kind === 'none') return refused(found.why);
  const ended = endedBecause(found.value.state === 'dilayani' ? 'dipesan' : found.value.state);
  return ended === undefined ? done(await placeInQueue(found.value, context.records)) : refused(ended);
});

const batalAntrean = answering<Visit>('mobile-jkn-fktp.batal-antrean', async (visit, context) => {
  const found = await findVisit(visit, context);
  return found.kind === 'none' ? refused(found.why) : cancelBooking(found.value, context);
});

/** The newest booking of that card: of one that was cancelled and one made after it, the latter is meant. */
async function findVisit(visit: Visit, context: CallbackServiceContext): Promise<Found<KeptBooking>> {
  const { records, keyedHash, owner } = context;
  const sessions = owner === undefined ? await sessionsOn(visit.tanggalPeriksa, records, visit) : [{ owner }];
  for (const one of new Set(sessions.map((session) => session.owner))) {
    const link = visitLink(keyedHash, one, visit);
    const booking = link === undefined ? undefined : await records.find<Booking>(BOOKINGS, link);
    if (booking) return { kind: 'found', value: booking };
  }
  return none('Antrean tidak ditemukan');
}

export const fktpAnswers = [
  statusAntrean,
  sisaAntrean,
  answering<TakingQuestion>('mobile-jkn-fktp.ambil-antrean', takeNumber),
  batalAntrean,
  answering<Particulars>('mobile-jkn-fktp.pasien-baru', registerPatient),
];
