import { createDecipheriv, createHmac, createSecretKey, hash } from 'node:crypto';
import type { BpjsConfig } from '../../openapi/generated/config.ts';
import { readAnswerText, retryAfter } from '../answer-text.ts';
import type { Drift, HttpResponse, Reply } from '../connector.ts';
import { UpstreamFault } from '../connector.ts';
import { extraOf, noteExtra, noteUnnamed } from '../envelope-drift.ts';
import { parseExactJson } from '../exact-json.ts';
import { readLzText } from './lz-text.ts';

/** One facility's credentials for one service. BPJS gives a user key per service, and sometimes a consumer too. */
export interface BpjsAccount {
  readonly baseUrl: string;
  readonly consumerId: string;
  readonly consumerSecret: string;
  readonly userKey?: string;
}

/** Throws an Error that names the service when the instance was given no address for it. */
export function accountOf(config: BpjsConfig, service: string): BpjsAccount {
  const own = config.services[service];
  if (!own) throw new Error(`no BPJS service "${service}" in settings.services`);
  return {
    baseUrl: own.baseUrl,
    consumerId: own.consumerId ?? config.consumerId,
    consumerSecret: own.consumerSecret ?? config.consumerSecret,
    ...(own.userKey === undefined ? {} : { userKey: own.userKey }),
  };
}

/**
 * The signature headers of a call. `X-timestamp` is Unix time in whole seconds, UTC (not milliseconds, not local time).
 * The same text is part of the key of the answer, so it is made once per call and handed on.
 * Source: the BPJS notes, section 2, with vectors that protocol.test.ts repeats.
 */
export function signedHeaders({ consumerId, consumerSecret, userKey }: BpjsAccount, timestamp: string) {
  return {
    'X-cons-id': consumerId,
    'X-timestamp': timestamp,
    'X-signature': hmacSha256(`${consumerId}&${timestamp}`, consumerSecret),
    ...(userKey === undefined ? {} : { user_key: userKey }),
  };
}

export function hmacSha256(message: string, key: string): string {
  return createHmac('sha256', key).update(message).digest('base64');
}

export function unixSeconds(now: Date): string {
  return String(Math.floor(now.getTime() / 1000));
}

/** The text an answer is sealed with: consumer, secret and the timestamp of that very request, without a separator. */
export function sealingText({ consumerId, consumerSecret }: BpjsAccount, timestamp: string): string {
  return consumerId + consumerSecret + timestamp;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Opens a sealed `response`: base64, AES-256-CBC, LZ-String, JSON (the BPJS notes, section 4).
 * `undefined` when it cannot be opened. A wrong key survives the padding about once in 256 times; what comes out is
 * rubbish or nothing, so an empty decompression is a failure and never an empty answer.
 */
export function unseal(sealed: string, keyText: string): { readonly value: unknown } | undefined {
  if (!BASE64.test(sealed)) return undefined;
  const key = hash('sha256', keyText, 'buffer');
  try {
    // a key object is three times as fast as the same bytes
    const decipher = createDecipheriv('aes-256-cbc', createSecretKey(key), key.subarray(0, 16));
    const compressed = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]);
    const json = readLzText(compressed);
    return json ? { value: parseExactJson(json) } : undefined;
  } catch {
    return undefined; // bad padding, or rubbish that is no JSON
  }
}

interface Opening {
  readonly instance: string;
  readonly now: Date;
  /** Absent for services that never seal. */
  readonly keyText?: string;
}

/**
 * Opens the envelope of any BPJS service. Member names and types vary between services and over time, so `metaData` and
 * `metadata`, `code` and `Code`, text and number are all read (the BPJS notes, section 3). The HTTP status decides only where
 * there is no envelope: VClaim and Antrean answer refusals with 200.
 */
export function openEnvelope(response: HttpResponse, opening: Opening): Reply {
  const reply = readEnvelope(response, opening);
  const retryAt = retryAfter(response.headers, opening.now);
  return retryAt === undefined ? reply : { ...reply, retryAt };
}

