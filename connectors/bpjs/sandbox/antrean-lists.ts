import { written } from './antrean-writes.ts';
import type { Body } from './body.ts';
import { type Booking, statusOf, type Task, taskOf } from './booking.ts';
import { hospitalOf } from './facilities.ts';
import { type Finding, found, nothingThere, refused } from './finding.ts';
import { jakartaMoment } from './jakarta.ts';
import { get, isDate, post, type Question, type Route } from './routes.ts';
import { taskNames } from './task-rules.ts';

/** What BPJS tells of the bookings it holds (section 7.3). */
export const antreanLists: readonly Route[] = [
  post('antrean/getlisttask', (question) => written(question, listTasks)),
  get('antrean/pendaftaran/tanggal/{tanggal}', ofDay),
  get('antrean/pendaftaran/kodebooking/{kode}', ofCode),
  get('antrean/pendaftaran/aktif', (question) => registrations(question, question.bookings.waiting(placeOf(question)))),
  get('antrean/pendaftaran/kodepoli/{poli}/kodedokter/{dokter}/hari/{hari}/jampraktek/{jam}', ofSession),
  get('dashboard/waktutunggu/tanggal/{tanggal}/waktu/{sumber}', (question) => dashboard(question, dayOf(question))),
  get('dashboard/waktutunggu/bulan/{bulan}/tahun/{tahun}/waktu/{sumber}', (question) =>
    dashboard(question, monthOf(question)),
  ),
];

function listTasks(question: Question, body: Body): Finding {
  const booking = question.bookings.find(placeOf(question), body.text('kodebooking'));
  if (!booking || booking.tasks.length === 0) return nothingThere;
  return list(
    question,
    booking.tasks.map((task) => taskRow(booking, task)),
  );
}

function taskRow({ of }: Booking, { taskid, waktu, receivedAt }: Task): object {
  return {
    wakturs: jakartaMoment(waktu),
    waktu: jakartaMoment(receivedAt),
    taskname: taskNames[taskid],
    taskid,
    kodebooking: of.kodebooking,
  };
}

function ofDay(question: Question): Finding {
  const tanggal = question.named('tanggal');
  if (!isDate(tanggal)) return refused('Format tanggal salah, gunakan yyyy-MM-dd');
  return registrations(question, question.bookings.onDay(placeOf(question), tanggal));
}

function ofCode(question: Question): Finding {
  const booking = question.bookings.find(placeOf(question), question.named('kode'));
  return registrations(question, booking ? [booking] : []);
}

function ofSession(question: Question): Finding {
  const [poli, dokter, hari, jam] = ['poli', 'dokter', 'hari', 'jam'].map(question.named);
  const isOfSession = ({ of }: Booking) =>
    of.kodepoli === poli &&
    String(of.kodedokter) === dokter &&
    String(weekdayOf(of.tanggalperiksa)) === hari &&
    of.jampraktek === jam;
  return registrations(question, question.bookings.waiting(placeOf(question)).filter(isOfSession));
}

function registrations(question: Question, bookings: readonly Booking[]): Finding {
  return bookings.length > 0 ? list(question, bookings.map(registrationRow)) : nothingThere;
}

function registrationRow(booking: Booking): object {
  const { of, createdAt } = booking;
  return {
    kodebooking: of.kodebooking,
    tanggal: of.tanggalperiksa,
    kodepoli: of.kodepoli,
    kodedokter: of.kodedokter,
    jampraktek: of.jampraktek,
    nik: of.nik,
    nokapst: of.nomorkartu,
    nohp: of.nohp,
    norekammedis: of.norm,
    jeniskunjungan: of.jeniskunjungan,
    nomorreferensi: of.nomorreferensi,
    sumberdata: 'Bridging Antrean', // what is not from Mobile JKN is unverified
    ispeserta: of.jkn ? 1 : 0,
    noantrean: of.nomorantrean,
    estimasidilayani: of.estimasidilayani,
    createdtime: createdAt,
    status: statusOf(booking),
  };
}

function dayOf(question: Question): readonly Booking[] {
  return question.bookings.onDay(placeOf(question), question.named('tanggal'));
}

function monthOf(question: Question): readonly Booking[] {
  const month = `${question.named('tahun')}-${question.named('bulan')}`;
  const days = Array.from({ length: 31 }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
  return days.flatMap((day) => question.bookings.onDay(placeOf(question), day));
}

const dashboardTasks = [1, 2, 3, 4, 5, 6];

/** Seconds from each task to the next, by day and clinic; not sealed (section 3). */
function dashboard(question: Question, bookings: readonly Booking[]): Finding {
  const sumber = question.named('sumber').toLowerCase();
  if (sumber !== 'rs' && sumber !== 'server') return refused('Waktu tidak sesuai, gunakan rs atau server');
  const groups = Map.groupBy(bookings, ({ of }) => `${of.tanggalperiksa} ${of.kodepoli}`);
  if (groups.size === 0) return nothingThere;
  const rows = [...groups.values()].map((group) =>
    dashboardRow(question, group, sumber === 'rs' ? 'waktu' : 'receivedAt'),
  );
  return { ...found({ list: rows }, 200, 'Ok'), plain: true };
}

function dashboardRow({ facility, now }: Question, group: readonly Booking[], clock: 'waktu' | 'receivedAt'): object {
  const of = group[0]?.of;
  const waits = dashboardTasks.map((taskid) => group.flatMap((booking) => secondsAfter(booking, taskid, clock)));
  const totals = waits.map((seconds) => seconds.reduce((sum, one) => sum + one, 0));
  const { kode, nama } = hospitalOf(facility);
  return {
    kdppk: kode,
    nmppk: nama,
    kodepoli: of?.kodepoli,
    namapoli: of?.namapoli,
    tanggal: of?.tanggalperiksa,
    jumlah_antrean: group.length,
    ...Object.fromEntries(totals.map((total, index) => [`waktu_task${index + 1}`, total])),
    ...Object.fromEntries(
      totals.map((total, index) => [`avg_waktu_task${index + 1}`, total / Math.max(1, waits[index]?.length ?? 0)]),
    ),
    insertdate: now,
  };
}

function secondsAfter(booking: Booking, taskid: number, clock: 'waktu' | 'receivedAt'): readonly number[] {
  const [from, to] = [taskOf(booking, taskid), taskOf(booking, taskid + 1)];
  return from && to ? [(to[clock] - from[clock]) / 1000] : [];
}

function weekdayOf(tanggal: string): number {
  return new Date(`${tanggal}T00:00:00Z`).getUTCDay() || 7;
}

function placeOf({ facility }: Question): number {
  return facility.place;
}

function list({ wrapsLists }: Question, rows: readonly object[]): Finding {
  return found(wrapsLists ? { list: rows } : rows, 200, 'Ok');
}
