import { expect, test } from '@jest/globals';
import { becomes, handedOver } from '../api/handing-over.ts';
import { withReceiver } from '../relay/webhooks/with-receiver.ts';
import { until } from '../until.ts';
import { CALLER, CLIENT, CONSUMER, SERVER, withTraces } from './with-traces.ts';

const DOWN = { kind: 'refuse', forMs: 600_000 };

test('a forward that is delivered later is a trace of its own, linked to the request that put it in', () =>
  withTraces(async (hub, collector) => {
    hub.sandboxes.lapor.fault(DOWN);
    const { id } = await handedOver(hub);
    await hub.restart(); // by another process than the one that took it
    await hub.sandboxes.lapor.heal();
    await becomes(hub, id, 'terkirim');
    await collector.flushed();
    const { traceId, spanId } = collector.span('kirimLaporan');
    const attempts = collector.spans().filter(({ name }) => name === 'deliver kirimLaporan');
    const delivered = attempts.find(({ attributes }) => attributes['simpul.outcome'] === 'delivered');
    expect(delivered).toMatchObject({ kind: CONSUMER, parent: '', links: [{ traceId, spanId }], status: 0 });
    expect(delivered?.traceId).not.toBe(traceId);
    expect(delivered?.attributes).toMatchObject({
      'messaging.system': 'simpul',
      'messaging.destination.name': 'lapor laporan-kirim',
      'messaging.message.id': id,
      'simpul.attempt': expect.any(Number),
    });
    for (const { links, attributes } of attempts) {
      expect(links).toEqual([{ traceId, spanId }]);
      if (attributes['simpul.outcome'] === 'again') expect(attributes['error.type']).toBe('again');
    }
    const calls = collector
      .spans()
      .filter(({ name, traceId: of }) => of === delivered?.traceId && name === 'lapor laporan-kirim');
    expect(calls).toMatchObject([
      { kind: CLIENT, parent: delivered?.spanId, attributes: { 'simpul.verdict': 'found' } },
    ]);
  }));

test('a delivery is followed where its request was, and not where it was not', () =>
  withTraces(
    async (hub, collector) => {
      const headers = { traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01` };
      const followed = await handedOver(hub, undefined, { headers });
      const other = await handedOver(hub);
      await becomes(hub, followed.id, 'terkirim');
      await becomes(hub, other.id, 'terkirim');
      await collector.flushed();
      const deliveries = collector.spans().filter(({ name }) => name.startsWith('deliver kirimLaporan'));
      expect(deliveries.map(({ attributes }) => attributes['messaging.message.id'])).toEqual([followed.id]);
      expect(deliveries[0]?.links[0]?.traceId).toBe(CALLER.traceId);
    },
    { traces: { ratio: 0 } },
  ));

test('a webhook carries the trace it belongs to, and that is linked to the delivery it tells of', () =>
  withReceiver((receiver) =>
    withTraces(async (hub, collector) => {
      await hub.post('/v1/langganan', { alamat: `${receiver.url}?kunci=rahasia-alamat`, jenis: ['pesan.terkirim'] });
      const { id } = await handedOver(hub);
      await until('the address was told', () => receiver.taken().length === 1);
      await becomes(hub, id, 'terkirim');
      await collector.flushed();
      const delivery = collector.span('deliver kirimLaporan');
      const webhook = collector.span('deliver webhook');
      const post = collector.span('POST webhook');
      expect(webhook).toMatchObject({ kind: CONSUMER, parent: '' });
      expect(webhook.links).toEqual([{ traceId: delivery.traceId, spanId: delivery.spanId }]);
      expect(post).toMatchObject({ kind: CLIENT, traceId: webhook.traceId, parent: webhook.spanId });
      expect(post.attributes).toEqual({
        'http.request.method': 'POST',
        'http.response.status_code': 204,
        'server.address': '127.0.0.1',
        'server.port': receiver.port,
      });
      expect(receiver.received.map(({ headers }) => headers.traceparent)).toEqual([
        `00-${post.traceId}-${post.spanId}-01`,
      ]);
      expect(collector.bodies.join()).not.toMatch(/rahasia-alamat|lgn_/);
    }),
  ));

test('a webhook of a hub without traces carries none', () =>
  withReceiver((receiver) =>
    withTraces(async (hub) => {
      await hub.restart({ traces: undefined });
      await hub.post('/v1/langganan', { alamat: receiver.url, jenis: ['pesan.terkirim'] });
      await handedOver(hub);
      await until('the address was told', () => receiver.taken().length === 1);
      expect(receiver.received.map(({ headers }) => headers.traceparent)).toEqual([undefined]);
    }),
  ));

test('what waits from before there were traces is delivered without a link', () =>
  withTraces(async (hub, collector) => {
    await hub.restart({ traces: undefined });
    hub.sandboxes.lapor.fault(DOWN);
    const { id } = await handedOver(hub);
    await hub.restart({ traces: { endpoint: collector.url } });
    await hub.sandboxes.lapor.heal();
    await becomes(hub, id, 'terkirim');
    await collector.flushed();
    const delivered = collector.spans().filter(({ attributes }) => attributes['simpul.outcome'] === 'delivered');
    expect(delivered).toMatchObject([{ name: 'deliver kirimLaporan', parent: '', links: [] }]);
    expect(collector.spans().filter(({ name, kind }) => kind === SERVER && name === 'kirimLaporan')).toEqual([]);
  }));
