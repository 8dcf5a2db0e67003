import { faultOfStatus, readAnswerText, retryAfter } from '../answer-text.ts';
import { type HttpResponse, type Reply, UpstreamFault } from '../connector.ts';
import { asRecord, damaged, isGoneStatus, pathGone } from '../unreadable.ts';

type Members = Readonly<Record<string, unknown>>;

export interface Opening {
  readonly instance: string;
  readonly now: Date;
  /** The record may come alone where a list of them is asked for (service 26 with a number). */
  readonly list: boolean;
}

/**
 * The seven characters: HTTP status, service, case. Some senders emit a number (the SNAP notes, section 9).
 * `undefined`: it is none.
 */
export function responseCodeOf(value: unknown): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return /^[1-5]\d{6}$/.test(text) ? text : undefined;
}

/**
 * Opens an answer. `Reply.code` is HTTP status and case without the service (`40414` of `4042614`), so that a release has
 * the table of section 9 once for all services; `httpStatus` is that of the code, which is trusted over the real one.
 * Throws an `UpstreamFault` whose outcome is unknown for what is in progress (202) and for 5xx.
 */
export function openEnvelope(response: HttpResponse, opening: Opening): Reply {
  const { instance, now } = opening;
  const body = readAnswerText(response, now);
  if (body.kind !== 'json') {
    if (isGoneStatus(response.status)) return pathGone(response.status);
    const fault =
      body.kind === 'fault' ? body.fault : faultOfStatus(response.status, response.headers, 'not_json', now);
    throw new UpstreamFault(instance, fault);
  }
  const record = asRecord(body.value);
  const code = responseCodeOf(record?.responseCode);
  if (!record || code === undefined) return withoutCode(response, opening);
  return replyOf(record, code, response, opening);
}

function replyOf(record: Members, responseCode: string, { headers }: HttpResponse, opening: Opening): Reply {
  const { instance, now, list } = opening;
  const status = responseCode.slice(0, 3);
  if (status === '202' || status.startsWith('5')) {
    const reason = status === '202' ? 'in_progress' : `response_${responseCode}`;
    throw new UpstreamFault(instance, { trouble: 'unanswered', outcome: 'unknown', reason });
  }
  const { responseCode: _code, responseMessage, ...payload } = record;
  const retryAt = retryAfter(headers, now);
  return {
    payload: list ? withList(payload) : payload,
    httpStatus: Number(status),
    code: status + responseCode.slice(5),
    ...(typeof responseMessage === 'string' && responseMessage !== '' ? { message: responseMessage } : {}),
    ...(retryAt === undefined ? {} : { retryAt }),
  };
}

/** Services 32 to 35 spell it with a small d (section 6). */
const LISTED: readonly string[] = ['virtualAccountData', 'virtualAccountdata'];

function withList(payload: Members): Members {
  const alone = LISTED.filter((name) => asRecord(payload[name]) !== undefined);
  return { ...payload, ...Object.fromEntries(alone.map((name) => [name, [payload[name]]])) };
}

/** JSON of a gateway, or a new envelope: by its HTTP status where that says something, else a change. */
function withoutCode(response: HttpResponse, { instance, now }: Opening): Reply {
  const { status, headers } = response;
  if (isGoneStatus(status)) return pathGone(status);
  if (status >= 400) throw new UpstreamFault(instance, faultOfStatus(status, headers, 'no_response_code', now));
  return damaged(status, 'responseCode', 'seven digits', 'none');
}
