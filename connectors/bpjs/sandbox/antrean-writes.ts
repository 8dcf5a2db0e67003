import { type Body, Objection, readBody } from './body.ts';
import type { Booking, Task } from './booking.ts';
import { doctorsOf } from './clinics.ts';
import { type Finding, nothingThere, said } from './finding.ts';
import { milliseconds, newBooking } from './new-booking.ts';
import { post, type Question, type Route } from './routes.ts';
import { taskRefusal } from './task-rules.ts';

/** What a hospital reports of its queue (sections 7.1 to 7.4). Answers are a code and a sentence alone. */
export const antreanWrites: readonly Route[] = [
  post('antrean/add', (question) => written(question, add)),
  post('antrean/updatewaktu', (question) => written(question, updateTime)),
  post('antrean/batal', (question) => written(question, cancel)),
  post('antrean/farmasi/add', (question) => written(question, addPharmacy)),
  post('jadwaldokter/updatejadwaldokter', (question) => written(question, changeSchedule)),
];

const done = said(200, 'Ok');

/** Reads the body and turns an objection to it into the sentence of a 201. */
export function written(question: Question, write: (question: Question, body: Body) => Finding): Finding {
  try {
    return write(question, readBody(question.body));
  } catch (error) {
    if (error instanceof Objection) return said(201, error.message);
    throw error;
  }
}

function add({ bookings, facility, register, settings, now }: Question, body: Body): Finding {
  const { place } = facility;
  const kodebooking = body.text('kodebooking');
  bookings.count(place, kodebooking, 'add');
  if (bookings.find(place, kodebooking)) {
    bookings.countRefusal('duplicate');
    return said(208, 'Terdapat duplikasi Kode Booking');
  }
  bookings.add(place, newBooking(body, { register, place, settings }), now);
  return done;
}

const recipes = ['Tidak ada', 'Racikan', 'Non racikan'] as const;

function updateTime({ bookings, facility, settings, now }: Question, body: Body): Finding {
  const kodebooking = body.text('kodebooking');
  const taskid = body.choice('taskid', [1, 2, 3, 4, 5, 6, 7, 99]);
  bookings.count(facility.place, kodebooking, 'updatewaktu', taskid);
  const task: Task = { taskid, waktu: milliseconds(body, 'waktu'), receivedAt: now };
  const recipe = body.optionalText('jenisresep') === '' ? undefined : body.choice('jenisresep', recipes);
  const booking = bookings.find(facility.place, kodebooking);
  if (!booking) return nothingThere;
  const hasPharmacy = booking.hasPharmacy || (recipe !== undefined && recipe !== 'Tidak ada');
  const refusal = taskRefusal(booking, task, hasPharmacy || settings.pharmacyQueues === 'always');
  if (refusal) {
    bookings.countRefusal(refusal.because);
    return refusal.finding;
  }
  booking.hasPharmacy = hasPharmacy;
  bookings.addTask(booking, task);
  return done;
}

function cancel({ bookings, facility, settings }: Question, body: Body): Finding {
  const kodebooking = body.text('kodebooking');
  bookings.count(facility.place, kodebooking, 'batal');
  body.text('keterangan');
  const booking = bookings.find(facility.place, kodebooking);
  if (!booking) return nothingThere;
  if (booking.cancelled && settings.repeatedCancel === 'duplicate') {
    bookings.countRefusal('duplicate');
    return said(208, `Kode Booking ${kodebooking} sudah dibatalkan`);
  }
  const closed = closedForCancel(booking);
  if (closed !== undefined) {
    bookings.countRefusal('closed');
    return said(201, `TaskId terakhir ${closed}`);
  }
  bookings.cancel(booking);
  return done;
}

/** Cancelled, did not come, or served. */
function closedForCancel({ cancelled, tasks }: Booking): number | undefined {
  if (cancelled) return 99;
  return tasks.map(({ taskid }) => taskid).find((taskid) => taskid >= 5);
}

function addPharmacy({ bookings, facility }: Question, body: Body): Finding {
  const kodebooking = body.text('kodebooking');
  bookings.count(facility.place, kodebooking, 'farmasi');
  body.choice('jenisresep', ['racikan', 'non racikan']);
  body.whole('nomorantrean');
  body.optionalText('keterangan');
  const booking = bookings.find(facility.place, kodebooking);
  if (!booking) return nothingThere;
  if (booking.hasPharmacyQueue) {
    bookings.countRefusal('duplicate');
    return said(208, 'Terdapat duplikasi Kode Booking');
  }
  booking.hasPharmacyQueue = true;
  booking.hasPharmacy = true;
  return done;
}

/** `POST /jadwaldokter/updatejadwaldokter`: days are text there. */
function changeSchedule({ facility, scheduleChanges, today }: Question, body: Body): Finding {
  const poli = body.text('kodepoli').toUpperCase();
  body.text('kodesubspesialis');
  const kodedokter = body.whole('kodedokter');
  if (!doctorsOf(facility).some((doctor) => doctor.kode === kodedokter && doctor.poli === poli))
    return said(201, 'Dokter tidak ditemukan');
  const hours = body.list('jadwal').map((row) => {
    const hari = Number(row.choice('hari', ['1', '2', '3', '4', '5', '6', '7', '8']));
    const [buka, tutup] = [row.text('buka'), row.text('tutup')];
    if (![buka, tutup].every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) || buka >= tutup)
      throw new Objection('Format jadwal tidak sesuai, gunakan HH:mm');
    return { hari, jadwal: `${buka} - ${tutup}` };
  });
  scheduleChanges.ask(facility.place, kodedokter, today, hours);
  return done;
}
