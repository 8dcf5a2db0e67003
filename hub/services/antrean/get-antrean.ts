import type { Antrean, RingkasPesan, TugasAntrean } from '../../../openapi/generated/types.ts';
import { metaOf } from '../../exchange/snapshot.ts';
import { KEADAAN_PESAN } from '../message-states.ts';
import { days, minutes, read, seconds } from '../read.ts';
import { action, type OpenedMessage } from '../service.ts';
import { aboutBooking } from './booking.ts';
import { BOOK, liveMessages, ownBooking, sentTasks } from './own-booking.ts';

interface ByCode {
  readonly kodeBooking: string;
}

/** Tasks as BPJS has them; no operation of its own. */
export const tugasAntrean = read<ByCode, readonly TugasAntrean[]>('tugasAntrean', {
  connector: 'bpjs',
  operation: 'antrean-tugas',
  identity: ({ kodeBooking }) => kodeBooking,
  asking: ({ kodeBooking }) => ({ kodeBooking }),
  fresh: minutes(1), // tasks come minutes apart
  stale: days(7),
  deadline: seconds(4),
});

export const getAntrean = action<ByCode>({
  name: 'getAntrean',
  connector: 'bpjs',
  reads: [tugasAntrean],
  subject: ({ kodeBooking }) => kodeBooking,
  async run({ kodeBooking }, context) {
    const booking = await ownBooking(kodeBooking, context);
    const [messages, upstream] = await Promise.all([
      context.messagesAbout(aboutBooking(kodeBooking)),
      context.read(tugasAntrean, { kodeBooking }),
    ]);
    const answered = upstream.kind === 'answer' ? upstream : undefined;
    const [booked] = liveMessages(messages, BOOK).toReversed();
    const { value, state, createdAt, updatedAt } = booking;
    const data: Antrean = {
      kodeBooking,
      asal: value.asal,
      keadaan: state as Antrean['keadaan'],
      tanggalPeriksa: value.tanggalPeriksa,
      kodePoli: value.kodePoli,
      namaPoli: value.namaPoli,
      kodeDokter: value.kodeDokter,
      namaDokter: value.namaDokter,
      jamPraktek: value.jamPraktek,
      nomorAntrean: value.nomorAntrean,
      angkaAntrean: value.angkaAntrean,
      estimasiDilayani: value.estimasiDilayani,
      nomorKartu: value.nomorKartu,
      nik: value.nik,
      telepon: value.telepon,
      nomorRekamMedis: value.nomorRekamMedis,
      tahap: sentTasks(messages).map(({ tahap, waktu, message }) => ({ tahap, waktu, pesan: summaryOf(message) })),
      pesan: booked ? summaryOf(booked) : null,
      dibuatPada: new Date(createdAt).toISOString(),
      diperbaruiPada: new Date(updatedAt).toISOString(),
      hulu: answered ? { tahap: answered.snapshot.value as TugasAntrean[] } : null,
    };
    const body = answered ? { data, meta: metaOf(answered.snapshot, answered.keadaan) } : { data };
    return { kind: 'json', status: 200, body, headers: { 'Cache-Control': 'private, no-store' } };
  },
});

function summaryOf({ id, state }: OpenedMessage): RingkasPesan {
  return { id, keadaan: KEADAAN_PESAN[state] };
}
