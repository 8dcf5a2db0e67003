import { createAsking } from './ask.ts';
import { followFeed, MESSAGES } from './feed.ts';
import { createHandingOver, type HandOver, messageOf } from './handing-over.ts';
import { readOptions } from './options.ts';
import { createRecorder } from './recorder.ts';
import { runSteadily } from './steady.ts';

/** A patient the hospital knows: waits for the clinic, is called, and is done in it. */
const TASK_LISTS = [
  [3, 4],
  [3, 4, 5],
];

const options = readOptions(['base', 'key']);
const morning = Date.parse(`${options.date}T08:00:00+07:00`);
const recorder = createRecorder();
const asking = createAsking(options);
const handingOver = createHandingOver(asking, recorder);
const feed = followFeed(asking, recorder, MESSAGES);
let booked = 0;

await runSteadily(options, recorder, {
  send: () => handingOver.offer(handingOver.due() ?? newBooking()),
  sendOwed: handingOver.offerDue,
  finish: feed.stop,
});

function newBooking(): HandOver {
  booked += 1;
  const number = booked;
  const kodeBooking = `${options.run}-${String(number).padStart(6, '0')}`;
  const tasks = TASK_LISTS[number % TASK_LISTS.length] ?? [];
  return messageOf({
    ...{ reference: kodeBooking, path: '/v1/jkn/antrean', layanan: 'pesanAntrean', perihal: kodeBooking },
    body: bookingBody(number, kodeBooking),
    onAccepted: () => nextTask(kodeBooking, tasks, 0),
  });
}

/** A task comes into line when what is before it was accepted. */
function nextTask(kodeBooking: string, tasks: readonly number[], index: number): void {
  const tahap = tasks[index];
  if (tahap === undefined) return;
  const work = messageOf({
    reference: `${kodeBooking}/${tahap}`,
    path: `/v1/jkn/antrean/${kodeBooking}/tahap`,
    body: { tahap, waktu: new Date(morning + index * 300_000).toISOString() },
    layanan: 'tahapAntrean',
    perihal: kodeBooking,
    onAccepted: () => nextTask(kodeBooking, tasks, index + 1),
  });
  handingOver.plan(work);
}

function bookingBody(number: number, kodeBooking: string) {
  const angka = (number % 900) + 1;
  const serial = String((number % 9999) + 1).padStart(4, '0');
  return {
    kodeBooking,
    jenisPasien: 'non-jkn',
    nik: `9901010101${String(70 + (Math.floor(number / 9999) % 30))}${serial}`,
    telepon: '081200000001',
    kodePoli: 'INT',
    namaPoli: 'PENYAKIT DALAM',
    pasienBaru: false,
    nomorRekamMedis: String(number).padStart(6, '0'),
    tanggalPeriksa: options.date,
    kodeDokter: '12345',
    namaDokter: 'dr. SARI LESTARI, Sp.PD',
    jamPraktek: '08:00-12:00',
    jenisKunjungan: 'rujukan-fktp',
    nomorAntrean: `INT-${angka}`,
    angkaAntrean: angka,
    estimasiDilayani: new Date(morning + (angka % 40) * 360_000).toISOString(),
    kuota: { jkn: 30, sisaJkn: 18, nonJkn: 10, sisaNonJkn: 9 },
  };
}
