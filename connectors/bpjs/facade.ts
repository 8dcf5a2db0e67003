import type {
  FacadeAnswer,
  FacadeMoment,
  FacadeProtocol,
  FacadeReceived,
  FacadeRefusal,
  FacadeRequest,
} from '../connector.ts';
import { writeExactJson } from '../exact-json.ts';
import { isSame } from '../same-text.ts';
import { hmacSha256 } from './protocol.ts';

const NOT_REGISTERED: FacadeRefusal = {
  because: 'auth',
  sentence: 'Unauthorized! You are not registered for this service!',
};
const BAD_SIGNATURE: FacadeRefusal = { because: 'auth', sentence: 'Signature Service Tidak Sesuai' };

/**
 * VClaim 1.1 as it was answered until 2021: signed headers, plain JSON, `metaData` with a code in text (the BPJS notes,
 * sections 2 and 3). A signature may be used again inside its window: there is no nonce in this protocol.
 */
export const vclaim1Facade: FacadeProtocol = {
  credential: 'pair',
  receive,
  answer,
};

function receive({ headers, body }: FacadeRequest): FacadeReceived {
  const id = headers['x-cons-id']?.trim() ?? '';
  if (id === '') return { kind: 'refused', ...NOT_REGISTERED };
  const timestamp = headers['x-timestamp']?.trim() ?? '';
  const signature = headers['x-signature']?.trim() ?? '';
  const check = (secret: string | undefined, when: FacadeMoment): FacadeRefusal | undefined => {
    if (secret === undefined) return NOT_REGISTERED;
    const good = isSame(signature, hmacSha256(`${id}&${timestamp}`, secret)) && isInsideWindow(timestamp, when);
    return good ? undefined : BAD_SIGNATURE;
  };
  const question = bodyOf(body);
  if (question === 'broken') return { kind: 'refused', because: 'misasked' };
  return { kind: 'claimed', id, check, ...(question ? { body: question } : {}) };
}

/** Nobody publishes how far a clock may be off (the BPJS notes, section 2). */
function isInsideWindow(timestamp: string, { now, clockToleranceSeconds }: FacadeMoment): boolean {
  const offSeconds = Math.abs(Number(timestamp) - now.getTime() / 1000);
  return /^\d{1,15}$/.test(timestamp) && offSeconds <= clockToleranceSeconds;
}

/** JSON whatever the header says; the reads of this service have no body. */
function bodyOf(body: string): Readonly<Record<string, unknown>> | undefined | 'broken' {
  if (body.trim() === '') return undefined;
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : 'broken';
  } catch {
    return 'broken';
  }
}

/** What has no code is said by the gateway in front, as plain text (the BPJS notes, section 5). */
function answer({ http: status, code, sentence = '', payload = null }: FacadeAnswer) {
  if (code === undefined) return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: sentence };
  const envelope = { metaData: { code, message: sentence }, response: payload };
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: writeExactJson(envelope) };
}
