import type { Job } from '../job.ts';
import type { AnyService } from '../service.ts';
import { daftarSalinan, perubahanSalinan } from './copy-list.ts';
import { daftarRka, rekonsiliasiRka } from './lines.ts';
import { daftarSp2d } from './payment-orders.ts';
import { daftarRencanaKerja, daftarSkpd } from './plans.ts';
import { daftarStandarHarga, unduhStandarHarga } from './prices.ts';
import { daftarRealisasi } from './realisation.ts';
import { syncPlanning } from './sync/job.ts';

export const perencanaanServices: readonly AnyService[] = [
  daftarStandarHarga,
  unduhStandarHarga,
  daftarSkpd,
  daftarRencanaKerja,
  daftarRka,
  rekonsiliasiRka,
  daftarRealisasi,
  daftarSp2d,
  daftarSalinan,
  perubahanSalinan,
];

export const perencanaanJobs: readonly Job[] = [syncPlanning];
