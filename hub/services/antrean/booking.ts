import type { Antrean, NomorTahap, PermintaanTahap } from '../../../openapi/generated/types.ts';
import type { Keep, Kept } from '../../store/sealed-records.ts';

export const BOOKINGS = 'antrean';

export type Keadaan = Antrean['keadaan'];

/** One task that was accepted, by the hospital's own clock. */
export interface Task {
  readonly tahap: NomorTahap;
  readonly waktu: string;
  readonly jenisResep?: PermintaanTahap['jenisResep'];
  /** When the hub heard of it, in milliseconds. */
  readonly pada: number;
}

/** A booking as it is sealed. */
export interface Booking
  extends Pick<
    Antrean,
    | 'asal'
    | 'tanggalPeriksa'
    | 'kodePoli'
    | 'namaPoli'
    | 'kodeDokter'
    | 'namaDokter'
    | 'jamPraktek'
    | 'nomorAntrean'
    | 'angkaAntrean'
    | 'estimasiDilayani'
    | 'nomorKartu'
    | 'nik'
    | 'telepon'
    | 'nomorRekamMedis'
  > {
  /** The connection it was booked over: what follows goes the same way. */
  readonly instansi: string;
  readonly jenisPasien: 'jkn' | 'non-jkn';
  readonly pasienBaru: boolean;
  /** What it was made of, as a keyed hash: tells a repeat from another booking under the same code. */
  readonly permintaan: string;
  readonly tahap: readonly Task[];
  /** Its place in the quota and its patient's place of the day: given back when it is cancelled. */
  readonly klaim: readonly string[];
  /** Events that its owner has yet to be told. */
  readonly belumDikabarkan: readonly Pending[];
  readonly dibatalkanOleh?: Antrean['asal'];
  readonly farmasi?: { readonly angka: number; readonly jenisResep: 'racikan' | 'non-racikan' };
}
export interface Pending {
  readonly jenis: string;
  readonly pada: number;
}
export type KeptBooking = Kept<Booking>;

export interface NewBooking {
  readonly id: string;
  readonly owner: string;
  readonly value: Booking;
  readonly at: number;
  readonly watchAt: number | null;
}

export function bookingRecord({ id, owner, value, at, watchAt }: NewBooking): Keep<Booking> {
  return {
    collection: BOOKINGS,
    id,
    owner,
    state: 'dipesan' satisfies Keadaan,
    group: sessionOfBooking(owner, value),
    createdAt: at,
    updatedAt: at,
    watchAt,
    value,
  };
}

export function aboutBooking(code: string): string {
  return `antrean ${code}`;
}

/** One session of one doctor; what is counted, is counted by it. */
export function sessionKey(
  owner: string,
  { tanggal, kodePoli, kodeDokter, buka }: { tanggal: string; kodePoli: string; kodeDokter: string; buka: string },
): string {
  return `${owner} ${tanggal} ${kodePoli} ${kodeDokter} ${buka}`;
}

export function sessionOfBooking(
  owner: string,
  {
    tanggalPeriksa,
    kodePoli,
    kodeDokter,
    jamPraktek,
  }: Pick<Booking, 'tanggalPeriksa' | 'kodePoli' | 'kodeDokter' | 'jamPraktek'>,
): string {
  return sessionKey(owner, { tanggal: tanggalPeriksa, kodePoli, kodeDokter, buka: jamPraktek.slice(0, 5) });
}

/** What a booking has come to by its last task (the BPJS notes, section 7.2). */
export function stateAfter(tasks: readonly Task[], before: Keadaan): Keadaan {
  const last = tasks.at(-1)?.tahap;
  if (last === undefined) return before === 'check-in' ? before : 'dipesan';
  if (last === 99) return 'dibatalkan';
  if (last >= 5) return 'selesai';
  return last === 4 ? 'dilayani' : 'check-in';
}

export function isServed(state: string): boolean {
  return state === 'dilayani' || state === 'selesai';
}

/** `2026-11-20`, `08:00` and minutes after it, in Waktu Indonesia Barat. */
export function momentOf(day: string, clock: string, minutesLater = 0): string {
  const ms = Date.parse(`${day}T00:00:00+07:00`) + minutesOf(clock) * 60_000 + minutesLater * 60_000;
  return `${new Date(ms + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
