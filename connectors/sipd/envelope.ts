import type { Drift, HttpResponse, Reply } from '../connector.ts';
import { extraOf, noteExtra, noteUnnamed } from '../envelope-drift.ts';
import { asRecord, damaged, kindOf, pathGone } from '../unreadable.ts';
import { hasNoRows, isGone, jsonOf, NO_ROWS, type Opening, refusePage, sentenceOf } from './answer.ts';
import { decodeList } from './encoded-list.ts';

/**
 * Opens an answer of SIPD itself: the envelope of planning and budgeting (the SIPD notes, section 3), or the bare list
 * or object of the treasury (section 5), told apart by what came. The code is that of the envelope; `kosong` where there
 * are no rows: an empty list, and of the treasury a bare null. Throws an `UpstreamFault` for whatever is no JSON.
 * `isPlanning`: it has an envelope, so that nothing without one is a change there and no "none".
 */
export function openSipd(response: HttpResponse, opening: Opening & { readonly isPlanning: boolean }): Reply {
  refusePage(response, opening); // before the path is believed to be gone: such pages come with any status
  if (isGone(response)) return pathGone(response.status);
  const { status: httpStatus } = response;
  const body = jsonOf(response, opening);
  const record = asRecord(body);
  if (record && ('status' in record || 'status_code' in record || 'status_kode' in record))
    return openEnvelope(record, httpStatus);
  if (record && httpStatus >= 400) return failed(record.message, httpStatus);
  if (record) return { payload: record, httpStatus, ...(isOnlySentence(record) ? sentenceOf(record.message) : {}) };
  if (opening.isPlanning && (body === null || hasNoRows(body)))
    return damaged(httpStatus, '(envelope)', 'an object', kindOf(body));
  if (body === null || Array.isArray(body)) return { payload: body ?? [], httpStatus, ...rowsIn(body ?? []) };
  return damaged(httpStatus, '(content)', 'an object or a list', kindOf(body));
}

function isOnlySentence(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).every((name) => name === 'message' || name === 'code');
}

function rowsIn(payload: unknown): Pick<Reply, 'code'> {
  return hasNoRows(payload) ? { code: NO_ROWS } : {};
}

/** The envelope and what two kinds of lists have beside it. */
const NAMED: ReadonlySet<string> = new Set([
  'status',
  'status_code',
  'status_kode', // two list calls spell it so
  'message',
  'data',
  'totalData',
  'recordsTotal',
  'recordsFiltered',
  'nama_sub_tahap',
]);
const isNamed = (name: string) => NAMED.has(name);

function openEnvelope(envelope: Readonly<Record<string, unknown>>, httpStatus: number): Reply {
  const { status, status_code, status_kode, message, data } = envelope;
  const code = codeOf(status_code ?? status_kode);
  if (!isYes(status)) return failed(message, httpStatus, code);
  const extra: Drift[] = [];
  const payload = typeof data === 'string' ? decodeList(data) : rowsOfGrid(data, extra);
  if (payload === undefined && typeof data === 'string')
    return damaged(httpStatus, 'data', 'a text that holds a list', 'text');
  if (payload === null || payload === undefined) return damaged(httpStatus, 'data', 'rows', kindOf(payload));
  noteUnnamed(extra, envelope, isNamed, '(envelope)');
  if (message !== undefined && message !== null && typeof message !== 'string')
    noteExtra(extra, 'message', 'text', message);
  const said = { httpStatus, ...sentenceOf(message), ...extraOf(extra) };
  if (hasNoRows(payload) && (code === undefined || code === '200')) return { ...said, payload, code: NO_ROWS };
  return { ...said, payload, code: code ?? '200' };
}

const GRID: ReadonlySet<string> = new Set(['recordsTotal', 'recordsFiltered', 'data']);
const isOfGrid = (name: string) => GRID.has(name);

/** Grids have their rows one level deeper, beside counts. */
function rowsOfGrid(data: unknown, extra: Drift[]): unknown {
  const grid = asRecord(data);
  if (!grid || !Array.isArray(grid.data)) return data;
  noteUnnamed(extra, grid, isOfGrid, 'data');
  return grid.data;
}

/** true in any type that a server of theirs may write it in. */
function isYes(status: unknown): boolean {
  return status === true || status === 1 || (typeof status === 'string' && /^(true|1|success)$/i.test(status.trim()));
}

function codeOf(code: unknown): string | undefined {
  return typeof code === 'number' || (typeof code === 'string' && code.trim() !== '') ? String(code).trim() : undefined;
}

/** A row of theirs that their own program cannot read: the same page fails every time (section 7). */
const BROKEN_ROW = /cannot scan null into/i;

function failed(message: unknown, httpStatus: number, code?: string): Reply {
  const said = sentenceOf(message);
  const isBrokenRow = said.message !== undefined && BROKEN_ROW.test(said.message);
  return { payload: undefined, httpStatus, code: isBrokenRow ? 'baris-rusak' : (code ?? 'gagal'), ...said };
}
