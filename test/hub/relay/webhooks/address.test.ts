import { expect, test } from '@jest/globals';
import {
  type AddressRules,
  checkedLookup,
  faultOfAddress,
  faultOfNamedAddress,
  type Resolve,
} from '../../../../hub/relay/webhook-address.ts';

const strict: AddressRules = { allowHttp: false, allowPrivate: false };
const inside: AddressRules = { allowHttp: false, allowPrivate: true };
const names =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const failing =
  (code: string): Resolve =>
  async () => {
    throw Object.assign(new Error(code), { code });
  };

test.each([
  { address: 'https://penerima.contoh.invalid/simpul', want: undefined },
  { address: 'https://penerima.contoh.invalid:8443/simpul?kota=binjai', want: undefined },
  { address: 'https://8.8.8.8/simpul', want: undefined },
  { address: 'https://[2606:4700::1111]/simpul', want: undefined },
  { address: 'https://[::ffff:8.8.8.8]/simpul', want: undefined },
  { address: 'http://penerima.contoh.invalid/simpul', want: 'harus https' },
  { address: 'ftp://penerima.contoh.invalid/simpul', want: 'harus https' },
  { address: 'file:///etc/passwd', want: 'harus https' },
  { address: 'penerima.contoh.invalid', want: 'bukan alamat yang utuh' },
  { address: 'https://', want: 'bukan alamat yang utuh' },
  { address: 'https://budi@penerima.contoh.invalid/', want: 'tidak boleh memuat nama pengguna atau kata sandi' },
  { address: 'https://:sandi@penerima.contoh.invalid/', want: 'tidak boleh memuat nama pengguna atau kata sandi' },
])('$address as it is written: $want', ({ address, want }) => {
  expect(faultOfAddress(address, strict)).toBe(want);
});

test.each([
  { host: '10.0.0.0', what: 'private' },
  { host: '10.255.255.255', what: 'private' },
  { host: '172.16.0.1', what: 'private' },
  { host: '172.31.255.255', what: 'private' },
  { host: '192.168.1.1', what: 'private' },
  { host: '127.0.0.1', what: 'loopback' },
  { host: '127.255.255.254', what: 'loopback' },
  { host: '2130706433', what: 'loopback as a number' },
  { host: '0x7f.1', what: 'loopback in hexadecimal' },
  { host: '0177.0.0.1', what: 'loopback in octal' },
  { host: '100.64.0.1', what: 'of a carrier' },
  { host: '198.18.0.1', what: 'of benchmarks' },
  { host: '[::1]', what: 'loopback' },
  { host: '[fc00::1]', what: 'unique local' },
  { host: '[fdff:ffff::1]', what: 'unique local' },
  { host: '[::ffff:10.0.0.1]', what: 'mapped private' },
  { host: '[::ffff:7f00:1]', what: 'mapped loopback' },
  { host: '[64:ff9b::10.0.0.1]', what: 'private behind a translator' },
  { host: '[64:ff9b::7f00:1]', what: 'loopback behind a translator' },
])('$host ($what) is inside: refused, unless the city allows it', ({ host }) => {
  expect(faultOfAddress(`https://${host}/simpul`, strict)).toMatch(/^mengarah ke jaringan dalam/);
  expect(faultOfAddress(`https://${host}/simpul`, inside)).toBeUndefined();
});

