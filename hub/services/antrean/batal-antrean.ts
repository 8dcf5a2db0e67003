import { Refusal } from '../refusal.ts';
import { submit } from '../service.ts';
import { endCancelled, lookAfter } from './announcing.ts';
import { aboutBooking, BOOKINGS, type Booking, isServed, stateAfter } from './booking.ts';
import { CANCEL, instanceFor, liveMessages, ownBooking, sentTasks } from './own-booking.ts';

interface CancelParams {
  readonly kodeBooking: string;
  readonly keterangan: string;
}

export const batalAntrean = submit<CancelParams>({
  name: CANCEL,
  connector: 'bpjs',
  forward: {
    kind: 'forward',
    name: CANCEL,
    connector: 'bpjs',
    operation: 'antrean-batal',
    operations: ['antrean-batal'],
    whenUnknown: 'resend', // BPJS says that it is cancelled already
  },
  paramsOf: (kodeBooking) => ({ kodeBooking }),
  async plan({ kodeBooking, keterangan }, context) {
    const about = aboutBooking(kodeBooking);
    const booking = await ownBooking(kodeBooking, context);
    const messages = await context.messagesAbout(about);
    const tasks = sentTasks(messages);
    const isSent = liveMessages(messages, CANCEL).length > 0;
    const at = context.now.getTime();
    await context.records.change<Booking>(BOOKINGS, kodeBooking, at, (record) => {
      const state = tasks.length > 0 ? stateAfter(tasks, 'dipesan') : record.state;
      if (isServed(state))
        throw new Refusal('bentrok', 'Pasien antrean ini sudah dilayani, jadi tidak dapat dibatalkan.');
      // cancelled by this very request, in a process that was killed before there was a message: it goes on from there
      const goesOn = record.state === 'dibatalkan' && record.value.dibatalkanOleh === 'aplikasi' && !isSent;
      if (goesOn) return undefined;
      if (record.state === 'dibatalkan' || isSent) throw new Refusal('bentrok', 'Antrean ini sudah dibatalkan.');
      return { state: 'dibatalkan', watchAt: lookAfter(at), value: { ...record.value, dibatalkanOleh: 'aplikasi' } };
    });
    await endCancelled(booking, context.records, at);
    return {
      submissions: [
        { instance: instanceFor(booking, context), asked: { kodeBooking, keterangan }, orderedBy: about, about },
      ],
    };
  },
});
