import { expect, test } from '@jest/globals';
import { type HttpRequest, UpstreamFault } from '../../../connectors/connector.ts';
import { laporSandbox } from '../../../connectors/lapor/sandbox/server.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import type { LaporConfig } from '../../../openapi/generated/config.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { found } from '../wanted.ts';
import { type Answering, ask, NOW } from './reading.ts';
import { ledgerOf, overTheWire } from './sandbox-client.ts';
import { good, KIRIMAN } from './wire.ts';

const satu = { operation: 'laporan-satu', asked: { trackingId: '9900123' } };

const configOf = (url: string, clientSecret = 'rahasia-splp-uji'): LaporConfig => ({
  services: {
    'usulan-1': {
      baseUrl: `${url}/t/binjai/lapor/v1`,
      splp: { tokenUrl: `${url}/oauth2/token`, clientId: 'binjai-uji', clientSecret },
    },
  },
});

const pathsOf = (sandbox: SettableSandbox) => sandbox.calls().map(({ path, status }) => `${status} ${path}`);
const TOKEN_CALL = '200 /oauth2/token';
const READ = '200 /t/binjai/lapor/v1/laporan/9900123';

/** The gateway, the connector and one clock for both. */
function withGateway(
  use: (given: {
    sandbox: SettableSandbox;
    config: LaporConfig;
    pass: (seconds: number) => void;
    now: () => Date;
  }) => Promise<void>,
) {
  let at = NOW.getTime();
  const now = () => new Date(at);
  const pass = (seconds: number) => {
    at += seconds * 1000;
  };
  return withSandbox(laporSandbox, (sandbox) => use({ sandbox, config: configOf(sandbox.url), pass, now }), { now });
}

test('a token is fetched with HTTP Basic, kept, and renewed shortly before it ends', () =>
  withGateway(async ({ sandbox, config, pass, now }) => {
    const read = () => ask({ ...satu, config, now }, overTheWire);
    expect(await read()).toMatchObject(found({ trackingId: '9900123' }));
    await read();
    pass(3569);
    await read();
    expect(pathsOf(sandbox)).toEqual([TOKEN_CALL, READ, READ, READ]);
    pass(2); // 29 seconds are left of it
    await read();
    expect(pathsOf(sandbox).slice(4)).toEqual([TOKEN_CALL, READ]);
    expect(sandbox.calls()[0]).toMatchObject({ method: 'POST', body: 'grant_type=client_credentials' });
  }));

test('a kept token that is refused is fetched anew once, and the complaint is taken once', () =>
  withGateway(async ({ sandbox, config, now }) => {
    await ask({ ...satu, config, now }, overTheWire);
    sandbox.fault({ kind: 'status', status: 401, path: '/laporan', times: 1 });
    const verdict = await ask({ operation: 'laporan-kirim', asked: KIRIMAN, config, now }, overTheWire);
    expect(verdict).toMatchObject(found({ trackingId: '9910001' }));
    expect(pathsOf(sandbox).slice(2)).toEqual([
      '401 /t/binjai/lapor/v1/laporan',
      TOKEN_CALL,
      '201 /t/binjai/lapor/v1/laporan',
    ]);
    expect(ledgerOf(sandbox).counts).toMatchObject({ accepted: 1 });
  }));

test('a gateway that refuses every token is asked twice and no more', () =>
  withGateway(async ({ sandbox, config, now }) => {
    await ask({ ...satu, config, now }, overTheWire);
    sandbox.fault({ kind: 'status', status: 401, path: '/laporan' });
    const refused = await ask({ ...satu, config, now }, overTheWire);
    expect(refused).toMatchObject({ kind: 'fault', fault: { trouble: 'auth', outcome: 'not-done' } });
    expect(sandbox.calls()).toHaveLength(5);
    await ask({ ...satu, config, now }, overTheWire); // none is kept: one new token, one call
    expect(sandbox.calls()).toHaveLength(7);
  }));

test('calls at once share one token', () =>
  withGateway(async ({ sandbox, config, now }) => {
    await Promise.all(Array.from({ length: 8 }, () => ask({ ...satu, config, now }, overTheWire)));
    expect(pathsOf(sandbox).filter((call) => call === TOKEN_CALL)).toHaveLength(1);
    expect(pathsOf(sandbox).filter((call) => call === READ)).toHaveLength(8);
  }));

