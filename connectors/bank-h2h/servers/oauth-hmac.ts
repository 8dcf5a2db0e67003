import { createHmac } from 'node:crypto';
import { isSame } from '../../same-text.ts';
import { BAD_LOGIN, EXPIRED, MISSING, memberText, NOT_SET_UP, type Server, WRONG } from './server.ts';
import { isFresh, signedPathOf } from './signed-call.ts';
import { loginOf, refusalOfToken } from './token.ts';

const AUDIENCE = 'oauth-hmac';
const SECONDS = 900;

export interface SignedText {
  readonly path: string;
  readonly verb: string;
  /** With the word `Bearer`, as the header has it. */
  readonly token: string;
  readonly timestamp: string;
  /** The very bytes that were sent. */
  readonly body: string;
}

/**
 * HMAC-SHA256 in base64 over path, verb, token, time and body (dialect E of the bank host-to-host notes, section 5.5, with
 * a worked example; that it is base64 is presumed there).
 */
export function signatureOf({ path, verb, token, timestamp, body }: SignedText, secret: string): string {
  const text = `path=${path}&verb=${verb}&token=${token}&timestamp=${timestamp}&body=${body}`;
  return createHmac('sha256', secret).update(text).digest('base64');
}

/** A token for client id and secret, sent as a form; then every call is signed with the secret as well. */
export const oauthHmac: Server = {
  refusalOf(call, keys) {
    const { config, now } = keys;
    const { headers, method, body } = call.request;
    if (config.clientSecret === undefined) return NOT_SET_UP;
    const refusal = refusalOfToken(call, { user: config.clientId, audience: AUDIENCE }, keys);
    if (refusal) return refusal;
    const { 'x-timestamp': timestamp = '', 'x-signature': signature = '', authorization: token = '' } = headers;
    if (timestamp === '' || signature === '') return MISSING;
    const signed = { path: signedPathOf(call.request, config), verb: method, token, timestamp, body };
    if (!isSame(signature, signatureOf(signed, config.clientSecret))) return WRONG;
    return isFresh(timestamp, now, config) ? undefined : EXPIRED;
  },
  login({ members }, keys) {
    const { clientId, clientSecret } = keys.config;
    if (clientId === undefined || clientSecret === undefined) return NOT_SET_UP;
    const isClient = isSame(memberText(members, 'client_id'), clientId);
    const isSecret = isSame(memberText(members, 'client_secret'), clientSecret);
    if (!isClient || !isSecret) return BAD_LOGIN;
    return loginOf({ user: clientId, audience: AUDIENCE, seconds: SECONDS }, keys);
  },
};
