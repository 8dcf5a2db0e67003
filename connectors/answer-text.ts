import type { Fault, HttpResponse } from './connector.ts';
import { parseExactJson } from './exact-json.ts';

/** What a body turned out to be before anything of the upstream's own envelope is looked at. */
export type AnswerText =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string } // a gateway's one-line sentence
  | { readonly kind: 'fault'; readonly fault: Fault };

const LONGEST_SENTENCE = 300;

/**
 * Reads a body by what it is, not by what its headers say: upstreams send JSON as text/html and error pages with 200.
 * HTML, nothing, cut JSON and a text before the JSON are faults, never "no such record".
 */
export function readAnswerText({ status, headers, text }: HttpResponse, now: Date): AnswerText {
  const unavailable = (reason: string): AnswerText => ({
    kind: 'fault',
    fault: faultOfStatus(status, headers, reason, now),
  });
  const body = text.trim();
  if (body === '') return unavailable('empty_body');
  if (body.startsWith('<')) return unavailable('html');
  if (body.startsWith('{') || body.startsWith('[')) {
    try {
      return { kind: 'json', value: parseExactJson(body) };
    } catch {
      return unavailable('broken_json');
    }
  }
  if (body.length > LONGEST_SENTENCE || body.includes('{')) return unavailable('not_json');
  return { kind: 'text', text: body };
}

/** An HTTP status that says by itself that nothing was answered. */
export function faultOfStatus(status: number, headers: HttpResponse['headers'], reason: string, now: Date): Fault {
  const retryAt = retryAfter(headers, now);
  const at = retryAt === undefined ? {} : { retryAt };
  if (status === 401 || status === 403) return { trouble: 'auth', outcome: 'not-done', reason, ...at };
  if (status === 429) return { trouble: 'throttled', outcome: 'not-done', reason, ...at };
  if (status === 503 && retryAt) return { trouble: 'maintenance', outcome: 'not-done', reason, ...at };
  // 502 and 504 come from a gateway that may have handed the request on; a broken 200 was certainly worked on
  const outcome = status === 503 || status === 404 ? 'not-done' : 'unknown';
  return { trouble: 'unavailable', outcome, reason, ...at };
}

const A_YEAR_MS = 365 * 24 * 3600 * 1000;

/** `Retry-After` as seconds or as an HTTP date; nonsense and the far future are as good as none. */
export function retryAfter(headers: HttpResponse['headers'], now: Date): Date | undefined {
  const text = headers['retry-after'];
  if (!text) return undefined;
  const at = /^\d+$/.test(text.trim()) ? now.getTime() + Number(text) * 1000 : Date.parse(text);
  return Number.isFinite(at) && at - now.getTime() < A_YEAR_MS ? new Date(at) : undefined;
}
