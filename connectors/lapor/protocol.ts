import type { LaporConfig } from '../../openapi/generated/config.ts';
import { faultOfStatus, readAnswerText, retryAfter } from '../answer-text.ts';
import type { Drift, Fault, HttpResponse, Reply } from '../connector.ts';
import { UpstreamFault } from '../connector.ts';
import { extraOf, noteExtra, noteUnnamed } from '../envelope-drift.ts';
import { asRecord, damaged, isGoneStatus, kindOf, pathGone } from '../unreadable.ts';

export type LaporService = LaporConfig['services'][string];

/** Throws an Error that names the service when the instance was given no address or no key for it. */
export function serviceOf(config: LaporConfig, service: string): LaporService {
  const own = config.services[service];
  if (!own) throw new Error(`no LAPOR service "${service}" in settings.services`);
  if (own.token === undefined && own.splp === undefined)
    throw new Error(`the LAPOR service "${service}" has neither token nor splp`);
  return own;
}

export interface Opening {
  readonly instance: string;
  readonly now: Date;
  readonly isWrite?: boolean;
}

/**
 * Opens the envelope of section 4 of the LAPOR notes. `kode` is handed on as it is; where there is none, the code is
 * `sukses` or `gagal`, by the envelope's own flag. `halaman` stays here: a page that is empty is the last one.
 * What a write is answered with is described for the intake only, so whatever is no object counts as nothing there.
 * Throws an `UpstreamFault` for whatever is no JSON, and for every HTTP status from 500.
 */
export function openEnvelope(response: HttpResponse, opening: Opening): Reply {
  const httpStatus = response.status;
  if (isGone(response)) return pathGone(httpStatus);
  const body = jsonOf(response, opening);
  const envelope = asRecord(body);
  if (!envelope) return damaged(httpStatus, '(envelope)', 'an object', kindOf(body));
  const { sukses, pesan, kode, data } = envelope;
  const said = { httpStatus, ...sentenceOf(pesan), ...comeBack(response, opening) };
  if (typeof sukses !== 'boolean')
    return { ...said, ...damaged(httpStatus, 'sukses', 'true or false', kindOf(sukses)), ...codeOf(kode) };
  return {
    ...said,
    payload: opening.isWrite ? (asRecord(data) ?? null) : data,
    code: sukses ? 'sukses' : 'gagal',
    ...(sukses ? besides(envelope) : codeOf(kode)),
  };
}

/** The envelope of a success, and what is told of a page (the LAPOR notes, section 4). */
const ENVELOPE: ReadonlySet<string> = new Set(['sukses', 'pesan', 'data', 'halaman']);
const PAGE_OF: ReadonlySet<string> = new Set(['ke', 'total', 'jumlah']);
const isOfEnvelope = (name: string) => ENVELOPE.has(name);
const isOfPage = (name: string) => PAGE_OF.has(name);

function besides(envelope: Readonly<Record<string, unknown>>): Pick<Reply, 'extra'> {
  const found: Drift[] = [];
  const { pesan, halaman } = envelope;
  noteUnnamed(found, envelope, isOfEnvelope, '(envelope)');
  if (pesan !== undefined && pesan !== null && typeof pesan !== 'string') noteExtra(found, 'pesan', 'text', pesan);
  const page = asRecord(halaman);
  if (page) noteUnnamed(found, page, isOfPage, 'halaman');
  else if (halaman !== undefined && halaman !== null) noteExtra(found, 'halaman', 'an object', halaman);
  return extraOf(found);
}

/** The first data access answers with the bare list; what else it says is a sentence (the LAPOR notes, section 2.2). */
export function openBare(response: HttpResponse, opening: Opening): Reply {
  if (isGone(response)) return pathGone(response.status);
  const payload = jsonOf(response, opening);
  const [only] = Array.isArray(payload) && payload.length === 1 ? payload : [payload];
  return { payload, httpStatus: response.status, ...anySentenceOf(asRecord(only)), ...comeBack(response, opening) };
}

/** "Not Found" that no application wrote: the path, or the method on it, is not there any more, and nothing was done. */
function isGone({ status, text }: HttpResponse): boolean {
  const body = text.trim();
  return isGoneStatus(status) && !body.startsWith('{') && !body.startsWith('[');
}

function jsonOf(response: HttpResponse, { instance, now }: Opening): unknown {
  refuseBrokenStatus(response, { instance, now });
  refusePage(response, instance);
  const body = readAnswerText(response, now);
  if (body.kind === 'fault') throw new UpstreamFault(instance, body.fault);
  if (body.kind === 'json') return body.value;
  if (response.status < 400 && /token/i.test(body.text)) throw new UpstreamFault(instance, TOKEN_SENTENCE);
  throw new UpstreamFault(instance, faultOfStatus(response.status, response.headers, 'not_json', now));
}

/** From 500 on the body does not matter: the request may have been worked on, and 503 alone says that it was not. */
export function refuseBrokenStatus({ status, headers }: HttpResponse, { instance, now }: Opening): void {
  if (status >= 500) throw new UpstreamFault(instance, faultOfStatus(status, headers, `http_${status}`, now));
}

const PASSWORD_FORM = /type\s*=\s*["']?password/i;
const CLOSED = /pemeliharaan|maintenance/i;
const LOGIN = /\b(log\s?in|masuk|sign\s?in)\b/i;

/**
 * A page in place of an answer. The login page, also with 200 and also as a redirect, says that the key was not
 * accepted: nothing was done there (the LAPOR notes, section 6). Any other page leaves open what was done.
 */
export function refusePage({ status, headers, text }: HttpResponse, instance: string): void {
  const { location } = headers;
  if (status >= 300 && status < 400 && location !== undefined && LOGIN.test(location.replace(/[/_.?=&-]/g, ' ')))
    throw new UpstreamFault(instance, LOGIN_PAGE);
  if (status >= 400 || !isPage(text)) return;
  const asksToLogIn = PASSWORD_FORM.test(text) || (LOGIN.test(text) && !CLOSED.test(text));
  throw new UpstreamFault(instance, asksToLogIn ? LOGIN_PAGE : PAGE);
}

export function isPage(text: string): boolean {
  return /^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|script|br)\b/is.test(text);
}

const LOGIN_PAGE: Fault = { trouble: 'auth', outcome: 'not-done', reason: 'login_page' };
const TOKEN_SENTENCE: Fault = { trouble: 'auth', outcome: 'not-done', reason: 'token_sentence' };
const PAGE: Fault = { trouble: 'unavailable', outcome: 'unknown', reason: 'html' };

function sentenceOf(pesan: unknown): Pick<Reply, 'message'> {
  return typeof pesan === 'string' && pesan.trim() !== '' ? { message: pesan.trim() } : {};
}

/** The form of an error is unknown in both first-generation interfaces: these are the names one would expect. */
const SENTENCES = ['error', 'pesan', 'message', 'keterangan'] as const;

export function anySentenceOf(record: Readonly<Record<string, unknown>> | undefined): Pick<Reply, 'message'> {
  for (const name of SENTENCES) {
    const said = sentenceOf(record?.[name]);
    if (said.message !== undefined) return said;
  }
  return {};
}

function codeOf(kode: unknown): Pick<Reply, 'code'> {
  return (typeof kode === 'string' && kode.trim() !== '') || typeof kode === 'number'
    ? { code: String(kode).trim() }
    : {};
}

export function comeBack({ headers }: HttpResponse, { now }: Opening): Pick<Reply, 'retryAt'> {
  const retryAt = retryAfter(headers, now);
  return retryAt === undefined ? {} : { retryAt };
}
