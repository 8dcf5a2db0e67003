import type { UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { isRecord } from '../../sandbox-kit/wire-json.ts';
import { actions } from './actions.ts';
import { bad, created, type Finding, good, unknownNumber } from './answers.ts';
import { bentComplaint, bentPage, bentReceipt } from './bending.ts';
import { type Desk, takeJson } from './intake.ts';
import { agencies, topics } from './reference.ts';

const noRoute = bad(404, 'Alamat tidak ditemukan', 'TIDAK_DITEMUKAN');
const noMethod = bad(405, 'Metode tidak diizinkan');

/** The calls of section 4; `parts` is the path below the base address. */
export function findingFor(request: UpstreamRequest, parts: readonly string[], desk: Desk): Finding {
  const [resource, id, action] = parts;
  if (resource !== 'laporan') return reference(request, parts);
  if (parts.length > 3) return noRoute;
  switch (request.method) {
    case 'GET':
      if (action !== undefined) return noMethod;
      return id === undefined ? changes(request, desk) : one(id, request, desk);
    case 'POST':
      if (id === undefined) return intake(request, desk);
      return action === undefined ? noMethod : act(id, action, request, desk);
    default:
      return noMethod;
  }
}

function reference({ method, query }: UpstreamRequest, [resource, more]: readonly string[]): Finding {
  if (more !== undefined || (resource !== 'instansi' && resource !== 'kategori')) return noRoute;
  if (method !== 'GET') return noMethod;
  if (resource === 'kategori') return good(topics);
  const parent = query.get('induk');
  return good(parent === null ? agencies : agencies.filter(({ induk_id: above }) => above === parent));
}

function one(trackingId: string, { faults }: UpstreamRequest, { register }: Desk): Finding {
  register.now();
  const complaint = register.find(trackingId);
  return complaint ? good(bentComplaint(complaint, faults)) : unknownNumber;
}

const DEFAULT_ROWS = 50;

function changes({ query, faults }: UpstreamRequest, { register, settings }: Desk): Finding {
  const since = Date.parse(query.get('diubah_sejak') ?? '1970-01-01T00:00:00Z');
  const page = wholeNumber(query.get('halaman') ?? '1');
  const asked = wholeNumber(query.get('per_halaman') ?? String(DEFAULT_ROWS));
  if (Number.isNaN(since)) return bad(400, 'diubah_sejak bukan waktu ISO 8601', 'VALIDASI');
  if (page === undefined || asked === undefined) return bad(400, 'halaman dan per_halaman adalah bilangan', 'VALIDASI');
  register.now();
  const rows = Math.min(asked, settings.largestPage);
  const from = (page - 1) * rows;
  const status = query.get('status');
  // only where it is asked for does a status cost a look at everything
  const filtered =
    status === null || status === ''
      ? undefined
      : register
          .changedSince(since, { from: 0, size: Number.POSITIVE_INFINITY })
          .filter((each) => each.status === status);
  const there = filtered?.slice(from, from + rows) ?? register.changedSince(since, { from, size: rows });
  const count = filtered?.length ?? register.countSince(since);
  const bent = bentPage(
    there.map((complaint) => bentComplaint(complaint, faults)),
    faults,
  );
  return good(bent, { ke: page, total: Math.ceil(count / rows), jumlah: count });
}

function wholeNumber(text: string): number | undefined {
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}

function intake({ body, headers, faults }: UpstreamRequest, desk: Desk): Finding {
  const fields = fieldsOf(body);
  if (!fields) return unreadable;
  const taken = takeJson(fields, headers['idempotency-key'] ?? null, desk);
  if (taken.kind !== 'taken') return taken;
  const receipt = bentReceipt(taken.receipt, faults);
  return taken.isRepeat ? good(receipt) : created(receipt);
}

function act(trackingId: string, name: string, { body, headers }: UpstreamRequest, desk: Desk): Finding {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) return noRoute;
  const complaint = desk.register.find(trackingId);
  if (!complaint) return unknownNumber;
  const fields = fieldsOf(body);
  return fields ? action(complaint, fields, headers['idempotency-key'] ?? null, desk) : unreadable;
}

const unreadable = bad(400, 'Badan permintaan bukan objek JSON', 'VALIDASI');

function fieldsOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const fields: unknown = JSON.parse(body);
    return isRecord(fields) ? fields : undefined;
  } catch {
    return undefined;
  }
}
