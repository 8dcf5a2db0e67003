import type { NomorTahap, PermintaanTahap } from '../../../openapi/generated/types.ts';
import { Refusal } from '../refusal.ts';
import type { OpenedMessage, ServiceContext } from '../service.ts';
import { BOOKINGS, type Booking, type KeptBooking, type Task } from './booking.ts';

/** Names of the services whose messages are about a booking. */
export const BOOK = 'pesanAntrean';
export const TASK = 'tahapAntrean';
export const CANCEL = 'batalAntrean';

/** Throws a Refusal where there is none, or it is another application's: nobody learns which. */
export async function ownBooking(code: string, { records, application }: ServiceContext): Promise<KeptBooking> {
  const booking = await records.get<Booking>(BOOKINGS, code);
  if (booking && booking.owner === application.id) return booking;
  throw new Refusal('tidak-ditemukan', 'Tidak ada antrean dengan kode booking ini milik aplikasi Anda.');
}

/** Messages of a service that were not cancelled, oldest first. */
export function liveMessages(messages: readonly OpenedMessage[], service: string): readonly OpenedMessage[] {
  return messages
    .filter((message) => message.service === service && message.state !== 'cancelled')
    .sort((one, other) => one.sequence - other.sequence);
}

export interface SentTask extends Task {
  readonly message: OpenedMessage;
}

export function taskOf(message: OpenedMessage): SentTask {
  const { tahap, waktu, jenisResep } = message.asked as {
    readonly tahap: NomorTahap;
    readonly waktu: string;
    readonly jenisResep?: PermintaanTahap['jenisResep'];
  };
  return { tahap, waktu, ...(jenisResep ? { jenisResep } : {}), pada: message.acceptedAt, message };
}

export function sentTasks(messages: readonly OpenedMessage[]): readonly SentTask[] {
  return liveMessages(messages, TASK).map(taskOf);
}

/** Over which connection: the one it was booked over, where the application may still use it. */
export function instanceFor({ value }: KeptBooking, { instances }: ServiceContext): string {
  return instances.includes(value.instansi) ? value.instansi : (instances[0] ?? value.instansi);
}
