import type { CallbackAnswer } from '../../../connectors/callback.ts';
import { jakartaDate } from '../../mapping/jakarta.ts';
import { answering, type CallbackServiceContext, done, refused } from '../callback-service.ts';
import { announce, endCancelled, pendingOf } from './announcing.ts';
import { BOOKINGS, type Booking, isServed, type KeptBooking } from './booking.ts';
import { findBooking } from './finding.ts';

export const batalLewatMobileJkn = answering<{ readonly kodeBooking: string }>(
  'mobile-jkn.batal-antrean',
  async ({ kodeBooking }, context) => {
    const found = await findBooking(kodeBooking, context);
    return found.kind === 'none' ? refused(found.why) : cancelBooking(found.value, context);
  },
);

export async function cancelBooking({ id }: KeptBooking, context: CallbackServiceContext): Promise<CallbackAnswer> {
  const at = context.now.getTime();
  const { pending, watchAt } = pendingOf('antrean.dibatalkan', at);
  let why: string | undefined;
  const booking = await context.records.change<Booking>(BOOKINGS, id, at, ({ state, value }) => {
    why = unfitBecause(state);
    if (why !== undefined) return undefined;
    const belumDikabarkan = [...value.belumDikabarkan, pending];
    return { state: 'dibatalkan', watchAt, value: { ...value, dibatalkanOleh: 'mobile-jkn', belumDikabarkan } };
  });
  if (why !== undefined || !booking) return refused(why ?? 'Antrean tidak ditemukan');
  await endCancelled(booking, context.records, at);
  await announce(booking, context, at);
  return done();
}

/** Said once and said again, it is the same arrival. */
export const checkIn = answering<{ readonly kodeBooking: string; readonly waktu: string }>(
  'mobile-jkn.check-in',
  async ({ kodeBooking, waktu }, context) => {
    const found = await findBooking(kodeBooking, context);
    if (found.kind === 'none') return refused(found.why);
    const { tanggalPeriksa } = found.value.value;
    if (jakartaDate(new Date(waktu)) !== tanggalPeriksa)
      return refused(`Check in hanya dapat dilakukan pada tanggal periksa, ${tanggalPeriksa}`);
    return arrive(found.value, context);
  },
);

async function arrive({ id }: KeptBooking, context: CallbackServiceContext): Promise<CallbackAnswer> {
  const at = context.now.getTime();
  const { pending, watchAt } = pendingOf('antrean.check-in', at);
  let why: string | undefined;
  const booking = await context.records.change<Booking>(BOOKINGS, id, at, ({ state, value }) => {
    why = unfitBecause(state);
    if (why !== undefined || state === 'check-in') return undefined;
    return { state: 'check-in', watchAt, value: { ...value, belumDikabarkan: [...value.belumDikabarkan, pending] } };
  });
  if (why !== undefined || !booking) return refused(why ?? 'Antrean tidak ditemukan');
  await announce(booking, context, at);
  return done();
}

function unfitBecause(state: string): string | undefined {
  if (state === 'dibatalkan') return 'Antrean sudah dibatalkan';
  return isServed(state) ? 'Pasien sudah dilayani' : undefined;
}
