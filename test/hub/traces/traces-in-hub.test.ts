import { expect, test } from '@jest/globals';
import { OTHER_KEY } from '../api/handing-over.ts';
import { BUDI } from '../with-hub.ts';
import { CALLER, CLIENT, COLLECTOR_KEY, SERVER, withTraces } from './with-traces.ts';

const PESERTA = `/v1/jkn/peserta/${BUDI.nik}`;

test('a read is a span of a server, and the question it asks a span of a client below it', () =>
  withTraces(async ({ get, sandboxes }, collector) => {
    expect(await get(PESERTA)).toMatchObject({ status: 200 });
    await collector.flushed();
    const read = collector.span('getPeserta');
    expect(read).toMatchObject({ kind: SERVER, parent: '', status: 0, links: [] });
    expect(read.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/v1/jkn/peserta/{nomor}',
      'http.response.status_code': 200,
      'network.protocol.version': '1.1',
      'url.scheme': 'http',
      'simpul.application': expect.any(String),
      'simpul.keadaan': 'segar',
    });
    const call = collector.span('bpjs peserta-by-nik');
    expect(call).toMatchObject({ kind: CLIENT, traceId: read.traceId, parent: read.spanId, status: 0 });
    expect(call.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(sandboxes.bpjs.url).port),
      'simpul.instance': 'bpjs',
      'simpul.operation': 'peserta-by-nik',
      'simpul.release': 'vclaim-2.0',
      'simpul.verdict': 'found',
    });
  }));

test('it is told to /v1/traces with the headers of the configuration, under the name of the service', () =>
  withTraces(
    async ({ get }, collector) => {
      await get(PESERTA);
      await collector.flushed();
      expect(new Set(collector.paths)).toEqual(new Set(['/v1/traces']));
      expect(collector.headers.every(({ authorization }) => authorization === COLLECTOR_KEY)).toBe(true);
      expect(collector.bodies[0]).toContain('{"key":"service.name","value":{"stringValue":"simpul-uji"}}');
    },
    { traces: { serviceName: 'simpul-uji' } },
  ));

test('an answer that was kept asks nobody, and says so', () =>
  withTraces(async ({ get }, collector) => {
    await get(PESERTA);
    await get(PESERTA);
    await collector.flushed();
    const reads = collector.spans().filter(({ name }) => name === 'getPeserta');
    expect(reads.map(({ attributes }) => attributes['simpul.keadaan'])).toEqual(['segar', 'tersimpan']);
    expect(collector.span('bpjs peserta-by-nik').parent).toBe(reads[0]?.spanId);
  }));

test('a call that fails is an error with the kind of its trouble, and each repeat a span of its own', () =>
  withTraces(async ({ get, sandboxes }, collector) => {
    sandboxes.bpjs.fault({ kind: 'status', status: 503 });
    expect(await get(PESERTA)).toMatchObject({ status: 503 });
    await collector.flushed();
    const read = collector.span('getPeserta');
    expect(read).toMatchObject({
      status: 2,
      attributes: { 'error.type': '503', 'simpul.problem': 'hulu-tidak-tersedia' },
    });
    const calls = collector.spans().filter(({ name }) => name === 'bpjs peserta-by-nik');
    expect(calls.length).toBeGreaterThan(1);
    for (const { status, parent, attributes } of calls)
      expect({ status, parent, ...attributes }).toMatchObject({
        ...{ status: 2, parent: read.spanId, 'error.type': 'unavailable' },
        ...{ 'simpul.verdict': 'fault', 'http.response.status_code': 503 },
      });
    expect(calls.map(({ attributes }) => attributes['http.request.resend_count'])).toEqual(
      calls.map((_, repeat) => (repeat === 0 ? undefined : repeat)),
    );
  }));

test('what the caller has begun goes on, and no upstream hears of it', () =>
  withTraces(async ({ get, sandboxes }, collector) => {
    const { traceId, spanId } = CALLER;
    const headers = { traceparent: `00-${traceId}-${spanId}-01`, tracestate: 'penjual=BUDI-SANTOSO' };
    await get(PESERTA, { headers });
    await collector.flushed();
    expect(collector.span('getPeserta')).toMatchObject({ traceId, parent: spanId });
    expect(collector.span('bpjs peserta-by-nik')).toMatchObject({ traceId });
    const sent = sandboxes.bpjs.calls().flatMap((call) => Object.keys(call.headers));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.filter((name) => /trace|baggage/i.test(name))).toEqual([]);
    expect(collector.bodies.join()).not.toContain('SANTOSO');
  }));

test('a caller that does not want to be followed is not, whatever the ratio', () =>
  withTraces(async ({ get }, collector) => {
    const { traceId, spanId } = CALLER;
    await get(PESERTA, { headers: { traceparent: `00-${traceId}-${spanId}-00` } });
    await get('/v1/status');
    await collector.flushed();
    expect(collector.span('getStatus').traceId).not.toBe(traceId);
    expect(collector.spans().filter((span) => span.traceId === traceId)).toEqual([]);
    expect(collector.spans().filter(({ name }) => name.includes('peserta'))).toEqual([]);
  }));

test('with a ratio of 0 only those are followed whose caller wants it', () =>
  withTraces(
    async ({ get }, collector) => {
      const { traceId, spanId } = CALLER;
      await get('/v1/status');
      await get(PESERTA, { headers: { traceparent: `00-${traceId}-${spanId}-01` } });
      await collector.flushed();
      expect(collector.spans().map(({ name }) => name)).toEqual(
        expect.arrayContaining(['bpjs peserta-by-nik', 'getPeserta']),
      );
      expect(new Set(collector.spans().map((span) => span.traceId))).toEqual(new Set([traceId]));
    },
    { traces: { ratio: 0 } },
  ));

test.each([
  { asked: 'an address that is none', path: '/v1/tidak-ada', name: 'GET', problem: 'alamat-tidak-dikenal' },
  { asked: 'without a key that is known', path: PESERTA, name: 'getPeserta', problem: 'kunci-tidak-dikenal' },
  { asked: 'a number that is none', path: '/v1/jkn/peserta/1', name: 'getPeserta', problem: 'permintaan-tidak-sah' },
])('$asked is a span too: $name $problem, and no error of the hub', ({ path, name, problem }) =>
  withTraces(async ({ get }, collector) => {
    await get(path, { key: problem === 'kunci-tidak-dikenal' ? 'bukan-kunci' : OTHER_KEY });
    await collector.flushed();
    const found = collector.spans().find((one) => one.kind === SERVER);
    expect(found).toMatchObject({ name, status: 0, attributes: { 'simpul.problem': problem } });
    expect(collector.bodies.join()).not.toContain('tidak-ada');
  }),
);
