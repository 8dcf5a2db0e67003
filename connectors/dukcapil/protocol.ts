import type { DukcapilConfig } from '../../openapi/generated/config.ts';
import { readAnswerText, retryAfter } from '../answer-text.ts';
import type { Drift, HttpResponse, Reply } from '../connector.ts';
import { UpstreamFault } from '../connector.ts';
import { extraOf, noteExtra, noteUnnamed } from '../envelope-drift.ts';

export type DukcapilAccount = DukcapilConfig['services'][string];

/** Throws an Error that names the service when the instance was given no address for it. */
export function accountOf(config: DukcapilConfig, service: string): DukcapilAccount {
  const own = config.services[service];
  if (!own) throw new Error(`no Dukcapil service "${service}" in settings.services`);
  return own;
}

/** The request body: credentials travel in it, beside the question, in upper case (the Dukcapil notes, section 3). */
export function signedBody({ userId, password, ipUser }: DukcapilAccount, question: Readonly<Record<string, unknown>>) {
  return { ...question, USER_ID: userId, PASSWORD: password, IP_USER: ipUser };
}

/** What a path may name: the institution of the national form, region and user of the regional one. */
export function pathSettings({ institution, region, regionUser }: DukcapilAccount): Readonly<Record<string, string>> {
  return {
    ...(institution === undefined ? {} : { institution }),
    ...(region === undefined ? {} : { region }),
    ...(regionUser === undefined ? {} : { regionUser }),
  };
}

/** The sentence stands under one of these, or several at once (the Dukcapil notes, section 4.4). */
const SENTENCES = ['RESPONSE_DESC', 'RESPONSE', 'RESPON'] as const;

/**
 * Opens `content[0]`. HTTP 200 and the envelope say nothing about success, refused logins and used-up quotas included:
 * what the code or the sentence inside means is for the release's `outcomes`.
 * Throws an `UpstreamFault` for whatever is no JSON, and for every HTTP status from 400.
 */
export function openContent(response: HttpResponse, { instance, now }: { instance: string; now: Date }): Reply {
  const { status, headers } = response;
  if (status >= 400) throw unavailable(instance, status, headers, now);
  const body = readAnswerText(response, now);
  if (body.kind === 'fault') throw new UpstreamFault(instance, body.fault);
  if (body.kind === 'text')
    throw new UpstreamFault(instance, { trouble: 'unavailable', outcome: 'unknown', reason: 'not_json' });
  const envelope = isRecord(body.value) ? body.value : {};
  const { content, quotaLimiter } = envelope;
  const quota = quotaLeft(quotaLimiter);
  const [person] = Array.isArray(content) && content.length === 1 ? content : [];
  if (!isRecord(person)) return { payload: undefined, httpStatus: status, damage: [misfit(content)], ...quota };
  const code = codeOf(person);
  return {
    payload: person,
    httpStatus: status,
    ...quota,
    ...code,
    ...(code.damage ? {} : sentenceOf(person)),
    ...besides(envelope),
  };
}

/** The envelope of section 4.1 of the Dukcapil notes. */
const ENVELOPE: ReadonlySet<string> = new Set([
  ...['content', 'quotaLimiter', 'sort', 'number', 'size'],
  ...['firstPage', 'lastPage', 'numberOfElements', 'totalElements'],
]);
const isOfEnvelope = (name: string) => ENVELOPE.has(name);

function besides(envelope: Readonly<Record<string, unknown>>): Pick<Reply, 'extra'> {
  const found: Drift[] = [];
  const { quotaLimiter } = envelope;
  noteUnnamed(found, envelope, isOfEnvelope, '(envelope)');
  const isThere = quotaLimiter !== undefined && quotaLimiter !== null && String(quotaLimiter).trim() !== '';
  if (isThere && quotaLeft(quotaLimiter).quotaLeft === undefined)
    noteExtra(found, 'quotaLimiter', 'a number', quotaLimiter);
  return extraOf(found);
}

/** A code in a form nobody knows is no missing code: beside elements that all match it may say "deceased". */
function codeOf(person: Readonly<Record<string, unknown>>): Pick<Reply, 'code' | 'damage'> {
  const code = person.RESPONSE_CODE;
  if (code === undefined || code === null) return {};
  if (typeof code === 'number') return { code: String(code) };
  if (typeof code === 'string') return code.trim() === '' ? {} : { code: code.trim() };
  const got = Array.isArray(code) ? 'list' : typeof code;
  return { damage: [{ kind: 'breaking', path: 'RESPONSE_CODE', expected: 'text or number', got }] };
}

function sentenceOf(person: Readonly<Record<string, unknown>>): { message?: string } {
  for (const name of SENTENCES) {
    const sentence = person[name];
    if (typeof sentence === 'string' && sentence.trim() !== '') return { message: sentence.trim() };
  }
  return {};
}

/** A number on newer answers, text on face matching, missing on old ones. */
function quotaLeft(value: unknown): { quotaLeft?: number } {
  const left = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof left === 'number' && Number.isFinite(left) ? { quotaLeft: left } : {};
}

function unavailable(instance: string, status: number, headers: HttpResponse['headers'], now: Date): UpstreamFault {
  const retryAt = retryAfter(headers, now);
  return new UpstreamFault(instance, {
    trouble: status === 429 ? 'throttled' : 'unavailable',
    outcome: status === 502 || status === 504 ? 'unknown' : 'not-done',
    reason: `http_${status}`,
    ...(retryAt ? { retryAt } : {}),
  });
}

function misfit(content: unknown): Drift {
  const got =
    content === undefined
      ? 'missing'
      : content === null
        ? 'null'
        : Array.isArray(content)
          ? `a list of ${content.length}`
          : typeof content;
  return { kind: 'breaking', path: 'content', expected: 'a list of one object', got };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
