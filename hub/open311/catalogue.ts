import { REPORTS, type Report } from '../services/pengaduan/report.ts';
import { minutes } from '../services/read.ts';
import type { Category, Open311Parts } from './parts.ts';
import { isSecret } from './service-request.ts';

export interface Service {
  readonly service_code: string;
  readonly service_name: string;
  readonly description: string | null;
  /** Whether there are further fields to fill in: there never are. */
  readonly metadata: boolean;
  /** A complaint has its number at once. */
  readonly type: 'realtime';
  readonly keywords: string | null;
  readonly group: string | null;
}

export interface Catalogue {
  readonly services: readonly Service[];
  readonly byCode: ReadonlyMap<string, Service>;
  /** Whether a code that is not in it is none: the list could be had. */
  readonly complete: boolean;
  /** When it was first seen as it is. */
  readonly since: Date;
}

const REMEMBER_MS = minutes(1);
const MOST_RECORDS = 500;

/** What can be complained about, looked up once a minute at most, whoever asks. */
export function createCatalogue({ records, categories, trouble, now }: Open311Parts): () => Promise<Catalogue> {
  let known: Catalogue | undefined;
  let asked: { readonly at: number; readonly answer: Promise<Catalogue> } | undefined;

  const look = async (): Promise<Catalogue> => {
    const list = await categories().catch((error: unknown) => {
      trouble?.('the categories of complaints cannot be had', error);
      return undefined;
    });
    // an old list is better than what can be guessed
    if (!list && known?.complete) return known;
    const services = list ? servicesOf(list) : await servicesSeen();
    const same = known && JSON.stringify(known.services) === JSON.stringify(services);
    known = {
      services,
      byCode: new Map(services.map((service) => [service.service_code, service])),
      complete: list !== undefined,
      since: known && same ? known.since : now(),
    };
    return known;
  };

  /** Of the categories that complaints in the records have; nothing of a secret one, not even that. */
  const servicesSeen = async (): Promise<readonly Service[]> => {
    const list = await records.list<Report>({ collection: REPORTS, limit: MOST_RECORDS });
    const names = new Map<string, string>();
    for (const { value } of list) {
      const { kategori, hulu } = value;
      if (kategori === null || isSecret(value)) continue;
      const named = hulu?.laporan.kategori;
      const name = named?.id === kategori ? named.nama : undefined;
      if (name || !names.has(kategori)) names.set(kategori, name ?? names.get(kategori) ?? kategori);
    }
    return servicesOf([...names].map(([id, nama]) => ({ id, nama, indukId: null })));
  };

  return () => {
    const at = now().getTime();
    if (asked && at - asked.at < REMEMBER_MS) return asked.answer;
    const answer = look();
    asked = { at, answer };
    answer.catch(() => {
      if (asked?.answer === answer) asked = undefined;
    });
    return answer;
  };
}

/** Every category can be chosen, those at the top too; one at the top heads the group of those below it. */
export function servicesOf(categories: readonly Category[]): readonly Service[] {
  const names = new Map(categories.map(({ id, nama }) => [id, nama]));
  const heads = new Set(categories.map(({ indukId }) => indukId));
  return categories
    .map(({ id, nama, indukId }): Service => {
      const group = indukId === null ? (heads.has(id) ? nama : null) : (names.get(indukId) ?? null);
      return {
        service_code: id,
        service_name: nama,
        description: null,
        metadata: false,
        type: 'realtime',
        keywords: null,
        group,
      };
    })
    .toSorted((one, other) => one.service_code.localeCompare(other.service_code, 'en', { numeric: true }));
}
