import type { Job, JobContext } from '../job.ts';
import { aboutBooking, BOOKINGS, type Booking, type KeptBooking, type Pending } from './booking.ts';
import { giveBack } from './claims.ts';
import { PATIENTS, type Patient } from './patients.ts';

type Telling = Pick<JobContext, 'records' | 'tell' | 'trouble'>;

/** When somebody looks whether a change was seen to its end: longer than that takes, where nobody is killed in between. */
const LOOK_AFTER_MS = 20_000;
const MOST_AT_ONCE = 200;

/** What a change leaves with its record, in the same commit: a kill before the event is told does not lose it. */
export function pendingOf(jenis: string, at: number): { readonly pending: Pending; readonly watchAt: number } {
  return { pending: { jenis, pada: at }, watchAt: lookAfter(at) };
}

export function lookAfter(at: number): number {
  return at + LOOK_AFTER_MS;
}

/** What follows a cancellation: places are given back, and nobody needs to look at it again. Repeatable. */
export async function endCancelled(booking: KeptBooking, records: JobContext['records'], at: number): Promise<void> {
  await giveBack(booking, records);
  await records.change<Booking>(BOOKINGS, booking.id, at, ({ value }) =>
    value.belumDikabarkan.length > 0 ? undefined : { watchAt: null },
  );
}

/** Tells the owner what happened to a booking. Never rejects: what could not be told stays with the record. */
export async function announce(booking: KeptBooking, { records, tell, trouble }: Telling, at: number): Promise<void> {
  const { id, owner, state, value } = booking;
  const { belumDikabarkan, tanggalPeriksa } = value;
  if (belumDikabarkan.length === 0) return;
  try {
    await tell(
      belumDikabarkan.map(({ jenis, pada }) => ({
        kind: jenis,
        application: owner,
        about: aboutBooking(id),
        at: pada,
        data: { kodeBooking: id, keadaan: state, tanggalPeriksa },
      })),
    );
    const told = new Set(belumDikabarkan.map(nameOf));
    await records.change<Booking>(BOOKINGS, id, at, (record) => {
      const left = record.value.belumDikabarkan.filter((one) => !told.has(nameOf(one)));
      return { value: { ...record.value, belumDikabarkan: left }, watchAt: left.length > 0 ? record.watchAt : null };
    });
  } catch (error) {
    trouble('an event of a booking could not be told; it is tried again', error);
  }
}

function nameOf({ jenis, pada }: Pending): string {
  return `${jenis} ${pada}`;
}

/** The same for a new patient: about the patient's record, whose id says nothing of who it is. */
export async function announcePatient(id: string, owner: string, context: Telling, at: number): Promise<void> {
  try {
    await context.tell([{ kind: 'pasien.baru', application: owner, about: `pasien ${id}`, at, data: { pasien: id } }]);
    await context.records.change<Patient>(PATIENTS, id, at, () => ({ watchAt: null }));
  } catch (error) {
    context.trouble('an event of a new patient could not be told; it is tried again', error);
  }
}

/** Tells what a killed process did not get to tell. */
export const announcePending: Job = {
  name: 'kabar-antrean',
  everyMs: 15_000,
  async run(context) {
    const at = context.now.getTime();
    for (const booking of await context.records.watched<Booking>(BOOKINGS, at, MOST_AT_ONCE)) {
      await announce(booking, context, at);
      if (booking.state === 'dibatalkan') await endCancelled(booking, context.records, at);
    }
    for (const { id, owner, createdAt } of await context.records.watched<Patient>(PATIENTS, at, MOST_AT_ONCE))
      await announcePatient(id, owner, context, createdAt);
  },
};
