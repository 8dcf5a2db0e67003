import type { CallWindow, HttpRequest, HttpResponse, ProtocolContext } from '../connector.ts';
import { UpstreamFault } from '../connector.ts';
import type { SipdService } from './services.ts';

/**
 * SIPD's throttle (the SIPD notes, section 5): some twenty calls, told in `x-ratelimit-*`, and over it HTTP 429 or the
 * words "Too Many Requests" in whatever form, with any status. Who goes on knocking is blocked, so a window that is
 * closed is closed here: no call leaves before it opens, whoever asks and however many at once.
 */

interface Window {
  /** When SIPD was heard saying so. An answer that is read once more is of an earlier moment, and passes. */
  readonly toldAt: number;
  readonly until: number;
}

/** By the settings of the service, so by account: they live as long as the instance. */
const closed = new WeakMap<SipdService, Window>();
const underWay = new WeakMap<SipdService, number>();
/** When the count that was told last begins anew. */
const counted = new WeakMap<SipdService, number>();

type Waiting = Pick<ProtocolContext<unknown>, 'instance' | 'http' | 'now'>;

/** Sends one request, unless SIPD said to wait. Throws an `UpstreamFault` with the moment from which it may be asked. */
export async function sendInTurn(
  service: SipdService,
  request: HttpRequest,
  { instance, http, now }: Waiting,
): Promise<HttpResponse> {
  const at = now().getTime();
  const window = closed.get(service);
  if (window && window.toldAt <= at && at < window.until) throw throttled(instance, new Date(window.until));
  underWay.set(service, (underWay.get(service) ?? 0) + 1);
  try {
    const response = await http.request(request);
    noteWindow(service, response, now().getTime());
    return response;
  } finally {
    underWay.set(service, (underWay.get(service) ?? 1) - 1);
  }
}

/** Throws when SIPD says that it is asked too often. */
export function refuseThrottled(service: SipdService, response: HttpResponse, instance: string, now: Date): void {
  if (isThrottled(response)) throw throttled(instance, new Date(opensAt(service, response, now.getTime())));
}

/** `undefined`: nothing was said of a limit, or what was said is over. */
export function windowOf(service: SipdService, now: Date): CallWindow | undefined {
  const at = now.getTime();
  const window = closed.get(service);
  if (window && window.toldAt <= at && at < window.until) return { endsAt: new Date(window.until), closed: true };
  const until = counted.get(service);
  return until !== undefined && at < until ? { endsAt: new Date(until), closed: false } : undefined;
}

function noteWindow(service: SipdService, response: HttpResponse, now: number): void {
  const others = (underWay.get(service) ?? 1) - 1;
  const left = wholeNumber(response.headers['x-ratelimit-remaining']);
  // those under way use up what is left
  const isUsedUp = left !== undefined && left <= others;
  if (left !== undefined) counted.set(service, opensAt(service, response, now));
  if (!isThrottled(response) && !isUsedUp) return;
  const until = opensAt(service, response, now);
  const before = closed.get(service);
  if (!before || before.until < until) closed.set(service, { toldAt: now, until });
}

/** One second after the reset that is told; where none is, the pause of the settings. */
function opensAt({ throttlePauseSeconds }: SipdService, { headers }: HttpResponse, now: number): number {
  const reset = wholeNumber(headers['x-ratelimit-reset']);
  const retry = wholeNumber(headers['retry-after']);
  const told = reset === undefined ? retry : Math.max(reset, retry ?? 0);
  return now + 1000 * (told === undefined ? throttlePauseSeconds : Math.min(told, LONGEST_SECONDS) + 1);
}

/** A reset that is a moment and no number of seconds would close SIPD for years. */
const LONGEST_SECONDS = 3600;

const WORDS = /^\W*too many requests\W*$/i;
const LONGEST_SENTENCE = 200;

/** HTTP 429; or the words alone, as text, as a JSON string or as the message of an object, with any status. */
function isThrottled({ status, text }: HttpResponse): boolean {
  if (status === 429) return true;
  const body = text.length > LONGEST_SENTENCE ? '' : text.trim();
  if (!/too many requests/i.test(body)) return false;
  if (WORDS.test(body)) return true;
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' && WORDS.test(message.trim());
  } catch {
    return false;
  }
}

function wholeNumber(header: string | undefined): number | undefined {
  return header !== undefined && /^\s*\d{1,12}\s*$/.test(header) ? Number(header) : undefined;
}

function throttled(instance: string, retryAt: Date): UpstreamFault {
  return new UpstreamFault(instance, { trouble: 'throttled', outcome: 'not-done', reason: 'throttled', retryAt });
}
