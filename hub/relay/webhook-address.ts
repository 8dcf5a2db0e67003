import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What an application may give as its address: https on the internet, unless the configuration of the city says more. */
export interface AddressRules {
  readonly allowHttp: boolean;
  /** Loopback and private networks. What nobody may name (link-local, metadata, multicast) stays refused. */
  readonly allowPrivate: boolean;
}

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The code of the error that a name ends in whose addresses may not be used. */
export const ADDRESS_NOT_ALLOWED = 'ERR_SIMPUL_ADDRESS';

const LONGEST_LOOKUP_MS = 3000;
const INSIDE = 'mengarah ke jaringan dalam; pakai alamat internet, atau minta Diskominfo mengizinkannya';
const NEVER = 'mengarah ke alamat yang tidak boleh dipakai (link-local, metadata, multicast, atau cadangan)';

type Range = readonly [network: string, bits: number];

/** Private networks: RFC 1918, RFC 6598 (carriers), RFC 2544 (benchmarks), RFC 4193, and this machine itself. */
const inside = blockList([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['::1', 128],
  ['fc00::', 7],
]);

/**
 * Addresses no receiver has, by the special-purpose registries of IANA (RFC 6890), and those under which clouds hand out
 * the credentials of the machine that asks: 169.254.169.254 and fd00:ec2::254 (AWS), 100.100.100.200 (Alibaba Cloud).
 * 6to4 and Teredo wrap an IPv4 address where no rule for IPv4 would see it.
 */
const never = blockList([
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fd00:ec2::254', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]);
/** `::1` lies in the same range as the long gone addresses that wrap IPv4, and is judged before them. */
const wrapping = blockList([['::', 96]]);
/** RFC 6052: how a network without IPv4 reaches it. The address behind it is the one that counts. */
const translated = blockList([['64:ff9b::', 96]]);

/** What is wrong with an address as it is written, in Indonesian and without repeating it; `undefined`: nothing. */
export function faultOfAddress(address: string, rules: AddressRules): string | undefined {
  const url = URL.parse(address);
  if (url === null) return 'bukan alamat yang utuh';
  if (url.protocol !== 'https:' && !(rules.allowHttp && url.protocol === 'http:')) return 'harus https';
  if (url.username !== '' || url.password !== '') return 'tidak boleh memuat nama pengguna atau kata sandi';
  const host = hostOf(url);
  return isIP(host) === 0 ? undefined : faultOfIp(host, rules);
}

/** The same, with everything its name stands for now. A name that DNS cannot tell at the moment is judged at delivery. */
export async function faultOfNamedAddress(
  address: string,
  rules: AddressRules,
  resolve: Resolve = resolveName,
): Promise<string | undefined> {
  const written = faultOfAddress(address, rules);
  if (written !== undefined) return written;
  const host = hostOf(new URL(address));
  if (isIP(host) !== 0) return undefined;
  try {
    const addresses = await withinMs(resolve(host), LONGEST_LOOKUP_MS);
    return addresses.map(({ address: ip }) => faultOfIp(ip, rules)).find((fault) => fault !== undefined);
  } catch (error) {
    return codeOf(error) === 'ENOTFOUND' ? 'namanya tidak ditemukan di DNS' : undefined;
  }
}

/** For `connect` of a client: what was checked is what is connected to, whatever DNS says a moment later. */
export function checkedLookup(rules: AddressRules, resolve: Resolve = resolveName): LookupFunction {
  return (hostname, { family, all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const wanted = addresses.filter((one) => (family !== 4 && family !== 6) || one.family === family);
        const [first] = wanted;
        if (addresses.some(({ address }) => faultOfIp(address, rules) !== undefined))
          callback(errorOf(ADDRESS_NOT_ALLOWED), '');
        else if (first === undefined) callback(errorOf('ENOTFOUND'), '');
        else if (all) callback(null, wanted);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(errorOf(codeOf(error) || 'ENOTFOUND'), ''),
    );
  };
}

function faultOfIp(ip: string, rules: AddressRules): string | undefined {
  const bare = ip.replace(/%.*$/, ''); // a zone names an interface of this machine
  const family = isIP(bare) === 6 ? 'ipv6' : 'ipv4';
  if (never.check(bare, family)) return NEVER;
  if (inside.check(bare, family)) return rules.allowPrivate ? undefined : INSIDE;
  if (family === 'ipv4') return undefined;
  if (wrapping.check(bare, family)) return NEVER;
  return translated.check(bare, family) ? faultOfIp(lastFourBytes(bare), rules) : undefined;
}

/** The IPv4 address at the end of an IPv6 one: the URL parser writes it as two groups. */
function lastFourBytes(ip: string): string {
  const host = new URL(`http://[${ip}]`).hostname.slice(1, -1);
  const tail = host.endsWith('::') ? '' : host.slice(host.lastIndexOf('::') + 2);
  const groups = ['0', '0', ...tail.split(':')].slice(-2).map((group) => Number.parseInt(group || '0', 16));
  return groups.flatMap((group) => [group >> 8, group & 255]).join('.');
}

function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** BlockList sees through addresses that map IPv4 (`::ffff:10.0.0.1`) by itself. */
function blockList(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of ranges) list.addSubnet(network, bits, network.includes(':') ? 'ipv6' : 'ipv4');
  return list;
}

function resolveName(hostname: string): Promise<readonly LookupAddress[]> {
  return lookup(hostname, { all: true });
}

function withinMs<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(errorOf('ETIMEDOUT')), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function errorOf(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
