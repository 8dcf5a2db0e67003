import { randomInt } from 'node:crypto';
import type { BankSnapConfig } from '../../openapi/generated/config.ts';
import { jakartaText } from './moments.ts';

/** `partnerServiceId`: the company code, padded with spaces on its left to 8 (the SNAP notes, section 6). */
export function partnerServiceId(companyCode: string): string {
  return companyCode.padStart(8, ' ');
}

/**
 * One HTTP attempt: 14 digits of Jakarta time and 16 of chance (section 4). Digits only, and never the same twice a day.
 */
export function externalId(now: Date, chance: () => string = sixteenDigits): string {
  return jakartaText(now).slice(0, 19).replace(/\D/g, '') + chance();
}

function sixteenDigits(): string {
  const half = () => String(randomInt(100_000_000)).padStart(8, '0');
  return half() + half();
}

/** Members that the mapping leaves to the instance: `$merchantId` under that very name. */
type AccountMembers = Readonly<Record<string, string | undefined>>;

function accountMembers({ virtualAccount, merchant = {} }: BankSnapConfig): AccountMembers {
  return {
    ...merchant,
    ...(virtualAccount && { partnerServiceId: partnerServiceId(virtualAccount.companyCode) }),
  };
}

/**
 * The body as SNAP wants it: the instance's own numbers put in or left out, the virtual account padded, moments of 25
 * characters, telephones with the country's number.
 * Throws a RangeError where the account's number is not made of company code and customer number.
 */
export function completeBody(
  body: Readonly<Record<string, unknown>>,
  config: BankSnapConfig,
): Readonly<Record<string, unknown>> {
  const members = accountMembers(config);
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const written = value === `$${name}` ? members[name] : complete(name, value, body, config);
    if (written !== undefined) made[name] = written;
  }
  return made;
}

function complete(
  name: string,
  value: unknown,
  { customerNo }: Readonly<Record<string, unknown>>,
  { virtualAccount }: BankSnapConfig,
): unknown {
  if (typeof value !== 'string') return value;
  switch (name) {
    case 'virtualAccountNo': {
      const { companyCode = '' } = virtualAccount ?? {};
      if (companyCode === '' || value !== companyCode + String(customerNo))
        throw new RangeError('a virtual account is made of company code and customer number');
      return partnerServiceId(companyCode) + String(customerNo);
    }
    case 'virtualAccountPhone':
      return value.replace(/^0/, '62').replace(/^\+/, ''); // section 7.1: `62...`
    default:
      return value.replace(WITH_FRACTION, '$1+07:00');
  }
}

const WITH_FRACTION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+\+07:00$/;

/** Parameters by name, then value, in the encoding of RFC 3986: what BCA wants sent and signed (section 5.1). */
export function withSortedQuery(path: string): string {
  const [before = '', query] = path.split(/\?(.*)/s);
  if (query === undefined || query === '') return path;
  const pairs = query.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s).map((part) => strictlyEncoded(decodeURIComponent(part)));
    return { name, value };
  });
  pairs.sort((one, other) => order(one.name, other.name) || order(one.value, other.value));
  return `${before}?${pairs.map(({ name, value }) => `${name}=${value}`).join('&')}`;
}

function order(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function strictlyEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** What comes after host and port of an address. */
export function pathOf(url: string): string {
  const at = url.indexOf('/', url.indexOf('://') + 3);
  return at < 0 ? '' : url.slice(at);
}

/**
 * The path that is signed: as it is sent, unless the partner takes another text in front of the release's own
 * (section 5.5, the most reported trouble).
 */
export function signedPath(
  { baseUrl, signedPath: own, signedPathOf = {} }: Pick<BankSnapConfig, 'baseUrl' | 'signedPath' | 'signedPathOf'>,
  operation: string,
  path: string,
): string {
  return (signedPathOf[operation] ?? own ?? pathOf(baseUrl)) + path;
}
