import type { AcceptedForward } from '../relay/accepting.ts';
import type { Repeatable } from '../relay/forward-service.ts';
import { inTurn } from '../relay/in-turn.ts';
import type { Payloads } from '../relay/payloads.ts';
import type { Relay } from '../relay/relay.ts';
import type { ServiceContext, SubmitService } from '../services/service.ts';
import type { MessageStore, StoredMessage } from '../store/forwarding.ts';
import { type AdmissionEdge, type Admitted, admit, record, requireAudit } from './admission.ts';
import type { ApiOperation } from './document.ts';
import { answerJson } from './json-answer.ts';
import { pesanOf } from './message-view.ts';
import type { EdgeRequest, Handler } from './read-handler.ts';
import type { Checked, RawRequest } from './validation.ts';

export interface ForwardEdge extends AdmissionEdge {
  readonly relay: Relay;
  readonly messages: MessageStore;
  readonly payloads: Payloads;
  readonly contextFor: (admitted: Pick<Admitted, 'application' | 'permission'>) => ServiceContext;
}

/** The journey of a forward at the edge: let in, planned, on the disk, and only then 202. */
export function createSubmitHandler(
  given: SubmitService,
  operation: ApiOperation,
  check: (request: RawRequest) => Checked,
  edge: ForwardEdge,
): Handler {
  const service = given as unknown as SubmitService<Record<string, unknown>>;
  return async (request) => {
    const admitted = await admit(request, operation, check, edge, true);
    if (service.subject) requireAudit(edge);
    const repeatable = repeatableOf(request, operation);
    const accepting = () => accept(service, admitted, repeatable, edge);
    // of two with one key at once, to another number of offices, each would get a part of its messages in
    const accepted = await (repeatable
      ? inTurn(`idempotency ${admitted.application.id} ${repeatable.key}`, accepting)
      : accepting());
    if (service.subject) {
      const subject = service.subject(admitted.params);
      record(edge, request, admitted, { service: service.name, subject, outcome: 'diterima' });
    }
    const waitMs = preferredWaitMs(request.headers.prefer);
    const preferred = waitMs > 0;
    const settled = preferred && (await settledWithin(waitMs, accepted, edge));
    const messages = await Promise.all(
      accepted.map(({ message, fresh }) => (preferred || !fresh ? latest(message, edge) : message)),
    );
    answer(request, messages, { settled, preferred, many: service.many ?? false }, edge);
  };
}

async function accept(
  service: SubmitService<Record<string, unknown>>,
  admitted: Admitted,
  repeatable: Repeatable | undefined,
  edge: ForwardEdge,
): Promise<readonly AcceptedForward[]> {
  const { application, params } = admitted;
  const options = repeatable ? { repeatable } : {};
  try {
    const { submissions, along } = await service.plan(params, edge.contextFor(admitted));
    return await edge.relay.accept(
      submissions.map((submission) => ({ ...submission, service: service.forward, application: application.id })),
      { ...options, ...(along ? { along } : {}) },
    );
  } catch (error) {
    // what is refused because it is there already may be there because of this very request
    const before = repeatable ? await edge.relay.repeated(application.id, repeatable) : [];
    if (before.length > 0) return before;
    throw error;
  }
}

function repeatableOf({ headers, path, query, body }: EdgeRequest, { id }: ApiOperation): Repeatable | undefined {
  const key = headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return undefined;
  return { key, request: JSON.stringify([id, path, query?.toString() ?? '', body]) };
}

const LONGEST_WAIT_SECONDS = 30;

/** `Prefer: wait=5` (RFC 7240); what cannot be read is no preference. */
function preferredWaitMs(prefer: string | string[] | undefined): number {
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,3})/i.exec(String(prefer ?? ''))?.[1];
  return seconds === undefined ? 0 : Math.min(LONGEST_WAIT_SECONDS, Number(seconds)) * 1000;
}

export async function settledWithin(
  waitMs: number,
  accepted: readonly AcceptedForward[],
  edge: ForwardEdge,
): Promise<boolean> {
  const before = performance.now();
  for (const { message } of accepted) {
    const left = waitMs - (performance.now() - before);
    const first = await latest(message, edge); // it may have come to something before anybody waited
    if (isSettled(first)) continue;
    if (left > 0) await edge.relay.outcome(message.id, left);
    if (!isSettled(await latest(message, edge))) return false;
  }
  return true;
}

function isSettled({ state }: StoredMessage): boolean {
  return state !== 'waiting' && state !== 'sending';
}

export async function latest(message: StoredMessage, { messages }: ForwardEdge): Promise<StoredMessage> {
  return (await messages.get(message.id)) ?? message;
}

interface How {
  readonly settled: boolean;
  readonly preferred: boolean;
  readonly many: boolean;
}

function answer(request: EdgeRequest, messages: readonly StoredMessage[], how: How, edge: ForwardEdge): void {
  const all = messages.map((message) =>
    pesanOf(message, edge.relay.laneOf(message.lane), edge.payloads.openResult(message)),
  );
  const [first] = all;
  const headers = {
    ...(first ? { Location: `/v1/pesan/${first.id}` } : {}),
    ...(how.preferred ? { 'Preference-Applied': 'wait' } : {}),
  };
  answerJson(request, how.settled ? 201 : 202, { data: how.many ? all : first }, headers);
}
