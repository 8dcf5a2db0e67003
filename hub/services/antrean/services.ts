import type { Job } from '../job.ts';
import type { AnyService } from '../service.ts';
import { announcePending } from './announcing.ts';
import { batalAntrean } from './batal-antrean.ts';
import { getAntrean } from './get-antrean.ts';
import { daftarPasien, getPasien } from './get-pasien.ts';
import { pesanAntrean } from './pesan-antrean.ts';
import { getJadwalTerbit, terbitkanJadwal, terbitkanOperasi, terbitkanPasien } from './publishing.ts';
import { tahapAntrean } from './tahap-antrean.ts';

export const antreanServices: readonly AnyService[] = [
  pesanAntrean,
  tahapAntrean,
  batalAntrean,
  getAntrean,
  terbitkanJadwal,
  getJadwalTerbit,
  terbitkanPasien,
  daftarPasien,
  getPasien,
  terbitkanOperasi,
];

export const antreanJobs: readonly Job[] = [announcePending];
