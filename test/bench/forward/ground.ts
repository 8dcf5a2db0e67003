import { join } from 'node:path';
import { KEY, writeForwardConfig } from '../hub-config.ts';
import { type Server, startServer } from '../processes.ts';

/** Nobody listens there: everything that is accepted waits. */
const NOBODY = 'http://127.0.0.1:9';

export interface ForwardHub {
  readonly url: string;
  readonly server: Server;
  /** Messages that have not arrived. */
  waiting(): Promise<number>;
}
export interface Lapor {
  readonly url: string;
  readonly server: Server;
  slow(delayMs: number): Promise<void>;
}

export async function startForwardHub(
  folder: string,
  laporUrl: string = NOBODY,
  nodeArguments: readonly string[] = [],
): Promise<ForwardHub> {
  const file = writeForwardConfig(folder, laporUrl);
  const server = await startServer('both', 'hub/main.ts', {
    given: ['serve', '--config', file],
    ready: /Key\s+\S+/,
    nodeArguments,
  });
  const url = /API\s+(http:\S+)\/v1/.exec(server.greeting)?.[1] ?? '';
  return {
    url,
    server,
    async waiting() {
      const answer = await fetch(`${url}/v1/status`, { headers: { authorization: `Bearer ${KEY}` } });
      const { data } = (await answer.json()) as { data: { jalur: { menunggu?: number }[] } };
      return data.jalur.reduce((sum, { menunggu = 0 }) => sum + menunggu, 0);
    },
  };
}

export async function startLapor(): Promise<Lapor> {
  const server = await startServer('other', 'hub/main.ts', { given: ['sandbox', 'lapor'], ready: /lapor\s+http:\S+/ });
  const url = /lapor\s+(http:\S+)/.exec(server.greeting)?.[1]?.replace(/\/_sandbox$/, '') ?? '';
  return {
    url,
    server,
    async slow(delayMs) {
      await fetch(`${url}/_sandbox/faults`, { method: 'DELETE' });
      if (delayMs > 0)
        await fetch(`${url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify({ kind: 'slow', delayMs }) });
    },
  };
}

export async function preload(folder: string, count: number): Promise<void> {
  await startServer('both', 'test/bench/forward/preload.ts', {
    given: [join(folder, 'data'), String(count)],
    ready: /done/,
    readyWithinMs: 300_000,
  });
}

/** Reports per second that go into the database with nothing in front of it: through the hub's engine, or without it. */
export async function inserted(
  script: 'engine' | 'sqlite-alone',
  folder: string,
  together: number,
  seconds: number,
): Promise<number> {
  const { greeting } = await startServer('both', `test/bench/forward/${script}.ts`, {
    given: [join(folder, `${script}-${together}-${Math.round(performance.now())}`), String(together), String(seconds)],
    ready: /inserted \d+/,
    readyWithinMs: seconds * 1000 + 30_000,
  });
  return Number(/inserted (\d+)/.exec(greeting)?.[1]);
}
