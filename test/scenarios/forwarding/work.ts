import type { PermintaanAntrean, PermintaanLaporan, Pesan } from '../../../openapi/generated/types.ts';
import type { City } from './city.ts';

/** What the hub said it accepted: the only thing it is held to. */
export interface AcceptedWork {
  /** Bodies of reports, each its own. */
  readonly reports: string[];
  /** Booking codes, with the tasks that were accepted after them. */
  readonly bookings: Map<string, number[]>;
  /** Messages that came out of all of it. */
  readonly messages: Set<string>;
}

const TASK_LISTS = [
  [3, 4, 5, 6],
  [3, 4, 5, 6, 7],
  [1, 2, 3, 4, 5, 6],
  [1, 2, 3, 4, 5, 6, 7],
  [1, 2, 3, 99],
  [1, 2, 3, 4, 5],
];

export const A_DAY = '2026-11-20';
const MORNING = Date.parse(`${A_DAY}T08:00:00+07:00`);

export function report(number: number): PermintaanLaporan {
  return {
    judul: `Lampu jalan padam nomor ${number}`,
    isi: `Laporan uji nomor ${number}: lampu jalan di depan pasar padam sejak kemarin malam.`,
    anonim: true,
  };
}

export function booking(number: number): PermintaanAntrean & { readonly kodeBooking: string } {
  const angka = (number % 900) + 1;
  return {
    kodeBooking: `UJI${String(number).padStart(8, '0')}`,
    jenisPasien: 'non-jkn',
    nik: `9901010101${String(70 + Math.floor(number / 9999))}${String((number % 9999) + 1).padStart(4, '0')}`,
    telepon: '081200000001',
    kodePoli: 'INT',
    namaPoli: 'PENYAKIT DALAM',
    pasienBaru: false,
    nomorRekamMedis: String(number).padStart(6, '0'),
    tanggalPeriksa: A_DAY,
    kodeDokter: '12345',
    namaDokter: 'dr. SARI LESTARI, Sp.PD',
    jamPraktek: '08:00-12:00',
    jenisKunjungan: 'rujukan-fktp',
    nomorAntrean: `INT-${angka}`,
    angkaAntrean: angka,
    estimasiDilayani: new Date(MORNING + angka * 360_000).toISOString(),
    kuota: { jkn: 30, sisaJkn: 18, nonJkn: 10, sisaNonJkn: 9 },
  };
}

/** Hands over `count` reports and `count` bookings with their tasks from so many applications at once. */
export async function handOver(city: City, count: number, clients: number): Promise<AcceptedWork> {
  const accepted: AcceptedWork = { reports: [], bookings: new Map(), messages: new Set() };
  let next = 0;
  const client = async () => {
    for (let number = next++; number < count; number = next++) {
      await handOverReport(city, number, accepted);
      await handOverBooking(city, number, accepted);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return accepted;
}

async function handOverReport(city: City, number: number, accepted: AcceptedWork): Promise<void> {
  const body = report(number);
  const { status, body: answer } = await city.insist('POST', '/v1/laporan', body, `laporan-${number}`);
  if (status !== 202) throw new Error(`a report was answered ${status}: ${JSON.stringify(answer)}`);
  accepted.reports.push(body.isi);
  accepted.messages.add((answer.data as Pesan).id);
}

async function handOverBooking(city: City, number: number, accepted: AcceptedWork): Promise<void> {
  const tasks = TASK_LISTS[number % TASK_LISTS.length] ?? [];
  const body = { ...booking(number), pasienBaru: tasks[0] === 1 };
  const { kodeBooking } = body;
  const booked = await city.insist('POST', '/v1/jkn/antrean', body, `antrean-${number}`);
  if (booked.status !== 202) throw new Error(`a booking was answered ${booked.status}: ${JSON.stringify(booked.body)}`);
  const done: number[] = [];
  accepted.bookings.set(kodeBooking, done);
  accepted.messages.add((booked.body.data as Pesan).id);
  for (const [index, tahap] of tasks.entries()) {
    const waktu = new Date(MORNING + index * 300_000).toISOString();
    const jenisResep = tasks.includes(6) && tahap === 5 ? { jenisResep: 'racikan' } : {};
    const path = `/v1/jkn/antrean/${kodeBooking}/tahap`;
    const told = await city.insist('POST', path, { tahap, waktu, ...jenisResep }, `tahap-${number}-${tahap}`);
    if (told.status !== 202) throw new Error(`task ${tahap} was answered ${told.status}: ${JSON.stringify(told.body)}`);
    done.push(tahap);
    accepted.messages.add((told.body.data as Pesan).id);
  }
}
