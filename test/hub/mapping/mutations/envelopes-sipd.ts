import type { Opened, Opener } from './envelopes.ts';
import { isBlank, isList, isRecord, type Json, type JsonRecord } from './json.ts';

const changed = (...paths: readonly string[]): Opened => ({ kind: 'changed', paths });
const fault: Opened = { kind: 'fault' };
/** "No rows" (the SIPD notes, section 7): the one thing that an empty list says, and of the treasury a bare null. */
const absent: Opened = { kind: 'absent' };

const besides = (record: JsonRecord, names: readonly string[], at: string) =>
  Object.keys(record).flatMap((name) => (names.includes(name) ? [] : [`${at}.${name}`]));

/** Section 5: bare lists, no envelope. */
export const treasury: Opener = (body) => {
  if (body === null) return absent;
  if (isList(body)) return body.length === 0 ? absent : { kind: 'content', payload: body, path: [], additive: [] };
  return isRecord(body) ? changed('(content)') : fault;
};

const ENVELOPE = ['status', 'status_code', 'status_kode', 'message', 'data'];
const BESIDE = ['totalData', 'recordsTotal', 'recordsFiltered', 'nama_sub_tahap'];
const GRID = ['recordsTotal', 'recordsFiltered', 'data'];

/** Section 3: rows under `data`, as a list or a grid; `isText`: as an encoded text, here already decoded. */
export const planning =
  ({ isText }: { readonly isText: boolean }): Opener =>
  (body) => {
    // only the treasury says "none" without an envelope
    if (body === null || (isList(body) && body.length === 0)) return changed('(envelope)');
    if (!isRecord(body)) return treasury(body);
    const { status, status_code, status_kode, message, data } = body;
    const code = codeOf(status_code ?? status_kode);
    if (!isYes(status)) return changed('(content)', '(code)');
    if (isBlank(data) && !(typeof data === 'string')) return changed('data');
    if (typeof data === 'string' || (isText && !isList(data))) return changed('data');
    const grid = isRecord(data) && isList(data.data) ? data : undefined;
    const payload = grid ? (grid.data as Json) : (data as Json);
    const said = message === undefined || message === null || typeof message === 'string' ? [] : ['message'];
    if (isList(payload) && payload.length === 0 && (code === undefined || code === '200')) return absent;
    return {
      kind: 'content',
      payload,
      code: code ?? '200',
      path: grid ? ['data', 'data'] : ['data'],
      additive: [
        ...besides(body, [...ENVELOPE, ...BESIDE], '(envelope)'),
        ...(grid ? besides(grid, GRID, 'data') : []),
        ...said,
      ],
    };
  };

function codeOf(code: Json | undefined): string | undefined {
  const isScalar = ['string', 'number', 'bigint'].includes(typeof code);
  return isScalar && !isBlank(code) ? String(code).trim() : undefined;
}

const isYes = (status: Json | undefined) =>
  ['boolean', 'string', 'number', 'bigint'].includes(typeof status) &&
  /^(true|1|success)$/i.test(String(status).trim());

const MIRROR = ['action', 'run', 'status', 'message', 'data', 'draw', 'recordsTotal', 'recordsFiltered'];

/** Section 8: `status` is a word; the page of prices has none, and says how many there are. */
export const mirror: Opener = (body) => {
  if (body === null || isList(body)) return changed('(envelope)');
  if (!isRecord(body)) return fault;
  const { status, data } = body;
  const isGrid = status === undefined && 'recordsTotal' in body;
  if (!isGrid && !['string', 'boolean'].includes(typeof status)) return changed('status');
  if (!isGrid && !/^(success|true)$/i.test(String(status).trim())) return changed('(code)');
  if (isList(data) && data.length === 0) return absent;
  const payload = isList(data) ? data.map(withBareNames) : data;
  return { kind: 'content', payload, code: 'sukses', path: ['data'], additive: besides(body, MIRROR, '(envelope)') };
};

/** "Names repeat the code as prefix: strip": the code that stands beside it, or one with dots. */
function withBareNames(row: Json): Json {
  if (!isRecord(row)) return row;
  const bare = Object.entries(row).map(([member, value]) => {
    if (!member.startsWith('nama_') || typeof value !== 'string') return [member, value] as const;
    const code = row[`kode_${member.slice(5)}`];
    const isInFront = typeof code === 'string' && !isBlank(code) && value.startsWith(`${code.trim()} `);
    return [
      member,
      isInFront ? value.slice(code.trim().length).trim() : value.replace(/^[0-9]+([.][0-9]+)+[.]?\s+/, ''),
    ] as const;
  });
  return Object.fromEntries(bare);
}
