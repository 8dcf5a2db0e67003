import { createLaporan } from '../console/endpoints/laporan.ts';
import { createStanding } from '../console/standing.ts';
import { pengaduanServices } from '../services/pengaduan/services.ts';
import { createStandingReports } from '../services/pengaduan/standing-reports.ts';
import type { ServiceContext } from '../services/service.ts';
import type { SealedRecords } from '../store/sealed-records.ts';
import type { Store } from '../store/store.ts';
import type { ConsolePart } from './console.ts';

export interface LaporanWiring {
  readonly store: Pick<Store, 'messages'>;
  readonly records: SealedRecords;
  readonly messagesAbout: ServiceContext['messagesAbout'];
  readonly instancesOf: ServiceContext['instancesOf'];
  readonly now: () => Date;
}

/** Complaints of citizens, and what of them is on its way. */
export function openLaporan(parts: LaporanWiring): ConsolePart {
  const { store, records, messagesAbout, instancesOf, now } = parts;
  const forwards = pengaduanServices.flatMap((service) => (service.kind === 'submit' ? [service.forward] : []));
  const lanes = forwards.flatMap(({ connector, operation }) =>
    instancesOf(connector).map((instance) => `${instance} ${operation}`),
  );
  return createLaporan({
    ...{ records, messagesAbout, lanes, now },
    reports: createStandingReports({ records, messagesAbout }),
    standing: createStanding(store.messages),
  });
}
