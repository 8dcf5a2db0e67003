import type { AnyReadService } from '../exchange/read-service.ts';
import { getPenduduk, verifikasiPenduduk } from './kependudukan.ts';
import { daftarDokter, daftarPoli, daftarRujukan, getJadwalDokter, getPeserta, getRujukan } from './kesehatan.ts';

/** Every service of the unified API, in one readable list. A missing or an orphan one stops the start. */
export const services: readonly AnyReadService[] = [
  getPenduduk,
  verifikasiPenduduk,
  getPeserta,
  getRujukan,
  daftarRujukan,
  daftarPoli,
  daftarDokter,
  getJadwalDokter,
];
