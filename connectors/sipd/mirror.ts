import type { Drift, HttpResponse, Reply } from '../connector.ts';
import { extraOf, noteUnnamed } from '../envelope-drift.ts';
import { asRecord, damaged, kindOf, pathGone } from '../unreadable.ts';
import { hasNoRows, isGone, jsonOf, NO_ROWS, type Opening, refusePage, sentenceOf } from './answer.ts';

/**
 * Opens an answer of the WP-SIPD mirror (the SIPD notes, section 8). The code is `sukses` or `gagal` by the envelope's own
 * word, `kosong` where there are no rows, and the number itself where WordPress answers with nothing but `0` or `-1`.
 * The grid of price standards has no word at all: a list under `data` beside `recordsTotal` is a success.
 */
export function openMirror(response: HttpResponse, opening: Opening): Reply {
  refusePage(response, opening); // before the path is believed to be gone: such pages come with any status
  if (isGone(response)) return pathGone(response.status);
  const { status: httpStatus } = response;
  const body = jsonOf(response, opening);
  if (typeof body === 'number') return { payload: undefined, httpStatus, code: String(body) };
  const envelope = asRecord(body);
  if (!envelope) return damaged(httpStatus, '(envelope)', 'an object', kindOf(body));
  const { status, message, data } = envelope;
  const said = { httpStatus, ...sentenceOf(message) };
  const isGrid = status === undefined && 'recordsTotal' in envelope;
  if (!isGrid && typeof status !== 'string' && typeof status !== 'boolean')
    return damaged(httpStatus, 'status', 'success, true or error', kindOf(status));
  if (!isGrid && !/^(success|true)$/i.test(String(status).trim()))
    return { ...said, payload: undefined, code: 'gagal' };
  const extra: Drift[] = [];
  noteUnnamed(extra, envelope, isNamed, '(envelope)');
  const payload = Array.isArray(data) ? data.map(withBareNames) : data;
  return { ...said, payload, code: hasNoRows(data) ? NO_ROWS : 'sukses', ...extraOf(extra) };
}

const NAMED: ReadonlySet<string> = new Set([
  'action',
  'run',
  'status',
  'message',
  'data',
  'draw',
  'recordsTotal',
  'recordsFiltered',
]);
const isNamed = (name: string) => NAMED.has(name);

const DOTTED_CODE = /^\d+(?:\.\d+)+\.?\s+(?=\S)/;

/** Names repeat the code in front, "5.1.02.01.01.0052 Belanja …"; it stands in a member of its own. */
function withBareNames(row: unknown): unknown {
  const record = asRecord(row);
  if (!record) return row;
  const bare: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(record))
    bare[member] =
      member.startsWith('nama_') && typeof value === 'string'
        ? bareName(value, record[member.replace('nama_', 'kode_')])
        : value;
  return bare;
}

function bareName(name: string, code: unknown): string {
  const own = typeof code === 'string' && code.trim() !== '' ? `${code.trim()} ` : undefined;
  return own !== undefined && name.startsWith(own) ? name.slice(own.length).trim() : name.replace(DOTTED_CODE, '');
}
