import type { ServiceContext } from '../service.ts';
import { type KeptBooking, sessionOfBooking, type Task } from './booking.ts';

/** The number that was called last, by session. */
export const CALLED = 'antrean-panggil';
export interface Called {
  readonly nomorAntrean: string;
}

/** The clinic starts: BPJS shows the patient as called (the BPJS notes, section 7.2). */
export async function called(
  { owner, value }: KeptBooking,
  { pada }: Task,
  { records }: ServiceContext,
): Promise<void> {
  const id = sessionOfBooking(owner, value);
  const { nomorAntrean } = value;
  await records.put<Called>([
    {
      collection: CALLED,
      id,
      owner,
      state: '',
      group: '',
      createdAt: pada,
      updatedAt: pada,
      watchAt: null,
      value: { nomorAntrean },
    },
  ]);
}
