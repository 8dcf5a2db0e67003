import { record, requireAudit } from '../api/admission.ts';
import { pesanOf } from '../api/message-view.ts';
import { Problem } from '../api/problems.ts';
import { latest, settledWithin } from '../api/submit-handler.ts';
import type { FacadeOperation } from '../mapping/backwards/facade.ts';
import type { AcceptedForward } from '../relay/accepting.ts';
import { inTurn } from '../relay/in-turn.ts';
import type { FacadeRoute } from '../services/facades.ts';
import type { SubmitService } from '../services/service.ts';
import type { StoredMessage } from '../store/forwarding.ts';
import type { AdmittedCall } from './asking.ts';
import type { FacadeParts } from './parts.ts';
import { numberAmong, provisionalLink, provisionalNumber } from './provisional.ts';
import { asAnswer, cannotSay, type Said } from './saying.ts';

/** A call that hands something in. `fingerprint`: of the whole call; the same again is the same call sent again. */
export interface SubmittedCall extends AdmittedCall {
  readonly fingerprint: string;
}

/**
 * The old intakes know no repeats, and whoever got no answer in time sends the same bytes again: within this time, and
 * at most twice as long, they are one report. After it the same bytes are a new one.
 */
const SAME_CALL_MS = 3_600_000;

/** On the disk first, then forwarded; waits a little for the upstream's own number. Throws a Problem. */
export async function submitCall(
  call: SubmittedCall,
  operation: FacadeOperation,
  route: Extract<FacadeRoute, { kind: 'submit' }>,
  parts: FacadeParts,
): Promise<Said> {
  const { edge, waitMs } = parts;
  requireAudit(edge);
  const { application, purpose, params, requestId } = call;
  const service = route.service as unknown as SubmitService<Record<string, unknown>>;
  const permission = edge.permissions.of(application, purpose, { name: service.name }, []);
  const accepting = () => accept(call, service, permission, parts);
  const [accepted] = await inTurn(`fasad ${application.id} ${call.fingerprint}`, accepting);
  if (!accepted) throw new Error(`${service.name} planned nothing`);
  const told = { service: service.name, subject: service.subject?.(params) ?? '', outcome: 'diterima' };
  record(edge, { requestId }, { application, purpose, params, permission }, told);
  await settledWithin(waitMs, [accepted], edge);
  return said(await latest(accepted.message, edge), call, operation, route, parts);
}

async function accept(
  { application, params, fingerprint }: SubmittedCall,
  service: SubmitService<Record<string, unknown>>,
  permission: Parameters<FacadeParts['edge']['contextFor']>[0]['permission'],
  { edge, count }: FacadeParts,
): Promise<readonly AcceptedForward[]> {
  const hour = Math.floor(edge.now().getTime() / SAME_CALL_MS);
  const keyIn = (at: number) => ({ key: `fasad ${at} ${fingerprint}`, request: fingerprint });
  for (const at of [hour, hour - 1]) {
    const before = await edge.relay.repeated(application.id, keyIn(at));
    if (before.length > 0) return before;
  }
  const context = edge.contextFor({ application, ...(permission ? { permission } : {}) });
  const { submissions, along = {} } = await service.plan(params, context);
  const number = provisionalNumber(await count('fasad sementara'));
  const links = submissions.map(({ about }) => provisionalLink(about, number));
  return edge.relay.accept(
    submissions.map((one) => ({ ...one, service: service.forward, application: application.id })),
    { repeatable: keyIn(hour), along: { ...along, links: [...(along.links ?? []), ...links] } },
  );
}

async function said(
  message: StoredMessage,
  { asked }: SubmittedCall,
  operation: FacadeOperation,
  { provisional }: Extract<FacadeRoute, { kind: 'submit' }>,
  { edge, records }: FacadeParts,
): Promise<Said> {
  const result = edge.payloads.openResult(message);
  if (message.state === 'refused' || message.state === 'cancelled') throw refusalOf(message, result, edge);
  const arrived = message.state === 'delivered' && result !== null;
  const value = arrived ? result : provisional(await numberOf(message.about, records));
  const found = operation.found(value, { asked, now: edge.now(), allowed: undefined });
  if (!found) throw cannotSay();
  return {
    answer: { ...asAnswer(found.word), ...('payload' in found ? { payload: found.payload } : {}) },
    headers: { 'X-Simpul-Keadaan': arrived ? 'terkirim' : 'menunggu', 'X-Simpul-Pesan': message.id },
  };
}

async function numberOf(about: string, records: FacadeParts['records']): Promise<string> {
  const [collection = '', id = ''] = about.split(' ');
  const number = numberAmong(await records.links(collection, id));
  if (number === undefined) throw new Error(`a ${collection} of an old interface has no provisional number`);
  return number;
}

function refusalOf(message: StoredMessage, result: unknown, { relay }: FacadeParts['edge']): Problem {
  const { hulu } = pesanOf(message, relay.laneOf(message.lane), result);
  return new Problem('ditolak-hulu', {
    detail: 'Laporan ini ditolak.',
    ...(hulu ? { upstream: hulu } : {}),
  });
}