test('two accounts do not share a token', () =>
  withGateway(async ({ sandbox, config, now }) => {
    await ask({ ...satu, config, now }, overTheWire);
    await ask({ ...satu, config: configOf(sandbox.url), now }, overTheWire);
    expect(pathsOf(sandbox).filter((call) => call === TOKEN_CALL)).toHaveLength(2);
  }));

// Whatever happens while the token is fetched, the complaint was not sent.
test.each<{ given: string; gateway: Answering; want: object }>([
  {
    given: 'a wrong secret',
    gateway: async () => ({ status: 401, headers: {}, text: '{"error":"invalid_client"}' }),
    want: { trouble: 'auth', reason: 'gateway_refused' },
  },
  {
    given: 'a refused grant',
    gateway: async () => ({ status: 400, headers: {}, text: '{"error":"x"}' }),
    want: { trouble: 'auth' },
  },
  {
    given: 'an error page',
    gateway: async () => ({ status: 200, headers: {}, text: '<html></html>' }),
    want: { trouble: 'unavailable', reason: 'gateway_without_token' },
  },
  {
    given: 'HTTP 500',
    gateway: async () => ({ status: 500, headers: {}, text: '' }),
    want: { trouble: 'unavailable' },
  },
  {
    given: 'HTTP 504',
    gateway: async () => ({ status: 504, headers: {}, text: '' }),
    want: { trouble: 'unavailable' },
  },
  {
    given: 'HTTP 429',
    gateway: async () => ({ status: 429, headers: { 'retry-after': '9' }, text: '' }),
    want: { trouble: 'throttled', retryAt: new Date('2026-11-20T02:00:09Z') },
  },
  {
    given: 'a redirect',
    gateway: async () => ({ status: 302, headers: {}, text: '' }),
    want: { trouble: 'unavailable' },
  },
  {
    given: 'no token',
    gateway: async () => ({ status: 200, headers: {}, text: '{"expires_in":60}' }),
    want: { trouble: 'unavailable', reason: 'gateway_without_token' },
  },
  { given: 'a lost answer', gateway: lost, want: { trouble: 'unanswered' } },
])('$given of the gateway leaves the complaint unsent', async ({ gateway, want }) => {
  const sent: HttpRequest[] = [];
  const answering: Answering = (request) => {
    sent.push(request);
    return gateway(request);
  };
  const question = { operation: 'laporan-kirim', asked: KIRIMAN, config: configOf('http://127.0.0.1:1') };
  expect(await ask(question, answering)).toMatchObject({ kind: 'fault', fault: { ...want, outcome: 'not-done' } });
  expect(sent.map(({ url }) => url)).toEqual(['http://127.0.0.1:1/oauth2/token']);
});

test('time that ran out at the gateway leaves the complaint unsent', async () => {
  const ending = new AbortController();
  const answering: Answering = async () => {
    ending.abort();
    return { status: 200, headers: {}, text: '{"access_token":"a","expires_in":3600}' };
  };
  const question = { operation: 'laporan-kirim', asked: KIRIMAN, config: configOf('http://127.0.0.1:1') };
  const verdict = await ask({ ...question, signal: ending.signal }, answering);
  expect(verdict).toMatchObject({ kind: 'fault', fault: { trouble: 'unanswered', outcome: 'not-done' } });
});

test('a token that lives shorter than the margin is used all the same', async () => {
  let tokens = 0;
  const answering: Answering = async ({ url, headers }) => {
    if (!url.endsWith('/token')) return { status: 200, headers: {}, text: good(`{"tracking_id":"9900123"}`) };
    expect(headers.Authorization).toBe(`Basic ${Buffer.from('binjai-uji:rahasia-splp-uji').toString('base64')}`);
    tokens += 1;
    return { status: 200, headers: {}, text: '{"access_token":"a","expires_in":10}' };
  };
  const config = configOf('http://127.0.0.1:1');
  for (const seconds of [0, 4, 6]) {
    const now = () => new Date(NOW.getTime() + seconds * 1000);
    await ask({ operation: 'laporan-kirim', asked: KIRIMAN, config, now }, answering);
  }
  expect(tokens).toBe(2);
});

async function lost(): Promise<never> {
  throw new UpstreamFault('lapor', { trouble: 'unanswered', outcome: 'unknown' });
}
