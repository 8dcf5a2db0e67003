/** What `POST /antrean/add` brings, read and checked (section 7.1). */
export interface NewBooking {
  readonly kodebooking: string;
  readonly jkn: boolean;
  readonly nomorkartu: string;
  readonly nik: string;
  readonly nohp: string;
  readonly kodepoli: string;
  readonly namapoli: string;
  readonly pasienbaru: boolean;
  readonly norm: string;
  readonly tanggalperiksa: string;
  readonly kodedokter: number;
  readonly namadokter: string;
  readonly jampraktek: string;
  readonly jeniskunjungan: number;
  readonly nomorreferensi: string;
  readonly nomorantrean: string;
  readonly angkaantrean: number;
  readonly estimasidilayani: number;
  /** What the setting `antreanMandatory` asked for beside that, as it came. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** One booking as BPJS keeps it. */
export interface Booking {
  readonly of: NewBooking;
  /** The facility's number: each has codes of its own. */
  readonly place: number;
  readonly createdAt: number;
  /** In the order they arrived. */
  readonly tasks: Task[];
  cancelled: boolean;
  /** A pharmacy queue was reported: by `farmasi/add`, or by a `jenisresep` that is not "Tidak ada". */
  hasPharmacy: boolean;
  /** It was `farmasi/add`. */
  hasPharmacyQueue: boolean;
}

export interface Task {
  readonly taskid: number;
  /** The hospital's time, in milliseconds. */
  readonly waktu: number;
  /** BPJS's own time, in milliseconds. */
  readonly receivedAt: number;
}

export function taskOf({ tasks }: Booking, taskid: number): Task | undefined {
  return tasks.find((task) => task.taskid === taskid);
}

/** As `antrean/pendaftaran` says it; what it says of a cancelled booking is unverified. */
export function statusOf(booking: Booking): string {
  if (booking.cancelled || taskOf(booking, 99)) return 'Batal';
  if (taskOf(booking, 5)) return 'Selesai dilayani';
  return taskOf(booking, 4) ? 'Sedang dilayani' : 'Belum dilayani';
}
