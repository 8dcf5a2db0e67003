import { UpstreamFault } from '../connector.ts';

/** Ended this long before, so that it does not end on its way. */
const EARLY_MS = 30_000;

/**
 * A session that an officer opened and handed over lives two or three days (the SIPD notes, section 2.2). One that has
 * ended is not sent: it would count as a refused login there. Throws an `UpstreamFault`, trouble `auth`.
 */
export function refuseEnded(token: string, instance: string, now: Date): void {
  const endsAt = sessionEnd(token);
  if (endsAt !== undefined && endsAt.getTime() - EARLY_MS <= now.getTime())
    throw new UpstreamFault(instance, { trouble: 'auth', outcome: 'not-done', reason: 'session_expired' });
}

/** The end that a token tells (`exp`, seconds since 1970); `undefined` where it tells none, and SIPD alone knows. */
export function sessionEnd(token: string): Date | undefined {
  const [, claims = ''] = token.split('.');
  try {
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { exp?: unknown };
    return typeof exp === 'number' && Number.isFinite(exp) ? new Date(exp * 1000) : undefined;
  } catch {
    return undefined;
  }
}
