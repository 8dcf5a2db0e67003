import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { until } from '../until.ts';
import { withDirectory } from './child-hub.ts';

const WRONG = `
logLevel: loud
instances:
  bpjs:
    connector: bpsj
    releases: [vclaim-2.0]
    settings: {}
    limits: { concurrentCalls: 0 }
`;

test('every mistake of simpul.yaml is listed with its place, and nothing is started', () =>
  withDirectory({ 'simpul.yaml': WRONG }, async ({ path, serve }) => {
    const child = serve({ SIMPUL_DATA_DIR: './data' });
    expect(await child.ended).toEqual({ code: 2, signal: null });
    expect(child.out()).toBe('');
    const [headline = '', ...mistakes] = child.errors().trimEnd().split('\n');
    expect(headline).toContain('3 mistakes in simpul.yaml; nothing was started');
    expect(mistakes).toHaveLength(3);
    for (const place of ['line 2: logLevel: ', 'line 5: instances.bpjs.connector: ', 'limits.concurrentCalls: '])
      expect(child.errors()).toContain(place);
    expect(await readdir(path)).toEqual(['simpul.yaml']);
  }));

test('the line that is printed to try works as it stands', () =>
  withDirectory({}, async ({ serve }) => {
    const child = serve();
    await child.ready;
    const line = /^ {2}curl -s -H '([^:]+): ([^']+)' (http\S+)$/m.exec(child.out());
    const [, name = '', value = '', url = ''] = line ?? [];
    const { statusCode, body } = await request(url, { headers: { [name]: value } });
    expect(statusCode).toBe(200);
    expect(await body.json()).toMatchObject({ data: { nama: 'BUDI SANTOSO' }, meta: { keadaan: 'segar' } });
    const page = await request(/^ {2}Docs +(\S+)$/m.exec(child.out())?.[1] ?? '');
    expect(page.statusCode).toBe(200);
    await page.body.dump();
    expect(child.errors()).not.toMatch(/\d{16}|SANTOSO/);
  }));

test.each(['SIGTERM', 'SIGINT'] as const)('%s lets what is under way end, and ends with 0', (signal) =>
  withDirectory({}, async ({ serve }) => {
    const child = serve();
    const url = await child.ready;
    const sandbox = /(http\S+)\/_sandbox {3}\(bpjs\)/.exec(child.out())?.[1];
    const fault = JSON.stringify({ kind: 'slow', delayMs: 700 });
    await (await request(`${sandbox}/_sandbox/faults`, { method: 'POST', body: fault })).body.dump();
    const headers = { 'X-Api-Key': 'simpul-demo-key' };
    const underWay = request(`${url}/v1/jkn/peserta/9901010101900001`, { headers });
    const callsOf = async () => (await (await request(`${sandbox}/_sandbox/calls`)).body.json()) as unknown[];
    await until('BPJS is asked', async () => (await callsOf()).length > 0);
    child.kill(signal);
    const { statusCode, body } = await underWay;
    expect({ statusCode, body: await body.json() }).toMatchObject({ statusCode: 200, body: { data: {} } });
    expect(await child.ended).toEqual({ code: 0, signal: null });
    await expect(request(`${url}/health/live`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  }),
);

test('a port that is taken is told in one line that says what to do', () =>
  withDirectory({}, async ({ serve }) => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    try {
      const { port } = other.address() as AddressInfo;
      const child = serve({ PORT: String(port) });
      expect(await child.ended).toEqual({ code: 1, signal: null });
      expect(child.errors().trimEnd().split('\n')).toEqual([
        `simpul did not start: port ${port} on 127.0.0.1 is taken; set PORT to a free one`,
      ]);
      expect(child.out()).toBe('');
    } finally {
      other.close();
    }
  }));
