import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Applications } from '../access/applications.ts';
import type { RateLimits } from '../access/limits.ts';
import type { Audit } from '../audit/audit.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { AnyReadService, ReadService } from '../exchange/read-service.ts';
import type { Keadaan, Snapshot } from '../exchange/snapshot.ts';
import { answerOf, namesEtag, problemOf } from './answering.ts';
import { authenticate, checkRate, checkScope, type Permissions, purposeOf } from './caller.ts';
import type { ApiOperation } from './document.ts';
import { answerThisTurn } from './outbox.ts';
import { Problem } from './problems.ts';
import { recordRead } from './read-audit.ts';
import type { Checked, RawRequest } from './validation.ts';

export interface ReadEdge {
  readonly applications: Applications;
  readonly limits: RateLimits;
  readonly permissions: Permissions;
  readonly exchange: Exchange;
  readonly audit: Audit;
  readonly keyedHash: (text: string) => string;
  readonly now: () => Date;
}

export interface EdgeRequest extends RawRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Said by whoever answers what upstreams know. */
  keadaan?: Keadaan;
  /** Said by whoever reads the key. */
  application?: string;
}
/** Answers, or throws a Problem. */
export type Handler = (edge: EdgeRequest) => Promise<void>;

/** The journey of a read at the edge: key, scope, limit, the request against the document, agreement, answer, audit. */
export function createReadHandler(
  service: AnyReadService,
  operation: ApiOperation,
  check: (request: RawRequest) => Checked,
  edge: ReadEdge,
): Handler {
  const { applications, limits, permissions, exchange, audit, now } = edge;
  const reading = service as unknown as ReadService<Record<string, unknown>>;
  const conditional = operation.method === 'get';

  return async (given) => {
    const { headers } = given.request;
    const application = authenticate(headers, applications);
    given.application = application.id;
    checkScope(application, operation);
    await checkRate(application, limits);
    const checked = check(given);
    if (checked.kind === 'bad')
      throw new Problem('permintaan-tidak-sah', {
        detail: `Permintaan tidak sesuai dokumen: ${checked.mistakes.length} kesalahan, lihat "kesalahan".`,
        mistakes: checked.mistakes,
      });
    const { params } = checked;
    const purpose = purposeOf(headers, application);
    const wanted = reading.asksFor?.(params) ?? [];
    const permission = permissions.of(application, purpose, service, wanted);
    if (reading.subject && !audit.available())
      throw new Problem('sibuk', {
        detail: 'Catatan akses sedang tidak dapat ditulis, jadi data pribadi tidak diberikan. Coba lagi sebentar.',
        headers: { 'Retry-After': '5' },
      });
    const reached = exchange.read(reading, params, permission.instances);
    const result = reached instanceof Promise ? await reached : reached;
    const source = result.kind === 'answer' ? result.snapshot.source : result.source;
    const grant = permission.grants.get(source);
    const fields = wanted.length > 0 && operation.method === 'get' ? new Set(wanted) : grant?.fields;
    recordRead(edge, {
      ...{ requestId: given.requestId, application, purpose, service: reading, params, result },
      ...{ agreement: grant?.agreement, wanted, fields },
    });
    if (result.kind !== 'answer') throw problemOf(result, now());
    const { snapshot, keadaan } = result;
    given.keadaan = keadaan;
    const ready = answerOf(snapshot, keadaan, {
      fields,
      always: service.always ?? [],
      endsSoon: grant?.endsSoon ?? false,
    });
    send(given, ready.body, conditional ? ready.etag : undefined, ageHeaders(snapshot, keadaan, now().getTime()));
  };
}

interface AgeHeaders {
  readonly cacheControl: string;
  readonly ageSeconds: number;
}

/** How long the caller may keep it: as long as it is fresh here. Personal data never belongs in a shared cache. */
function ageHeaders({ fetchedAt, freshUntil }: Snapshot, keadaan: Keadaan, at: number): AgeHeaders {
  const left = keadaan === 'usang' ? 0 : Math.floor((freshUntil - at) / 1000);
  return {
    cacheControl: left > 0 ? `private, max-age=${left}` : 'private, no-store',
    ageSeconds: Math.max(0, Math.floor((at - fetchedAt) / 1000)),
  };
}

function send({ request, response, requestId }: EdgeRequest, body: string, etag: string | undefined, age: AgeHeaders) {
  const { cacheControl, ageSeconds } = age;
  const headers = [
    'Cache-Control',
    cacheControl,
    'Age',
    String(ageSeconds),
    'X-Content-Type-Options',
    'nosniff',
    'X-Request-Id',
    requestId,
  ];
  if (etag !== undefined) {
    headers.push('ETag', etag);
    if (namesEtag(request.headers['if-none-match'], etag)) {
      answerThisTurn(response, 304, headers);
      return;
    }
  }
  headers.push('Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(body.length));
  answerThisTurn(response, 200, headers, body);
}