function readEnvelope(response: HttpResponse, { instance, now, keyText }: Opening): Reply {
  const httpStatus = response.status;
  const body = readAnswerText(response, now);
  if (body.kind === 'fault' && httpStatus === 405) return { payload: undefined, httpStatus, damage: [METHOD_REFUSED] };
  if (body.kind === 'fault') throw new UpstreamFault(instance, body.fault);
  if (body.kind === 'text') return { payload: undefined, httpStatus, message: body.text };
  const envelope = asRecord(body.value);
  const meta = asRecord(envelope && memberOf(envelope, 'metadata'));
  if (!envelope || !meta) return withoutEnvelope(envelope, httpStatus);
  const code = memberOf(meta, 'code');
  const message = memberOf(meta, 'message');
  const said = typeof message === 'string' ? { message } : {};
  if (typeof code !== 'string' && typeof code !== 'number')
    return {
      payload: undefined,
      httpStatus,
      damage: [misfit('metaData.code', 'text or number', kindOf(code))],
      ...said,
    };
  return {
    ...openResponse(memberOf(envelope, 'response'), keyText),
    httpStatus,
    code: String(code).trim(),
    ...said,
    ...besides(envelope, meta, message),
  };
}

/** In the spellings that are met most, and in lower case for any other. */
const ENVELOPE: ReadonlySet<string> = new Set(['metaData', 'metadata', 'response']);
const META: ReadonlySet<string> = new Set(['code', 'message']);
const isOfEnvelope = (name: string) => ENVELOPE.has(name) || ENVELOPE.has(name.toLowerCase());
const isOfMeta = (name: string) => META.has(name) || META.has(name.toLowerCase());

/** What stands in the envelope beside section 3 of the BPJS notes. */
function besides(
  envelope: Readonly<Record<string, unknown>>,
  meta: Readonly<Record<string, unknown>>,
  message: unknown,
): Pick<Reply, 'extra'> {
  const found: Drift[] = [];
  noteUnnamed(found, envelope, isOfEnvelope, '(envelope)');
  noteUnnamed(found, meta, isOfMeta, 'metaData');
  if (message !== undefined && message !== null && typeof message !== 'string')
    noteExtra(found, 'metaData.message', 'text', message);
  return extraOf(found);
}

function withoutEnvelope(body: Readonly<Record<string, unknown>> | undefined, httpStatus: number): Reply {
  const message = body && memberOf(body, 'message');
  const damage = [misfit('(envelope)', 'metaData or metadata with a code', body ? 'none' : 'no object')];
  return { payload: undefined, httpStatus, damage, ...(typeof message === 'string' ? { message } : {}) };
}

/** `response` may be sealed text, plain content, a bare number of a letter, null, empty text, or missing. */
function openResponse(response: unknown, keyText: string | undefined): Pick<Reply, 'payload' | 'damage'> {
  if (response === undefined || (typeof response === 'string' && response.trim() === '')) return { payload: null };
  if (typeof response !== 'string' || keyText === undefined) return { payload: response };
  const opened = unseal(response, keyText);
  if (opened) return { payload: opened.value };
  if (LETTER_NUMBER.test(response)) return { payload: response };
  return { payload: undefined, damage: [misfit('response', "sealed with this request's key", 'unreadable')] };
}

/** SEP, control letter and referral numbers come back in clear text from deletes and some updates. */
const LETTER_NUMBER = /^[0-9A-Z]{8}[0-9]{4}[A-Z][0-9]{6}$/;

/** An error page or nothing with HTTP 405 is no passing trouble: the path is there and takes another method now. */
const METHOD_REFUSED = misfit('(method)', 'a method this path takes', 'HTTP 405');

function kindOf(value: unknown): string {
  return value === undefined ? 'missing' : value === null ? 'null' : typeof value;
}

function misfit(path: string, expected: string, got: string): Drift {
  return { kind: 'breaking', path, expected, got };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** A member by its name in lower case: BPJS changes the case of its member names. */
function memberOf(record: Readonly<Record<string, unknown>>, lowerCaseName: string): unknown {
  if (Object.hasOwn(record, lowerCaseName)) return record[lowerCaseName];
  for (const name of Object.keys(record)) if (name.toLowerCase() === lowerCaseName) return record[name];
  return undefined;
}
