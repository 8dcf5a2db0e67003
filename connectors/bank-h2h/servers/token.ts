import { createHmac } from 'node:crypto';
import { isSame } from '../../same-text.ts';
import {
  EXPIRED,
  type IncomingCall,
  type Keyring,
  type Login,
  MISSING,
  NOT_SET_UP,
  type Refusal,
  WRONG,
} from './server.ts';
import { bearerOf } from './static.ts';

export interface TokenFor {
  readonly user: string;
  /** The protocol it lets in: a token of one is none of another. */
  readonly audience: string;
  readonly seconds: number;
}

export type TokenState = 'good' | 'expired' | 'bad';

const HEADER = encoded({ alg: 'HS256', typ: 'JWT' });

/**
 * A JWT of HS256 (RFC 7519), as dialect B gives (the bank host-to-host notes, section 5.2). Nothing has to be stored to
 * know it again. `alg` of what comes in is never read: there is one.
 */
export function issueToken({ user, audience, seconds }: TokenFor, secret: string, now: Date): string {
  const issued = Math.floor(now.getTime() / 1000);
  const content = `${HEADER}.${encoded({ sub: user, aud: audience, iat: issued, exp: issued + seconds })}`;
  return `${content}.${sealOf(content, secret)}`;
}

/** Says "expired" only of a token that was ours. */
export function stateOfToken(token: string, wanted: Omit<TokenFor, 'seconds'>, secret: string, now: Date): TokenState {
  const end = token.lastIndexOf('.');
  const content = token.slice(0, Math.max(0, end));
  if (!isSame(token.slice(end + 1), sealOf(content, secret))) return 'bad';
  const { sub, aud, exp } = claimsOf(content);
  if (sub !== wanted.user || aud !== wanted.audience || typeof exp !== 'number') return 'bad';
  return now.getTime() < exp * 1000 ? 'good' : 'expired';
}

/** Of a content whose seal was ours. */
function claimsOf(content: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(content.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** The bearer token of a call, checked. */
export function refusalOfToken(
  { request: { headers } }: IncomingCall,
  wanted: { readonly user: string | undefined; readonly audience: string },
  { config: { tokenSecret }, now }: Keyring,
): Refusal | undefined {
  const { user, audience } = wanted;
  if (tokenSecret === undefined || user === undefined) return NOT_SET_UP;
  const token = bearerOf(headers);
  if (token === '') return MISSING;
  const state = stateOfToken(token, { user, audience }, tokenSecret, now);
  if (state === 'good') return undefined;
  return state === 'expired' ? EXPIRED : WRONG;
}

export function loginOf(wanted: TokenFor, { config: { tokenSecret }, now }: Keyring): Login | Refusal {
  if (tokenSecret === undefined) return NOT_SET_UP;
  return { user: wanted.user, seconds: wanted.seconds, token: issueToken(wanted, tokenSecret, now) };
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

function sealOf(content: string, secret: string): string {
  return createHmac('sha256', secret).update(content).digest('base64url');
}
