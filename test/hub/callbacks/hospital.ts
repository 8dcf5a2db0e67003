import type { Booking } from '../../../connectors/bpjs/sandbox/mobile-jkn.ts';
import { terbitkanJadwal, terbitkanPasien } from '../../../hub/services/antrean/publishing.ts';
import type { SesiJadwal } from '../../../openapi/generated/types.ts';
import type { CallbackSurroundings } from './with-callbacks.ts';

/** Ten in the morning of the 20th; the doctor sits the next day. */
export const DAY = '2026-11-21';

export const SESSION: SesiJadwal = {
  tanggal: DAY,
  kodePoli: 'INT',
  namaPoli: 'PENYAKIT DALAM',
  kodeDokter: '12345',
  namaDokter: 'dr. SARI LESTARI, Sp.PD',
  buka: '08:00',
  tutup: '12:00',
  kuotaJkn: 30,
  kuotaNonJkn: 10,
  menitPerPasien: 6,
  keterangan: 'Hadir 30 menit lebih awal',
};

/** Invented people, told apart by a number below ten thousand. */
export function person(number: number) {
  const serial = String(number).padStart(4, '0');
  return { nik: `990101010190${serial}`, nomorkartu: `000990000${serial}`, norm: `9${serial}` };
}

export function booking(number: number, changes: Partial<Booking> = {}): Booking {
  return {
    ...person(number),
    nohp: '081200000001',
    kodepoli: 'INT',
    tanggalperiksa: DAY,
    kodedokter: 12345,
    jampraktek: '08:00-12:00',
    jeniskunjungan: 1,
    nomorreferensi: '990101011126P000001',
    ...changes,
  };
}

export async function publish(
  { run }: Pick<CallbackSurroundings, 'run'>,
  { sessions = [SESSION], patients = 3 }: { sessions?: readonly SesiJadwal[]; patients?: number } = {},
): Promise<void> {
  await run(terbitkanJadwal, { jadwal: sessions });
  const pasien = Array.from({ length: patients }, (_, index) => {
    const { nik, nomorkartu, norm } = person(index + 1);
    return { nik, nomorKartu: nomorkartu, nomorRekamMedis: norm };
  });
  if (pasien.length > 0) await run(terbitkanPasien, { pasien });
}
