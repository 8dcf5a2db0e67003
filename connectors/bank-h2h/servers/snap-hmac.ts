import { createHash, createHmac, verify } from 'node:crypto';
import { isSame } from '../../same-text.ts';
import { BAD_LOGIN, EXPIRED, MISSING, NOT_SET_UP, type Server, WRONG } from './server.ts';
import { isFresh, signedPathOf } from './signed-call.ts';
import { bearerOf } from './static.ts';
import { loginOf, refusalOfToken } from './token.ts';

const AUDIENCE = 'snap-hmac';
const SECONDS = 900;

export interface SignedCall {
  readonly method: string;
  /** With the query, in the form sent. */
  readonly path: string;
  /** Without the word Bearer. */
  readonly token: string;
  readonly timestamp: string;
  /** The very bytes that were sent. */
  readonly body: string;
}

/** HMAC-SHA512 in base64 over method, path, token, hash of the body and time (the SNAP notes, section 5.1). */
export function signatureOf({ method, path, token, timestamp, body }: SignedCall, secret: string): string {
  const bodyHash = createHash('sha256').update(minified(body)).digest('hex');
  const text = `${method}:${path}:${token}:${bodyHash}:${timestamp}`;
  return createHmac('sha512', secret).update(text).digest('base64');
}

/** White space outside the string literals of a JSON text goes; nothing else is changed (the SNAP notes, section 5.1). */
export function minified(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/gs, (_all, literal: string | undefined) => literal ?? '');
}

/** Whoever has the bank's private key signed its client id and the time (the SNAP notes, section 3). */
export function isSignedByBank(text: string, signature: string, publicKey: string): boolean {
  return verify('RSA-SHA256', Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64'));
}

/** The headers of SNAP around the neutral contract (the bank host-to-host notes, section 7). */
export const snapHmac: Server = {
  refusalOf(call, keys) {
    const { config, now } = keys;
    const { headers, method, body } = call.request;
    if (config.clientSecret === undefined) return NOT_SET_UP;
    const refusal = refusalOfToken(call, { user: config.clientId, audience: AUDIENCE }, keys);
    if (refusal) return refusal;
    const { 'x-timestamp': timestamp = '', 'x-signature': signature = '' } = headers;
    if (timestamp === '' || signature === '') return MISSING;
    const signed = { method, path: signedPathOf(call.request, config), token: bearerOf(headers), timestamp, body };
    if (!isSame(signature, signatureOf(signed, config.clientSecret))) return WRONG;
    return isFresh(timestamp, now, config) ? undefined : EXPIRED;
  },
  login({ request: { headers } }, keys) {
    const { config, now } = keys;
    const { clientId, bankPublicKey } = config;
    if (clientId === undefined || bankPublicKey === undefined) return NOT_SET_UP;
    const { 'x-client-key': client = '', 'x-timestamp': timestamp = '', 'x-signature': signature = '' } = headers;
    if (client === '' || timestamp === '' || signature === '') return MISSING;
    if (!isSame(client, clientId)) return BAD_LOGIN;
    if (!isSignedByBank(`${clientId}|${timestamp}`, signature, bankPublicKey)) return BAD_LOGIN;
    if (!isFresh(timestamp, now, config)) return EXPIRED;
    return loginOf({ user: clientId, audience: AUDIENCE, seconds: SECONDS }, keys);
  },
};