test.each([
  { host: '0.0.0.0', what: 'this host' },
  { host: '0.1.2.3', what: 'this network' },
  { host: '169.254.169.254', what: 'metadata' },
  { host: '169.254.0.1', what: 'link-local' },
  { host: '100.100.100.200', what: 'metadata of Alibaba Cloud' },
  { host: '192.0.0.192', what: 'metadata of Oracle Cloud' },
  { host: '192.0.2.1', what: 'documentation' },
  { host: '192.88.99.1', what: '6to4 relay' },
  { host: '198.51.100.1', what: 'documentation' },
  { host: '203.0.113.1', what: 'documentation' },
  { host: '224.0.0.1', what: 'multicast' },
  { host: '239.255.255.255', what: 'multicast' },
  { host: '240.0.0.1', what: 'reserved' },
  { host: '255.255.255.255', what: 'broadcast' },
  { host: '[::]', what: 'unspecified' },
  { host: '[::10.0.0.1]', what: 'compatible with IPv4' },
  { host: '[::ffff:169.254.169.254]', what: 'mapped metadata' },
  { host: '[64:ff9b::169.254.169.254]', what: 'metadata behind a translator' },
  { host: '[64:ff9b::]', what: 'nothing behind a translator' },
  { host: '[64:ff9b:1::1]', what: 'a local translator' },
  { host: '[100::1]', what: 'discarded' },
  { host: '[2001::1]', what: 'Teredo' },
  { host: '[2001:db8::1]', what: 'documentation' },
  { host: '[2002:a00:1::1]', what: '6to4' },
  { host: '[3fff::1]', what: 'documentation' },
  { host: '[fd00:ec2::254]', what: 'metadata of AWS' },
  { host: '[fe80::1]', what: 'link-local' },
  { host: '[febf::1]', what: 'link-local' },
  { host: '[fec0::1]', what: 'site-local' },
  { host: '[ff02::1]', what: 'multicast' },
])('$host ($what) is refused whatever is allowed', ({ host }) => {
  expect(faultOfAddress(`https://${host}/simpul`, strict)).toMatch(/^mengarah ke alamat yang tidak boleh/);
  expect(faultOfAddress(`https://${host}/simpul`, inside)).toMatch(/^mengarah ke alamat yang tidak boleh/);
});

test.each([
  '9.255.255.255',
  '11.0.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '100.63.255.255',
  '100.128.0.0',
  '223.255.255.255',
  '[64:ff9b::8.8.8.8]',
  '[2a00:1450::1]',
])('%s is the internet', (host) => {
  expect(faultOfAddress(`https://${host}/`, strict)).toBeUndefined();
});

test.each<{ given: string; resolve: Resolve; want: unknown }>([
  { given: 'a public address', resolve: names('8.8.8.8', '2606:4700::1111'), want: undefined },
  { given: 'a private address', resolve: names('10.1.2.3'), want: expect.stringMatching('jaringan dalam') },
  { given: 'one private of several', resolve: names('8.8.8.8', '::1'), want: expect.stringMatching('jaringan dalam') },
  { given: 'metadata', resolve: names('169.254.169.254'), want: expect.stringMatching('tidak boleh dipakai') },
  { given: 'link-local of an interface', resolve: names('fe80::1%eth0'), want: expect.stringMatching('tidak boleh') },
  { given: 'no such name', resolve: failing('ENOTFOUND'), want: 'namanya tidak ditemukan di DNS' },
  { given: 'a DNS that is down', resolve: failing('EAI_AGAIN'), want: undefined },
])('at registration a name with $given: $want', async ({ resolve, want }) => {
  expect(await faultOfNamedAddress('https://penerima.contoh.invalid/', strict, resolve)).toEqual(want);
});

test.each<{ given: string; resolve: Resolve; all: boolean; want: unknown }>([
  { given: 'public', resolve: names('8.8.8.8'), all: false, want: [null, '8.8.8.8', 4] },
  { given: 'public', resolve: names('8.8.8.8'), all: true, want: [null, [{ address: '8.8.8.8', family: 4 }]] },
  {
    given: 'private',
    resolve: names('192.168.0.1'),
    all: true,
    want: [expect.objectContaining({ code: 'ERR_SIMPUL_ADDRESS' }), ''],
  },
  {
    given: 'mixed',
    resolve: names('8.8.8.8', '127.0.0.1'),
    all: true,
    want: [expect.objectContaining({ code: 'ERR_SIMPUL_ADDRESS' }), ''],
  },
  { given: 'empty', resolve: names(), all: true, want: [expect.objectContaining({ code: 'ENOTFOUND' }), ''] },
  {
    given: 'failing',
    resolve: failing('EAI_AGAIN'),
    all: true,
    want: [expect.objectContaining({ code: 'EAI_AGAIN' }), ''],
  },
])('a connection to a $given name (all: $all) is given $want', async ({ resolve, all, want }) => {
  const got = await new Promise((told) => {
    checkedLookup(strict, resolve)('penerima.contoh.invalid', { all }, (...answer) => told(answer));
  });
  expect(got).toEqual(want);
});
