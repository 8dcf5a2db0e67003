import { createHash } from 'node:crypto';
import type { OssConfig } from '../../openapi/generated/config.ts';
import type { CallbackRequest } from '../callback.ts';
import { isSame } from '../same-text.ts';

export type OssPartner = NonNullable<OssConfig['callbacks']>;

const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;

/** The day in Jakarta, `YYYYMMDD`: servers in UTC get it wrong for seven hours (the OSS notes, sections 3.1 and 12). */
export function jakartaDay(at: Date): string {
  return new Date(at.getTime() + WIB_MS).toISOString().slice(0, 10).replaceAll('-', '');
}

/**
 * OSS's own token: lowercase hex SHA-1 of username, password, NIB and day, without separators (section 3.1).
 * `nib` empty: where it is made without one.
 */
export function tokenOf(
  { username, password }: Pick<OssPartner, 'username' | 'password'>,
  nib: string,
  day: string,
): string {
  return sha1(`${username}${password}${nib}${day}`);
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** The agriculture ministry's: SHA-1 of username, MD5 of the password, a type and the day with hyphens. */
function queryTokenOf({ username, password, tokenType }: OssPartner, day: string): string {
  const hidden = createHash('md5').update(password).digest('hex');
  return sha1(`${username}${hidden}${tokenType}${day.replace(/^(....)(..)/, '$1-$2-')}`);
}

export type TokenState = 'good' | 'stale' | 'bad';

/**
 * Whether the caller is OSS. `nib`: as the token is made with it. `stale`: right for the day before or after, so its
 * sender knows the password and only its clock, or the night, is against it.
 */
export function stateOfToken(request: CallbackRequest, partner: OssPartner, nib: string, now: Date): TokenState {
  const given = givenIn(request, partner.rule);
  const isGood = (at: number) => isGiven(given, wantedOn(jakartaDay(new Date(at)), partner, nib));
  const at = now.getTime();
  // every comparison is made, so that time tells nothing of which one held
  const [today, grace, before, after] = [
    isGood(at),
    isGood(at - partner.yesterdayMinutes * 60_000),
    isGood(at - DAY_MS),
    isGood(at + DAY_MS),
  ];
  if (today || grace) return 'good';
  return before || after ? 'stale' : 'bad';
}

type Credentials = readonly [string, string];

function givenIn({ headers, query }: CallbackRequest, rule: OssPartner['rule']): Credentials {
  switch (rule) {
    case 'token':
      return [(headers.token ?? '').trim(), ''];
    case 'query-token':
      return [query.get('token') ?? '', ''];
    case 'user-headers':
      return [headers.username ?? '', headers.userkey ?? ''];
    case 'bearer':
      return [/^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '', ''];
    default:
      return rule satisfies never;
  }
}

function wantedOn(day: string, partner: OssPartner, nib: string): Credentials {
  const { rule, username, password } = partner;
  switch (rule) {
    case 'token':
      return [tokenOf(partner, nib, day), ''];
    case 'query-token':
      return [queryTokenOf(partner, day), ''];
    case 'user-headers':
      return [username, password];
    case 'bearer':
      return [password, ''];
    default:
      return rule satisfies never;
  }
}

function isGiven([first, second]: Credentials, [wanted, also]: Credentials): boolean {
  const isFirst = isSame(first, wanted);
  return isSame(second, also) && isFirst;
}
