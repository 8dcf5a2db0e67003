import { days } from '../services/read.ts';
import { Fault } from './fault.ts';
import type { Open311Status } from './service-request.ts';

export type RequestFilter =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | {
      readonly kind: 'search';
      readonly from: number;
      readonly to: number;
      /** Empty: every one. */
      readonly codes: ReadonlySet<string>;
      readonly statuses: ReadonlySet<Open311Status>;
    };

const MOST_IDS = 200;
const MOST_DAYS = 90;
const SPAN_MS = days(MOST_DAYS);

/** The filters of GET requests; `service_request_id` overrides all others. Throws a `Fault` that names every mistake. */
export function readFilter(query: URLSearchParams, now: Date): RequestFilter {
  const ids = listOf(query, 'service_request_id');
  if (ids.length > MOST_IDS) throw new Fault(400, [`service_request_id: paling banyak ${MOST_IDS} nomor sekaligus`]);
  if (ids.length > 0) return { kind: 'ids', ids: [...new Set(ids)] };
  const mistakes: string[] = [];
  const statuses = new Set<Open311Status>();
  for (const status of listOf(query, 'status')) {
    if (status === 'open' || status === 'closed') statuses.add(status);
    else mistakes.push('status: hanya open dan closed, dipisahkan koma');
  }
  const { from, to } = rangeOf(query, now.getTime(), mistakes);
  if (mistakes.length > 0) throw new Fault(400, [...new Set(mistakes)]);
  return { kind: 'search', from, to, codes: new Set(listOf(query, 'service_code')), statuses };
}

/** Comma-separated, repeated, or both; an empty one is as good as none. */
function listOf(query: URLSearchParams, name: string): readonly string[] {
  return query
    .getAll(name)
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** The last 90 days; with one end named, the 90 days on its inner side. */
function rangeOf(query: URLSearchParams, now: number, mistakes: string[]) {
  const start = momentOf(query, 'start_date', mistakes);
  const end = momentOf(query, 'end_date', mistakes);
  const from = start ?? (end ?? now) - SPAN_MS;
  const to = end ?? Math.min(now, from + SPAN_MS);
  if (start !== undefined && end !== undefined) {
    if (from > to) mistakes.push('end_date: lebih dulu daripada start_date');
    if (to - from > SPAN_MS) mistakes.push(`end_date: rentang paling lama ${MOST_DAYS} hari sejak start_date`);
  }
  return { from, to };
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function momentOf(query: URLSearchParams, name: string, mistakes: string[]): number | undefined {
  // a plus sign that was not encoded arrives as a space
  const text = (query.get(name) ?? '').trim().replace(/ (\d{2}:\d{2})$/, '+$1');
  if (text === '') return undefined;
  const day = MOMENT.exec(text)?.[1];
  const at = day === undefined ? Number.NaN : Date.parse(text);
  if (day !== undefined && !Number.isNaN(at) && isDay(day)) return at;
  mistakes.push(`${name}: harus tanggal dan jam dengan zona waktu, misalnya 2026-01-31T08:00:00+07:00`);
  return undefined;
}

/** The 30th of February is read as the 2nd of March. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
