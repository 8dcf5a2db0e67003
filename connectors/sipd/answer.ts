import { faultOfStatus, readAnswerText } from '../answer-text.ts';
import type { Fault, HttpResponse, Reply } from '../connector.ts';
import { UpstreamFault } from '../connector.ts';
import { isGoneStatus } from '../unreadable.ts';

export interface Opening {
  readonly instance: string;
  readonly now: Date;
}

/**
 * The JSON of an answer of SIPD or of its mirror that is no page of those `refusePage` knows. Throws an `UpstreamFault` for everything that is none: pages, cut
 * bodies, an overloaded gateway (the SIPD notes, section 7).
 */
export function jsonOf(response: HttpResponse, { instance, now }: Opening): unknown {
  const { status, headers } = response;
  const body = readAnswerText(response, now);
  if (status === 502 || status === 503 || status === 504) {
    const { retryAt } = faultOfStatus(status, headers, '', now);
    throw new UpstreamFault(instance, { ...OVERLOADED, ...(retryAt ? { retryAt } : {}) });
  }
  if (body.kind === 'json') return body.value;
  if (body.kind === 'fault') throw new UpstreamFault(instance, body.fault);
  if (/^null$/i.test(body.text)) return null;
  if (/^-?\d+$/.test(body.text)) return Number(body.text); // WordPress: `0`, `-1`
  const sentence = /^"(.*)"$/s.exec(body.text)?.[1] ?? body.text;
  if (/gagal memproses permintaan/i.test(sentence)) throw new UpstreamFault(instance, OVERLOADED);
  throw new UpstreamFault(instance, faultOfStatus(status, headers, 'not_json', now));
}

const OVERLOADED: Fault = { trouble: 'unavailable', outcome: 'unknown', reason: 'overloaded' };

const FIREWALL = /\bid\s*=\s*["']?cf-error-details\b/i;
const MAINTENANCE = /<(title|h[1-6])\b[^>]*>[^<]*(maintenance|pemeliharaan|perbaikan)[^<]*<\/\1/i;
const LOGIN = /type\s*=\s*["']?password|<(title|h[1-6])\b[^>]*>[^<]*\b(log\s?in|masuk|sign\s?in)\b[^<]*<\/\1/i;

/** A page in place of an answer, with any status: who wrote it says what is the matter. */
export function refusePage({ status, headers, text }: HttpResponse, { instance, now }: Opening): void {
  const { location } = headers;
  if (status >= 300 && status < 400) {
    const asksToLogIn = /login|masuk|signin/i.test(location ?? '');
    throw new UpstreamFault(instance, asksToLogIn ? SESSION_ENDED : { ...OVERLOADED, reason: 'redirect' });
  }
  if (!text.trimStart().startsWith('<')) return;
  if (FIREWALL.test(text)) throw new UpstreamFault(instance, BLOCKED);
  if (MAINTENANCE.test(text)) {
    const { retryAt } = faultOfStatus(503, headers, '', now);
    throw new UpstreamFault(instance, { ...CLOSED, ...(retryAt ? { retryAt } : {}) });
  }
  if (LOGIN.test(text)) throw new UpstreamFault(instance, SESSION_ENDED);
}

/** The edge firewall does not accept this address or this client: to go on asking makes it worse, as with a key. */
const BLOCKED: Fault = { trouble: 'auth', outcome: 'not-done', reason: 'blocked' };
const CLOSED: Fault = { trouble: 'maintenance', outcome: 'not-done', reason: 'maintenance' };
const SESSION_ENDED: Fault = { trouble: 'auth', outcome: 'not-done', reason: 'auth_failed' };

/** "Not Found" that no application wrote: the path is not there any more. */
export function isGone({ status, text }: HttpResponse): boolean {
  return isGoneStatus(status) && !/^\s*[{["]/.test(text);
}

export function sentenceOf(message: unknown): Pick<Reply, 'message'> {
  return typeof message === 'string' && message.trim() !== '' ? { message: message.trim() } : {};
}

/** The code of an answer that has no rows, whatever its form: what it means is for the release's outcomes. */
export const NO_ROWS = 'kosong';

export function hasNoRows(payload: unknown): boolean {
  return Array.isArray(payload) && payload.length === 0;
}
