import { VClaimNotAuthorised, VClaimRefused, VClaimUnreachable, VClaimUnreadable } from './errors.ts';
import { member, type Place, text } from './reading.ts';

export interface Opened {
  readonly response: Place;
  /** The words of metaData; `OK`, `Ok` or `Sukses` where nothing is remarkable. */
  readonly message: string;
}

/**
 * Takes `{ "metaData": { "code": "200", "message": "OK" }, "response": ... }` apart. Business refusals come with HTTP 200
 * and their code inside, so the envelope is read first and the status counts only where there is none.
 */
export function openEnvelope(status: number, body: string): Opened {
  const answer: Place = { value: parse(body), at: 'answer' };
  if (!hasEnvelope(answer.value)) throw withoutEnvelope(status);
  const metaData = member(answer, 'metaData');
  const code = text(member(metaData, 'code'));
  const message = text(member(metaData, 'message'));
  if (code === '200') return { response: member(answer, 'response'), message };
  throw failure(status, code, message);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // JSON itself has no such value
  }
}

function hasEnvelope(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'metaData' in value;
}

/** Pages of gateways and proxies, and bare texts such as `Authentication failed`: it was not the service that spoke. */
function withoutEnvelope(status: number): Error {
  if (status === 401 || status === 403) return new VClaimNotAuthorised(`HTTP ${status}`);
  if (status >= 400) return new VClaimUnreachable(`HTTP ${status}`);
  return new VClaimUnreadable('answer', `HTTP ${status} without metaData`);
}

function failure(status: number, code: string, message: string): Error {
  if (code === '201') return new VClaimRefused(message);
  if (status === 401 || status === 403 || ['401', '403'].includes(code) || isAboutTheCaller(message)) {
    return new VClaimNotAuthorised(message);
  }
  if (/^5\d\d$/.test(code) || code === '429') return new VClaimUnreachable(message);
  return new VClaimUnreadable('answer.metaData.code', 'unknown code');
}

/** The code of a bad signature is nowhere written down; its words are. */
function isAboutTheCaller(message: string): boolean {
  return message.startsWith('Unauthorized!') || message === 'Signature Service Tidak Sesuai';
}
