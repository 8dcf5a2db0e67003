import type { AnyReadService } from '../exchange/read-service.ts';
import type { ForwardService } from '../relay/forward-service.ts';
import { antreanJobs, antreanServices } from './antrean/services.ts';
import type { Job } from './job.ts';
import { getPenduduk, verifikasiPenduduk } from './kependudukan.ts';
import { daftarDokter, daftarPoli, daftarRujukan, getJadwalDokter, getPeserta, getRujukan } from './kesehatan.ts';
import { pembayaranJobs, pembayaranServices } from './pembayaran/services.ts';
import { pengaduanJobs, pengaduanServices } from './pengaduan/services.ts';
import { perencanaanJobs, perencanaanServices } from './perencanaan/services.ts';
import { perizinanServices } from './perizinan/services.ts';
import type { AnyService, SubmitService } from './service.ts';
import { usulanServices } from './usulan/services.ts';

/** Every service of the unified API, in one readable list. A missing or an orphan one stops the start. */
export const services: readonly AnyService[] = [
  getPenduduk,
  verifikasiPenduduk,
  getPeserta,
  getRujukan,
  daftarRujukan,
  daftarPoli,
  daftarDokter,
  getJadwalDokter,
  ...pengaduanServices,
  ...antreanServices,
  ...pembayaranServices,
  ...perencanaanServices,
  ...usulanServices,
  ...perizinanServices,
];

export const jobs: readonly Job[] = [...pengaduanJobs, ...antreanJobs, ...pembayaranJobs, ...perencanaanJobs];

/** Reads: those of the unified API, and those that other services make on the way. */
export const reads: readonly AnyReadService[] = services.flatMap((service) => {
  if (service.kind === 'read') return [service];
  return service.kind === 'action' ? (service.reads ?? []) : [];
});

export const forwards: readonly ForwardService[] = services.flatMap((service) =>
  service.kind === 'submit' ? [service.forward] : [],
);

export function submitServiceOf(name: string): SubmitService | undefined {
  return services.find((one): one is SubmitService => one.kind === 'submit' && one.name === name);
}

/** The connector a service needs an instance of, and the operations it needs there. */
export function needsOf(service: AnyService): { readonly connector?: string; readonly operations: readonly string[] } {
  switch (service.kind) {
    case 'read':
      return { connector: service.connector, operations: service.operations };
    case 'submit':
      return { connector: service.connector, operations: service.forward.operations };
    case 'action':
      return {
        ...(service.connector === undefined ? {} : { connector: service.connector }),
        operations: (service.reads ?? []).flatMap(({ operations }) => operations),
      };
    default:
      return service satisfies never;
  }
}
