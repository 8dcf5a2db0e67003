import type { SandboxFault } from '../../connector.ts';
import type { UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { wireJson } from '../../sandbox-kit/wire-json.ts';
import { bentRows, hasFault, jsonType, nothingFound, plain } from './answers.ts';
import { type Books, REGION } from './books.ts';
import { cashPlanRows, paymentOrderRow } from './further-rows.ts';
import { offices, schedules } from './offices.ts';
import { type Payment, paymentOf, paymentPrint, paymentRow } from './payments.ts';
import { named } from './planning-rows.ts';
import { realisationRows } from './realisation.ts';
import type { SipdSettingValues } from './settings.ts';

export interface Till {
  readonly books: Books;
  readonly settings: SipdSettingValues;
  /** What stands beside an answer: `x-ratelimit-*`. */
  readonly headers: () => Readonly<Record<string, string>>;
}

const NO_TIME = '0001-01-01 00:00:00';

/** "Penatausahaan": bare lists and objects (section 5). */
export function treasury(request: UpstreamRequest, parts: readonly string[], till: Till): UpstreamAnswer {
  if (request.method !== 'GET') return plain(405, 'Method Not Allowed');
  const path = parts.join('/');
  const { books, settings } = till;
  const [, , , , ...rest] = parts;
  if (path === `referensi/strict/skpd/list/${REGION}/${books.year()}`)
    return rows(
      offices.map((office) => named('skpd', office)),
      request.faults,
      till,
    );
  if (path === 'referensi/strict/laporan/dpa/dpa/jadwal-pergeseran')
    return rows(scheduleRows(till), request.faults, till);
  if (path.startsWith('pengeluaran/strict/dashboard/statistik-belanja') && rest.length <= 6)
    return rows(realisationRows(rest, offices, books), request.faults, till);
  if (path === 'pengeluaran/strict/sp2d/pembuatan/index')
    return pageOf(request, till, (payment) => bentPayment(paymentRow(payment, books), request.faults));
  if (path === 'pengeluaran/strict/spm/index')
    return pageOf(request, till, (payment) => paymentOrderRow(payment, books));
  if (path === 'referensi/strict/dpa/penarikan/belanja/sub-giat')
    return rows(cashPlanRows(request.query.get('id_sub_giat'), books, settings.subActivities), request.faults, till);
  if (path.startsWith('pengeluaran/strict/sp2d/pembuatan/cetak/')) {
    const index = Number(parts[5]) - 55_001;
    return index >= 0 && index < settings.payments
      ? sent(paymentPrint(paymentOf(index), books), request.faults, till)
      : nothingFound;
  }
  return plain(404, 'Not Found');
}

function scheduleRows({ books }: Till) {
  const active = books.schedule();
  return schedules.map(({ id, name, stage }) => ({
    tahapan: name,
    jadwal_sipd_penatausahaan: stage,
    id_tahap_sipd: id - 7996,
    is_locked: id === active.id ? 0 : 1,
    id_jadwal: id - 7970,
    id_jadwal_sipd: id,
  }));
}

/** Ten rows a page unless told; the pages are told in headers. */
function pageOf({ query, faults }: UpstreamRequest, till: Till, rowOf: (payment: Payment) => object): UpstreamAnswer {
  const { settings } = till;
  const size = Math.max(1, Number(query.get('limit') ?? 10));
  const page = Math.max(1, Number(query.get('page') ?? 1));
  const [status, kind] = [query.get('status'), query.get('jenis')];
  const all = Array.from({ length: settings.payments }, (_, index) => paymentOf(index)).filter(
    (payment) => (!status || payment.status === status) && (!kind || payment.kind === kind),
  );
  const there = all.slice((page - 1) * size, page * size).map(rowOf);
  return rows(there, faults, till, {
    'x-pagination-total-count': String(all.length),
    'x-pagination-page-size': String(size),
    'x-pagination-page-count': String(Math.ceil(all.length / size)),
    'x-pagination-current-page': String(page),
  });
}

function bentPayment(row: ReturnType<typeof paymentRow>, faults: readonly SandboxFault[]): object {
  return {
    ...row,
    ...(hasFault(faults, 'null-dates')
      ? { verifikasi_sp_2_d_at: NO_TIME, transfer_sp_2_d_at: NO_TIME, updated_at: '0001-01-01T00:00:00Z' }
      : {}),
    ...(hasFault(faults, 'blank-office') ? { kode_skpd: '', nama_skpd: '' } : {}),
  };
}

function rows(
  all: readonly unknown[],
  faults: readonly SandboxFault[],
  till: Till,
  headers: Readonly<Record<string, string>> = {},
): UpstreamAnswer {
  const bent = all.length === 0 && till.settings.emptyPage === 'null' ? null : bentRows(all, faults);
  return sent(bent, faults, till, headers);
}

function sent(
  body: unknown,
  faults: readonly SandboxFault[],
  { headers }: Till,
  more: Readonly<Record<string, string>> = {},
): UpstreamAnswer {
  return { status: 200, headers: { ...jsonType, ...headers(), ...more }, body: wireJson(edited(body, faults)) };
}
