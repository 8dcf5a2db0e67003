import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { createHttpClient, type HttpClientOptions } from '../../../hub/exchange/http.ts';
import { createPeers } from '../../../hub/health/peers.ts';
import { MIDNIGHT } from './traffic.ts';

const run = promisify(execFile);

// a socket that nock stands behind shows no certificate
beforeAll(() => nock.restore());

describe('the clock of an upstream', () => {
  test('is off by the median of what its newest twenty answers say', () => {
    const peers = createPeers();
    const said = (skewMs: number) => peers.heard('bpjs', new Date(MIDNIGHT + skewMs).toUTCString(), new Date(MIDNIGHT));
    for (let turn = 0; turn < 30; turn += 1) said(-90_000);
    expect(peers.of('bpjs')).toEqual({ skewMs: -89_500 });
    for (let turn = 0; turn < 9; turn += 1) said(3_600_000); // a cache before it
    expect(peers.of('bpjs')).toEqual({ skewMs: -89_500 });
    for (let turn = 0; turn < 2; turn += 1) said(3_600_000);
    expect(peers.of('bpjs')).toEqual({ skewMs: 3_600_500 });
    expect(peers.of('dukcapil')).toEqual({});
  });

  test('is not known from what is no date', () => {
    const peers = createPeers();
    peers.heard('bpjs', 'kemarin', new Date(MIDNIGHT));
    peers.certified('bpjs', 'besok');
    expect(peers.of('bpjs')).toEqual({});
  });
});

describe('a certificate', () => {
  test.each([
    { given: 'vouched for by a file', tls: ({ certFile }: Server) => ({ caFile: certFile }) },
    { given: 'known by its fingerprint', tls: ({ fingerprint }: Server) => ({ sha256Fingerprint: fingerprint }) },
  ])('$given tells until when it is good, and the answer what time it is', ({ tls }) =>
    withHttps(async (server) => {
      const peers = createPeers();
      const answer = await ask(server, {
        tls: tls(server),
        heard: (date) => peers.heard('bpjs', date, new Date()),
        certified: (validTo) => peers.certified('bpjs', validTo),
      });
      expect(answer.status).toBe(200);
      const { skewMs = Number.NaN, certificateUntil } = peers.of('bpjs');
      expect(certificateUntil).toEqual(server.until);
      expect(Math.abs(skewMs + 120_000)).toBeLessThan(3000); // the server is two minutes behind
    }),
  );

  test.each([
    { given: 'that nobody vouches for', tls: undefined },
    { given: 'with another fingerprint', tls: { sha256Fingerprint: new Array(32).fill('00').join(':') } },
  ])('$given is not accepted, and tells nothing', ({ tls }) =>
    withHttps(async (server) => {
      const told: string[] = [];
      const hear = (text: string) => void told.push(text);
      const asking = ask(server, { ...(tls ? { tls } : {}), heard: hear, certified: hear });
      await expect(asking).rejects.toMatchObject({
        fault: { reason: 'certificate_not_accepted', outcome: 'not-done' },
      });
      expect(told).toEqual([]);
    }),
  );
});

interface Server {
  readonly url: string;
  readonly certFile: string;
  readonly fingerprint: string;
  readonly until: Date;
}

async function ask({ url }: Server, options: Pick<HttpClientOptions, 'tls' | 'heard' | 'certified'>) {
  const http = createHttpClient({ instance: 'bpjs', timeoutMs: 3000, mostBytes: 1000, connections: 1, ...options });
  try {
    return await http.request({ method: 'GET', url: `${url}/`, headers: {}, signal: AbortSignal.timeout(3000) });
  } finally {
    await http.close();
  }
}

/** A server whose clock is two minutes behind, with a certificate made for this test. */
async function withHttps(use: (server: Server) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-https-'));
  const [keyFile, certFile] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '30'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile];
  await run('openssl', ['req', '-x509', ...key, '-out', certFile, ...subject]);
  const { stdout } = await run('openssl', ['x509', '-in', certFile, '-noout', '-enddate', '-fingerprint', '-sha256']);
  const [, until = ''] = /notAfter=(.*)/.exec(stdout) ?? [];
  const [, fingerprint = ''] = /Fingerprint=(.*)/i.exec(stdout) ?? [];
  const [certificate, secret] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  const server = createServer({ key: secret, cert: certificate }, (_request, response) => {
    response.setHeader('Date', new Date(Date.now() - 120_000).toUTCString());
    response.end('{}');
  });
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await use({ url: `https://127.0.0.1:${port}`, certFile, fingerprint, until: new Date(until) });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(directory, { recursive: true });
  }
}
