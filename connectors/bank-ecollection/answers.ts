import type { BankEcollectionConfig } from '../../openapi/generated/config.ts';
import { faultOfStatus, readAnswerText, retryAfter } from '../answer-text.ts';
import type { Drift, Fault, HttpResponse, Reply } from '../connector.ts';
import { UpstreamFault } from '../connector.ts';
import { extraOf, noteExtra, noteUnnamed } from '../envelope-drift.ts';
import { asRecord, decode } from './protocol.ts';

export interface Opening {
  readonly instance: string;
  readonly config: BankEcollectionConfig;
  readonly now: Date;
  /** What was sent: an answer about another bill is none. */
  readonly sent: Readonly<Record<string, unknown>>;
}

/**
 * Statuses that leave open what was done (the eCollection notes, section 6), by the causes they are given there. All
 * others are decided by the release's outcomes.
 */
const UNANSWERED: ReadonlyMap<string, string> = new Map([
  ['008', 'technical_failure'],
  ['009', 'unexpected_error'], // also what data gives that it cannot decode: clock and keys are the first suspects
  ['010', 'bank_timeout'],
  ['999', 'internal_error'],
]);

/** Opens an answer (section 2). Throws an `UpstreamFault` for whatever does not say what was done. */
export function openAnswer(response: HttpResponse, opening: Opening): Reply {
  const { instance, now } = opening;
  const { status: httpStatus, headers } = response;
  if (httpStatus >= 500)
    throw new UpstreamFault(instance, faultOfStatus(httpStatus, headers, `http_${httpStatus}`, now));
  if (isGone(response)) return { ...damaged(httpStatus, PATH_GONE), notDone: true };
  const body = readAnswerText(response, now);
  if (body.kind === 'fault') throw new UpstreamFault(instance, body.fault);
  if (body.kind === 'text') throw new UpstreamFault(instance, faultOfStatus(httpStatus, headers, 'not_json', now));
  const envelope = asRecord(body.value);
  if (!envelope) return damaged(httpStatus, misfit('(envelope)', 'an object', kindOf(body.value)));
  const retryAt = retryAfter(headers, now);
  return { ...openEnvelope(envelope, httpStatus, opening), ...(retryAt === undefined ? {} : { retryAt }) };
}

/** Three digits: a number has lost its leading zeros, and "0" may not pass for "000". */
const STATUS = /^\d{3}$/;

function openEnvelope(envelope: Readonly<Record<string, unknown>>, httpStatus: number, opening: Opening): Reply {
  const { status, message, data } = envelope;
  if (typeof status !== 'string' || !STATUS.test(status))
    return damaged(httpStatus, misfit('status', 'a text of three digits', kindOf(status)));
  const unanswered = UNANSWERED.get(status);
  if (unanswered !== undefined) throw new UpstreamFault(opening.instance, unknownOutcome(unanswered));
  const said = {
    httpStatus,
    code: status,
    ...(typeof message === 'string' && message.trim() !== '' ? { message: message.trim() } : {}),
  };
  if (status !== '000') return { ...said, payload: undefined, ...besides(envelope) };
  if (data === undefined || data === null || data === '') return { ...said, payload: null, ...besides(envelope) };
  return { ...said, ...openData(data, opening), ...besides(envelope) };
}

function unknownOutcome(reason: string): Fault {
  return { trouble: 'unanswered', outcome: 'unknown', reason };
}

function openData(data: unknown, { instance, config, now, sent }: Opening): Pick<Reply, 'payload' | 'damage'> {
  const clock = { now, windowSeconds: config.clockWindowSeconds };
  const decoded = typeof data === 'string' ? decode(data, config, clock) : undefined;
  if (decoded?.kind === 'outside-window')
    throw new UpstreamFault(instance, { trouble: 'auth', outcome: 'unknown', reason: 'clock_window' });
  if (decoded?.kind !== 'opened')
    return { payload: undefined, damage: [misfit('data', "encoded with this client's keys", 'unreadable')] };
  const other = OF_THE_BILL.find((name) => isOther(decoded.value[name], sent[name]));
  if (other === undefined) return { payload: decoded.value };
  return { payload: undefined, damage: [misfit(`data.${other}`, 'the one that was asked about', 'another')] };
}

/** Nothing in the encoding ties an answer to its question, so these two do. */
const OF_THE_BILL = ['trx_id', 'client_id'] as const;

function isOther(answered: unknown, asked: unknown): boolean {
  if (answered === undefined || answered === null || asked === undefined) return false;
  return String(answered) !== String(asked);
}

const ENVELOPE: ReadonlySet<string> = new Set(['status', 'data', 'message']);
const isOfEnvelope = (name: string) => ENVELOPE.has(name);

function besides(envelope: Readonly<Record<string, unknown>>): Pick<Reply, 'extra'> {
  const found: Drift[] = [];
  const { message } = envelope;
  noteUnnamed(found, envelope, isOfEnvelope, '(envelope)');
  if (message !== undefined && message !== null && typeof message !== 'string')
    noteExtra(found, 'message', 'text', message);
  return extraOf(found);
}

const GONE: readonly number[] = [404, 405, 410];

/** "Not Found" that no bank wrote: nobody is at home at this address, and nothing was done. */
function isGone({ status, text }: HttpResponse): boolean {
  return GONE.includes(status) && !text.trim().startsWith('{');
}

const PATH_GONE = misfit('(path)', 'a path that is answered', 'none');

function damaged(httpStatus: number, drift: Drift): Reply {
  return { payload: undefined, httpStatus, damage: [drift] };
}

function misfit(path: string, expected: string, got: string): Drift {
  return { kind: 'breaking', path, expected, got };
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value;
}
