import type { SimpulConfig } from '../../openapi/generated/config.ts';
import type { ApiDocument } from '../api/document.ts';
import type { Standing } from '../health/availability.ts';
import { createMonthly, type Monthly } from '../health/monthly/monthly.ts';
import type { Store } from '../store/store.ts';
import { isForApplications } from './health.ts';

export interface MonthlySources {
  readonly config: Pick<SimpulConfig, 'namaDaerah'>;
  readonly document: ApiDocument;
  readonly store: Pick<Store, 'health' | 'releases'>;
  readonly standing: () => readonly Standing[];
  readonly now: () => Date;
}

/** The monthly report of this city: of a hub that runs, and of a command beside it. */
export function openMonthly({ config: { namaDaerah }, document, store, standing, now }: MonthlySources): Monthly {
  return createMonthly({
    ...{ store, standing, now, ...(namaDaerah === undefined ? {} : { city: namaDaerah }) },
    services: document.operations.filter(isForApplications).map(({ id, summary }) => ({ nama: id, judul: summary })),
  });
}
