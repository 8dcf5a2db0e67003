import { expect, test } from '@jest/globals';
import { Agent, Pool, request } from 'undici';
import type { SettableSandbox } from '../../connectors/sandbox-kit/server.ts';
import { echoSandbox } from '../connectors/sandbox-kit/echo-sandbox.ts';
import { withSandbox } from '../connectors/sandbox-kit/with-sandbox.ts';
import { until } from '../hub/until.ts';
import { type Host, startHost } from './host.ts';

async function withHost(use: (host: Host, sandbox: SettableSandbox) => Promise<void>): Promise<void> {
  await withSandbox(echoSandbox, async (sandbox) => {
    const host = await startHost(sandbox.url);
    try {
      await use(host, sandbox);
    } finally {
      await host.close();
    }
  });
}

/** A connection of its own each time, so that what is refused is the connection. */
async function ask(url: string): Promise<string> {
  const dispatcher = new Agent({ pipelining: 0 });
  try {
    return await (await request(url, { dispatcher })).body.text();
  } finally {
    await dispatcher.destroy();
  }
}
const refusalOf = (url: string) => ask(url).catch((error: NodeJS.ErrnoException) => error.code);

test.each([
  { given: 'kept', reset: false },
  { given: 'closed after the answer', reset: true },
])('an upstream is heard at both addresses, to the byte, where the connection is $given', ({ reset }) =>
  withHost(async ({ url }, sandbox) => {
    expect(url).not.toBe(sandbox.url);
    const body = 'é 漢 🙂'.repeat(150_000);
    const headers = { user_key: 'kunci' };
    const answer = await request(`${url}/satu?a=b%2Fc`, { method: 'POST', body, headers, reset });
    expect(await answer.body.json()).toMatchObject({ path: 'satu', body });
    expect(sandbox.calls()).toMatchObject([{ path: '/satu?a=b%2Fc', body, headers: { user_key: 'kunci' } }]);
    expect(await ask(`${sandbox.url}/dua`)).toContain('"path":"dua"');
  }),
);

test('connections are kept: a thousand requests over two of them, each answered', () =>
  withHost(async ({ url }, sandbox) => {
    const pool = new Pool(url, { connections: 2 });
    let connections = 0;
    pool.on('connect', () => {
      connections += 1;
    });
    const started = performance.now();
    const texts = await Promise.all(
      Array.from({ length: 1000 }, async (_, each) =>
        (await pool.request({ method: 'GET', path: `/${each}` })).body.text(),
      ),
    );
    const perSecond = Math.round(1_000_000 / (performance.now() - started));
    await pool.destroy();
    expect(new Set(texts.map((text) => (JSON.parse(text) as { path: string }).path)).size).toBe(1000);
    expect(connections).toBe(2);
    expect(sandbox.calls()).toHaveLength(1000);
    process.stdout.write(`host: ${JSON.stringify({ perSecond })}\n`);
  }));

test('taken away, it refuses at once and cuts what is open; the upstream goes on at its other addresses', () =>
  withHost(async (moved, sandbox) => {
    const next = await startHost(sandbox.url);
    try {
      sandbox.fault({ kind: 'hang', path: '/lama' });
      const waiting = expect(request(`${moved.url}/lama`)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
      await until('the request is under way', () => sandbox.calls().length === 1);
      await moved.close();
      expect(await refusalOf(`${moved.url}/satu`)).toBe('ECONNREFUSED');
      await waiting;
      expect(await ask(`${next.url}/dua`)).toContain('"path":"dua"');
      expect(await ask(`${sandbox.url}/tiga`)).toContain('"path":"tiga"');
    } finally {
      await next.close();
    }
  }));

test('a reset behind it is a reset before it, and so is a connection that nobody takes behind it', () =>
  withHost(async ({ url }, sandbox) => {
    sandbox.fault({ kind: 'reset', times: 2 });
    expect(await refusalOf(`${sandbox.url}/satu`)).toBe('ECONNRESET');
    expect(await refusalOf(`${url}/satu`)).toBe('ECONNRESET');
    expect(await ask(`${url}/satu`)).toContain('"booked":1');
    sandbox.fault({ kind: 'refuse' });
    expect(await refusalOf(`${url}/satu`)).toBe('ECONNRESET');
    await sandbox.heal();
    expect(await ask(`${url}/satu`)).toContain('"booked":2');
  }));

test('an answer that is cut in the middle arrives as half of it', () =>
  withHost(async ({ url }, sandbox) => {
    sandbox.fault({ kind: 'cut', times: 1 });
    const answer = await request(`${url}/satu`);
    await expect(answer.body.text()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(answer.headers['content-length']).toBe(String('{"path":"satu","body":"","booked":1}'.length));
  }));
