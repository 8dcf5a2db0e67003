import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { defineSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { withSandbox } from './with-sandbox.ts';

const bytes = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0x00, 0x80]);
const fileSandbox = defineSandbox({
  name: 'file',
  plays: 'an upstream that hands out a file',
  preferredPort: 18098,
  faults: {},
  settings: {},
  create: () => ({ answer: () => ({ status: 200, body: bytes }), people: () => [] }),
});

async function fetched(url: string): Promise<readonly number[]> {
  const { body } = await request(`${url}/berkas`);
  return [...new Uint8Array(await body.arrayBuffer())];
}

test('a file comes byte by byte, and half of it where it is cut short', () =>
  withSandbox(fileSandbox, async (sandbox) => {
    expect(await fetched(sandbox.url)).toEqual([...bytes]);
    sandbox.fault({ kind: 'truncate', times: 1 });
    expect(await fetched(sandbox.url)).toEqual([...bytes.slice(0, 4)]);
    sandbox.fault({ kind: 'cut', times: 1 });
    await expect(fetched(sandbox.url)).rejects.toThrow();
  }));
