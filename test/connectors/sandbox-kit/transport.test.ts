import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { request } from 'undici';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { echoSandbox } from './echo-sandbox.ts';
import { withSandbox } from './with-sandbox.ts';

const first = '{"path":"satu","body":"","booked":1}';

async function ask(url: string, path = '/satu') {
  const answer = await request(url + path, { headersTimeout: 2_000, bodyTimeout: 2_000 });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

/** Not with `node:net`: nock, loaded before every test, says `connect` there before there is a connection. */
function refusal(url: string): Promise<unknown> {
  return ask(url).catch((error: NodeJS.ErrnoException) => error.code);
}

const answers: readonly (SandboxFault & { readonly want: object })[] = [
  { kind: 'status', status: 500, want: { status: 500, text: '' } },
  { kind: 'status', status: 502, body: 'Bad Gateway', want: { status: 502, text: 'Bad Gateway' } },
  { kind: 'html', want: { status: 200, text: expect.stringContaining('<html>') } },
  {
    kind: 'html',
    status: 503,
    want: { status: 503, headers: expect.objectContaining({ 'content-type': 'text/html; charset=utf-8' }) },
  },
  { kind: 'maintenance', want: { status: 503, headers: expect.objectContaining({ 'retry-after': '120' }) } },
  { kind: 'text', want: { status: 429, text: 'Limits exceeded' } },
  { kind: 'empty', want: { status: 200, text: '' } },
  { kind: 'truncate', want: { status: 200, text: first.slice(0, first.length / 2) } },
  { kind: 'prefix', text: 'Notice: ', want: { status: 200, text: `Notice: ${first}` } },
  { kind: 'shout', want: { status: 200, text: first.replace('satu', 'SATU') } },
];

test.each(answers)('$kind changes one answer and the next is whole again', async ({ want, ...fault }) =>
  withSandbox(echoSandbox, async (sandbox) => {
    sandbox.fault({ ...fault, times: 1 });
    expect(await ask(sandbox.url)).toMatchObject(want);
    expect(await ask(sandbox.url)).toMatchObject({ status: 200, text: expect.stringContaining('"path":"satu"') });
  }),
);

test.each([
  { kind: 'reset', booked: 1 },
  { kind: 'reset-after', booked: 2 },
  { kind: 'cut', booked: 2 },
])('$kind breaks the connection, and $booked is booked in the end', async ({ kind, booked }) =>
  withSandbox(echoSandbox, async (sandbox) => {
    sandbox.fault({ kind, times: 1 });
    await expect(ask(sandbox.url)).rejects.toThrow();
    expect(sandbox.calls().at(-1)?.status).toBe(0);
    expect(JSON.parse((await ask(sandbox.url)).text)).toMatchObject({ booked });
  }),
);

test('cut promises the whole answer and sends half of it', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'cut' });
    const answer = await request(`${sandbox.url}/satu`);
    expect(answer.headers['content-length']).toBe(String(first.length));
    const chunks: string[] = [];
    const reading = (async () => {
      for await (const chunk of answer.body) chunks.push(String(chunk));
    })();
    await expect(reading).rejects.toThrow();
    expect(chunks.join('')).toBe(first.slice(0, first.length / 2));
  }));

test('hang books nothing, and healing drops the connection', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'hang' });
    const hanging = expect(ask(sandbox.url)).rejects.toThrow('other side closed');
    await sleep(100);
    expect(sandbox.calls()).toMatchObject([{ path: '/satu', status: 0 }]);
    await sandbox.heal();
    await hanging;
    expect((await ask(sandbox.url)).text).toBe(first);
  }));

test('slow answers late and combines with other faults', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'slow', delayMs: 150 });
    sandbox.fault({ kind: 'text' });
    const start = performance.now();
    expect((await ask(sandbox.url)).status).toBe(429);
    expect(performance.now() - start).toBeGreaterThan(140);
  }));

test('refuse closes the port and open connections until healed', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'slow', delayMs: 5_000, times: 1 });
    const waiting = expect(ask(sandbox.url)).rejects.toThrow();
    await sleep(50);
    sandbox.fault({ kind: 'refuse' });
    expect(await refusal(sandbox.url)).toBe('ECONNREFUSED');
    await waiting;
    await sandbox.heal();
    expect((await ask(sandbox.url)).status).toBe(200);
  }));

test('refuse asked for over HTTP is answered first and ends by itself on the same port', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    const body = JSON.stringify({ kind: 'refuse', forMs: 300 });
    const answer = await request(`${sandbox.url}/_sandbox/faults`, { method: 'POST', body });
    expect(await answer.body.json()).toEqual([{ kind: 'refuse', forMs: 300 }]);
    await sleep(50);
    expect(await refusal(sandbox.url)).toBe('ECONNREFUSED');
    await sleep(400);
    expect((await ask(sandbox.url)).text).toBe(first);
  }));

test('a busy port is replaced by a free one', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    const port = Number(new URL(sandbox.url).port);
    await withSandbox(
      echoSandbox,
      async (other) => {
        expect(other.url).not.toBe(sandbox.url);
        expect((await ask(other.url)).status).toBe(200);
      },
      { port },
    );
  }));
