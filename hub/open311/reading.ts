import pLimit from 'p-limit';
import { REPORTS, type Report, type ReportRecord, trackingIdOf } from '../services/pengaduan/report.ts';
import type { RecordFilter } from '../store/records.ts';
import type { Catalogue } from './catalogue.ts';
import { Fault } from './fault.ts';
import type { RequestFilter } from './filter.ts';
import type { Open311Parts } from './parts.ts';
import { isSecret, type ServiceRequest, toServiceRequest } from './service-request.ts';

/** The published limit: 90 days or 1000 requests, whichever is less. */
const MOST_REQUESTS = 1000;
const PER_READ = 250;
/** Beyond it a list ends early: whoever asks without a key is not worth more. */
const MOST_READS = 40;
const LISTS_AT_ONCE = 2;
const MOST_WAITING = 20;

export interface Reading {
  /** `undefined`: there is none that everybody may see. */
  one(id: string): Promise<ServiceRequest | undefined>;
  list(filter: RequestFilter): Promise<readonly ServiceRequest[]>;
}

export function createReading({ records }: Open311Parts, catalogue: () => Promise<Catalogue>): Reading {
  const atOnce = pLimit(LISTS_AT_ONCE);

  const viewOf = async (record: ReportRecord): Promise<ServiceRequest | undefined> => {
    if (isSecret(record.value)) return undefined;
    const { byCode } = await catalogue();
    const trackingId = record.value.hulu?.laporan.trackingId ?? trackingIdOf(await records.links(REPORTS, record.id));
    return toServiceRequest(record, { trackingId, nameOf: (code) => byCode.get(code)?.service_name });
  };
  const one = async (id: string): Promise<ServiceRequest | undefined> => {
    const record = ID.test(id) ? await records.get<Report>(REPORTS, id) : undefined;
    return record && viewOf(record);
  };
  const search = async ({ from, to, codes, statuses }: Extract<RequestFilter, { kind: 'search' }>) => {
    const found: ServiceRequest[] = [];
    const [only] = codes;
    const filter: Omit<RecordFilter, 'before'> = {
      collection: REPORTS,
      createdFrom: from,
      createdTo: to,
      limit: PER_READ,
      ...(codes.size === 1 && only !== undefined ? { group: only } : {}),
    };
    let before: number | undefined;
    for (let reads = 0; reads < MOST_READS && found.length < MOST_REQUESTS; reads += 1) {
      const page = await records.list<Report>({ ...filter, ...(before === undefined ? {} : { before }) });
      for (const record of page) {
        if (codes.size > 0 && !codes.has(record.value.kategori ?? '')) continue;
        const view = await viewOf(record);
        if (view && (statuses.size === 0 || statuses.has(view.status))) found.push(view);
      }
      before = page.at(-1)?.sequence;
      if (page.length < PER_READ) break;
    }
    return newestFirst(found).slice(0, MOST_REQUESTS);
  };

  return {
    one,
    async list(filter) {
      if (atOnce.pendingCount >= MOST_WAITING)
        throw new Fault(503, ['service busy: terlalu banyak daftar diminta sekaligus, coba lagi sebentar'], {
          headers: { 'Retry-After': '5' },
        });
      return atOnce(async () => {
        if (filter.kind === 'search') return search(filter);
        const found = await Promise.all(filter.ids.map(one));
        return newestFirst(found.filter((view) => view !== undefined));
      });
    },
  };
}

const ID = /^lpr_[0-9a-z]{16,40}$/;

function newestFirst(requests: readonly ServiceRequest[]): readonly ServiceRequest[] {
  return requests.toSorted((one, other) => other.requested_datetime.localeCompare(one.requested_datetime));
}
