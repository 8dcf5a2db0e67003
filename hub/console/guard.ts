import type { IncomingHttpHeaders } from 'node:http';

export const COOKIE = 'simpul_konsol';
const PAGE_HEADER = 'x-simpul-konsol';

/**
 * A page of another site can make a browser send a form with our cookie, but neither a header of our own nor, where the
 * browser says where it comes from, our origin. SameSite=Strict keeps the cookie back as well; this holds without it.
 */
export function comesFromThePage(headers: IncomingHttpHeaders): boolean {
  if (headers[PAGE_HEADER] === undefined) return false;
  const { origin } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] !== 'cross-site';
  return URL.canParse(origin) && hostsOf(headers).includes(new URL(origin).host);
}

/** Behind a proxy the browser's host stands in another header; a page elsewhere cannot set either. */
function hostsOf(headers: IncomingHttpHeaders): readonly string[] {
  return [headers.host, headers['x-forwarded-host']].flatMap((host) => (typeof host === 'string' ? [host] : []));
}

export function tokenOf({ cookie }: IncomingHttpHeaders): string | undefined {
  const found = cookie
    ?.split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${COOKIE}=`));
  const token = found?.slice(COOKIE.length + 1);
  return token !== undefined && /^[A-Za-z0-9_-]{20,100}$/.test(token) ? token : undefined;
}

/** `secure`: the browser reaches the hub by https. */
export function cookieOf(token: string, { expiresAt, secure }: { expiresAt: number; secure: boolean }): string {
  const parts = [`${COOKIE}=${token}`, 'Path=/console', 'HttpOnly', 'SameSite=Strict'];
  if (secure) parts.push('Secure');
  parts.push(`Expires=${new Date(expiresAt).toUTCString()}`);
  return parts.join('; ');
}
