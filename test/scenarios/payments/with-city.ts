import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { ecollectionSandbox } from '../../../connectors/bank-ecollection/sandbox/server.ts';
import { bankH2hSandbox } from '../../../connectors/bank-h2h/sandbox/server.ts';
import { bankSnapSandbox } from '../../../connectors/bank-snap/sandbox/server.ts';
import { keysOf } from '../../../connectors/sandbox-kit/rsa-keys.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { DEMO_FILE } from '../../../hub/config/file.ts';
import { type ChildHub, withDirectory } from '../../hub/cli/child-hub.ts';

/** A hub in a process of its own, that can be killed and comes back at the same address, and banks that outlive it. */
export interface City {
  readonly url: string;
  readonly directory: string;
  readonly banks: {
    readonly snap: SettableSandbox;
    readonly h2h: SettableSandbox;
    readonly ecollection: SettableSandbox;
  };
  /** Kills it without a word and starts it again. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  readonly kills: number;
  /** Everything that was logged, by every process. */
  logs(): string;
  /** Until it is answered: an application repeats what it was not answered, under the number it gave. */
  api(method: 'GET' | 'PUT' | 'POST', path: string, body?: object): Promise<Answer>;
}
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export async function withCity(use: (city: City) => Promise<void>): Promise<void> {
  const [snap, h2h, ecollection] = await Promise.all([
    bankSnapSandbox.start(),
    bankH2hSandbox.start(),
    ecollectionSandbox.start(),
  ]);
  const banks = { snap, h2h, ecollection };
  const port = String(await freePort());
  const keys = await writtenKeys();
  const urls = { 'bank-snap': snap.url, 'bank-h2h': h2h.url, 'bank-ecollection': ecollection.url };
  try {
    await withDirectory({ 'simpul.yaml': configFor(urls, keys) }, async ({ path: directory, serve }) => {
      const start = () => serve({ PORT: port, SIMPUL_LOG_LEVEL: 'info' });
      let hub: ChildHub = start();
      const url = await hub.ready;
      for (const [bank, instance] of INSTANCES) banks[bank].set({ cityUrl: `${url}/callbacks/${instance}` });
      const client = new Pool(url, { connections: 64, headersTimeout: 60_000 });
      let kills = 0;
      const ended: ChildHub[] = [];
      try {
        await use({
          ...{ url, directory, banks },
          get kills() {
            return kills;
          },
          async kill() {
            kills += 1;
            ended.push(hub);
            hub.kill('SIGKILL');
            await hub.ended;
            hub = start();
            await hub.ready;
          },
          async stop() {
            hub.kill('SIGTERM');
            await hub.ended;
          },
          logs: () => [...ended, hub].map((one) => one.errors()).join('\n'),
          api: (method, path, body) => untilAnswered(client, method, path, body),
        });
      } finally {
        await client.destroy();
      }
    });
  } finally {
    await Promise.all(Object.values(banks).map((bank) => bank.close()));
    await rm(keys, { recursive: true });
  }
}

const INSTANCES = [
  ['snap', 'bank-bni'],
  ['h2h', 'bank-sumut'],
  ['ecollection', 'bank-bni-ecollection'],
] as const;

/** By absolute paths, so that commands find them from anywhere. */
async function writtenKeys(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'simpul-keys-'));
  await writeFile(join(folder, 'hub.pem'), keysOf('hub').privateKey);
  await writeFile(join(folder, 'bank.pub.pem'), keysOf('bank').publicKey);
  await writeFile(join(folder, 'h2h.pub.pem'), keysOf('bank-h2h').publicKey);
  return folder;
}

/** The demo, with banks elsewhere and nobody at the other addresses. */
function configFor(banks: Readonly<Record<string, string>>, keys: string): string {
  let text = readFileSync(DEMO_FILE, 'utf8')
    .replace(/^sandboxes:\n(?: .*\n)+/m, '')
    .replaceAll('$' + '{sandbox:bank-snap:hub-private-key}', join(keys, 'hub.pem'))
    .replaceAll('$' + '{sandbox:bank-snap:bank-public-key}', join(keys, 'bank.pub.pem'))
    .replaceAll('$' + '{sandbox:bank-h2h:bank-public-key}', `$\{file:${join(keys, 'h2h.pub.pem')}}`);
  for (const [name, url] of Object.entries(banks)) text = text.replaceAll(`$\{sandbox:${name}}`, url);
  return text.replaceAll(/\$\{sandbox:[a-z0-9-]+\}/g, 'http://127.0.0.1:9');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

const AGAIN_MS = 100;
const GIVE_UP_MS = 60_000;

async function untilAnswered(
  client: Pool,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
): Promise<Answer> {
  for (const end = performance.now() + GIVE_UP_MS; performance.now() < end; ) {
    try {
      const answer = await client.request({
        ...{ method, path },
        headers: { authorization: 'Bearer simpul-demo-key', 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await answer.body.text();
      if (answer.statusCode < 500) return { status: answer.statusCode, body: JSON.parse(text) };
    } catch {
      // the hub is being killed: nothing was heard, so it is said again
    }
    await sleep(AGAIN_MS);
  }
  throw new Error(`${method} ${path} is not answered any more`);
}
