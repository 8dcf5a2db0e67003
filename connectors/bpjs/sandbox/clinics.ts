import type { Facility } from './facilities.ts';

/** The clinics of a hospital as BPJS names them: `kode` is both the poli and its general subspecialty. */
export const clinics = [
  { kode: 'INT', nama: 'PENYAKIT DALAM' },
  { kode: 'ANA', nama: 'ANAK' },
  { kode: 'BED', nama: 'BEDAH' },
  { kode: 'OBG', nama: 'OBGYN' },
  { kode: 'MAT', nama: 'MATA' },
  { kode: 'SAR', nama: 'SARAF' },
  { kode: 'PAR', nama: 'PARU' },
] as const;

export interface Doctor {
  readonly kode: number;
  readonly nama: string;
  readonly poli: string;
  readonly jadwal: string;
  readonly kapasitas: number;
}

const ofFirst: readonly Doctor[] = [
  doctor(12345, 'dr. SARI LESTARI, Sp.PD', 'INT', '08:00 - 12:00', 30),
  doctor(12346, 'dr. BAGUS WIRAWAN, Sp.PD', 'INT', '13:00 - 16:00', 20),
  doctor(12347, 'dr. MELATI KUSUMA, Sp.A', 'ANA', '08:00 - 11:00', 25),
  doctor(12348, 'dr. RAHMAT HIDAYAT, Sp.B', 'BED', '09:00 - 12:00', 15),
  doctor(12349, 'dr. INTAN PERMATA, Sp.OG', 'OBG', '08:00 - 13:00', 20),
  doctor(12350, 'dr. YUDHA PRATAMA, Sp.M', 'MAT', '10:00 - 14:00', 18),
  doctor(12351, 'dr. NINGSIH UTAMI, Sp.N', 'SAR', '08:00 - 12:00', 16),
  doctor(12352, 'dr. HARUN SIREGAR, Sp.P', 'PAR', '13:00 - 15:00', 12),
];

/** The second facility has doctors of its own, so a schedule tells whose it is. */
const ofSecond: readonly Doctor[] = [
  doctor(22345, 'dr. TAUFIK RAMADHAN, Sp.PD', 'INT', '07:30 - 11:30', 28),
  doctor(22346, 'dr. LARAS ANINDITA, Sp.A', 'ANA', '09:00 - 12:00', 22),
  doctor(22347, 'dr. GUNTUR MAHESA, Sp.B', 'BED', '13:00 - 16:00', 10),
];

const weekdays = ['SENIN', 'SELASA', 'RABU', 'KAMIS', 'JUMAT', 'SABTU', 'MINGGU'] as const;

export function doctorsOf({ place }: Facility): readonly Doctor[] {
  return place === 1 ? ofFirst : ofSecond;
}

/** Hours that the hospital asked for itself, by day: they replace the doctor's own. */
export type ChangedHours = (
  kodedokter: number,
) => readonly { readonly hari: number; readonly jadwal: string }[] | undefined;

/** Rows of `jadwaldokter`, section 7; none on Sundays, unless a hospital asked for them. */
export function scheduleOf(
  facility: Facility,
  kodePoli: string,
  tanggal: string,
  changed: ChangedHours,
): readonly object[] {
  const weekday = new Date(`${tanggal}T00:00:00Z`).getUTCDay() || 7;
  const clinic = clinics.find(({ kode }) => kode === kodePoli.toUpperCase());
  if (!clinic) return [];
  return doctorsOf(facility)
    .filter(({ poli }) => poli === clinic.kode)
    .flatMap((doctor) => sessionsOf(doctor, weekday, changed).map((jadwal) => ({ ...doctor, jadwal })))
    .map((doctor) => ({
      kodesubspesialis: clinic.kode,
      hari: weekday,
      kapasitaspasien: doctor.kapasitas,
      libur: 0,
      namahari: weekdays[weekday - 1],
      jadwal: doctor.jadwal,
      namasubspesialis: clinic.nama,
      namadokter: doctor.nama,
      kodepoli: clinic.kode,
      namapoli: clinic.nama,
      kodedokter: doctor.kode,
    }));
}

function sessionsOf({ kode, jadwal }: Doctor, weekday: number, changed: ChangedHours): readonly string[] {
  const hours = changed(kode);
  if (!hours) return weekday === 7 ? [] : [jadwal];
  return hours.filter(({ hari }) => hari === weekday).map((session) => session.jadwal);
}

function doctor(kode: number, nama: string, poli: string, jadwal: string, kapasitas: number): Doctor {
  return { kode, nama, poli, jadwal, kapasitas };
}
