import { createHash } from 'node:crypto';
import { isSame } from '../../same-text.ts';
import { MISSING, memberText, NOT_SET_UP, type Server, WRONG } from './server.ts';

export interface AuthIdParts {
  /** `getesptpd` */
  readonly method: string;
  readonly username: string;
  readonly password: string;
  /** `YYYYMMDD`, the bank's day. */
  readonly day: string;
  readonly billingId: string;
}

/** MD5 hex of all parts without separators (the bank host-to-host notes, section 5.4, with a worked example). */
export function authIdOf({ method, username, password, day, billingId }: AuthIdParts): string {
  return createHash('md5').update(`${method}${username}${password}${day}${billingId}`).digest('hex');
}

/** Members that say which bill it is; for all but `getesptpd` by analogy, unverified (section 5.4). */
const BILLING_IDS = ['idbilling', 'IDBILLING', 'nop', 'NOP'];
const JAKARTA_MS = 7 * 3_600_000;

/**
 * The key stands in the path, `/pajak_daerah/getpbb/{auth_id}/`, and is the same for one bill all day: whoever reads a
 * log of addresses can repeat a call of that day. Near midnight the bank's day may be another one than ours.
 */
export const md5Path: Server = {
  refusalOf({ request, members }, { config, now }) {
    const { username, password, clockToleranceSeconds = 300 } = config;
    if (username === undefined || password === undefined) return NOT_SET_UP;
    const [authId = '', method = ''] = request.path.split('/').filter(Boolean).toReversed();
    const user = memberText(members, 'user');
    if (user === '') return MISSING;
    const billingId = BILLING_IDS.map((name) => memberText(members, name)).find((text) => text !== '') ?? '';
    const isDays = (day: string) =>
      isSame(authId.toLowerCase(), authIdOf({ method: method.toLowerCase(), username, password, day, billingId }));
    return isSame(user, username) && daysAround(now, clockToleranceSeconds).some(isDays) ? undefined : WRONG;
  },
};

function daysAround(now: Date, toleranceSeconds: number): readonly string[] {
  const days = [-toleranceSeconds, 0, toleranceSeconds].map((offset) =>
    new Date(now.getTime() + JAKARTA_MS + offset * 1000).toISOString().slice(0, 10).replaceAll('-', ''),
  );
  return [...new Set(days)];
}
