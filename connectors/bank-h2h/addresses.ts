import { BlockList, isIP } from 'node:net';

/** Whether a connection comes from one of the addresses or ranges; an empty list is any, an unknown caller is none. */
export function isAllowed(from: string | undefined, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true;
  const address = from?.replace(/^::ffff:(?=\d+\.)/i, '') ?? ''; // an IPv4 caller of a server that listens on both
  const family = isIP(address);
  return family !== 0 && listOf(allowed).check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** What is no address is in no list: a mistyped line lets nobody in. */
function listOf(allowed: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of allowed) {
    const [network = '', bits] = entry.split('/');
    const family = isIP(network);
    if (family === 0) continue;
    const type = family === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(network, type);
    else if (Number(bits) <= (family === 4 ? 32 : 128)) list.addSubnet(network, Number(bits), type);
  }
  return list;
}
