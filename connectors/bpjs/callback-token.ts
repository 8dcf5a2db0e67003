import { createHmac } from 'node:crypto';
import { isSame } from '../same-text.ts';

export interface TokenKey {
  readonly username: string;
  readonly tokenSecret: string;
}

export type TokenState = 'good' | 'expired' | 'bad';

/**
 * A token for Mobile JKN: `1.{user, base64url}.{expiry, Unix seconds}.{HMAC-SHA256, base64url}`. Its form and lifetime
 * are the hospital's affair (the BPJS notes, section 8); nothing has to be stored to know it again.
 */
export function issueToken({ username, tokenSecret }: TokenKey, expires: Date): string {
  const seconds = Math.floor(expires.getTime() / 1000);
  const content = `1.${Buffer.from(username, 'utf8').toString('base64url')}.${seconds}`;
  return `${content}.${sealOf(content, tokenSecret)}`;
}

/** Says "expired" only of a token that was ours: to whoever makes up tokens all of them are bad. */
export function stateOfToken(token: string, key: TokenKey, now: Date): TokenState {
  const end = token.lastIndexOf('.');
  const content = token.slice(0, Math.max(0, end));
  if (!isSame(token.slice(end + 1), sealOf(content, key.tokenSecret))) return 'bad';
  const [version, user = '', seconds = ''] = content.split('.');
  if (version !== '1' || !isSame(Buffer.from(user, 'base64url').toString('utf8'), key.username)) return 'bad';
  return now.getTime() < Number(seconds) * 1000 ? 'good' : 'expired';
}

function sealOf(content: string, tokenSecret: string): string {
  return createHmac('sha256', tokenSecret).update(content).digest('base64url');
}
