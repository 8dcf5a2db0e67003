import { createHmac } from 'node:crypto';
import { isSame } from '../same-text.ts';

export interface TokenKey {
  readonly clientId: string;
  readonly tokenSecret: string;
}

/** Section 3 of the SNAP notes: 900 seconds, at most 2048 characters. */
export const TOKEN_SECONDS = 900;
const LONGEST = 2048;

/**
 * A token for a bank: `1.{client, base64url}.{end, milliseconds since 1970}.{HMAC-SHA256, base64url}`. Nothing is stored,
 * so a bank with two nodes has several at once, and each dies at its own time.
 */
export function issueToken({ clientId, tokenSecret }: TokenKey, now: Date): string {
  const client = Buffer.from(clientId, 'utf8').toString('base64url');
  const content = `1.${client}.${now.getTime() + TOKEN_SECONDS * 1000}`;
  return `${content}.${sealOf(content, tokenSecret)}`;
}

export function isGoodToken(token: string, { clientId, tokenSecret }: TokenKey, now: Date): boolean {
  if (token.length > LONGEST) return false;
  const end = token.lastIndexOf('.');
  const content = token.slice(0, Math.max(0, end));
  if (!isSame(token.slice(end + 1), sealOf(content, tokenSecret))) return false;
  const [version, client = '', ends = ''] = content.split('.');
  const isOurs = version === '1' && isSame(Buffer.from(client, 'base64url').toString('utf8'), clientId);
  return isOurs && now.getTime() < Number(ends);
}

function sealOf(content: string, tokenSecret: string): string {
  return createHmac('sha256', tokenSecret).update(content).digest('base64url');
}
