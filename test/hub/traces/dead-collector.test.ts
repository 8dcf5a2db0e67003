import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { EXPORT_LIMITS } from '../../../hub/traces/exporting.ts';
import { openTelemetry } from '../../../hub/traces/telemetry.ts';
import { until } from '../until.ts';
import { BUDI, type HubSurroundings } from '../with-hub.ts';
import { withCollector } from './collector.ts';
import { COLLECTOR_KEY, withTraces } from './with-traces.ts';

const toldOf = ({ logs }: HubSurroundings) => logs.filter((line) => line.includes('spans are dropped'));
const CALL = { kind: 'call', instance: 'i', operation: 'o', release: 'r', repeat: 0, probe: false } as const;
const QUICK = { ...EXPORT_LIMITS, everyMs: 1, withinMs: 200, closeWithinMs: 50 };
const work = async () => 'done';

async function nobodyThere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe('a collector', () => {
  test.each([
    { that: 'answers 500', answering: 500 as const, says: /HTTP 500/ },
    { that: 'is busy for ever', answering: 503 as const, says: /does not take them in time/ },
    { that: 'hangs', answering: 'hang' as const, says: /does not take them in time/ },
  ])('that $that keeps nobody from an answer, nor the hub from its end', ({ answering, says }) =>
    withTraces(async (hub, collector) => {
      collector.answer(answering);
      for (let times = 0; times < 3; times += 1)
        expect(await hub.get(`/v1/jkn/peserta/${BUDI.nik}`)).toMatchObject({ status: 200 });
      await until('something was sent', () => collector.bodies.length > 0);
      expect(await hub.get('/v1/status')).toMatchObject({ status: 200 });
      await until('it is told', () => toldOf(hub).length > 0);
      await hub.stop();
      expect(toldOf(hub)).toEqual([expect.stringMatching(says)]);
      expect(hub.logs.join()).not.toContain(COLLECTOR_KEY);
    }),
  );

  test('that is not there is told of once, and what it misses is counted', async () => {
    const endpoint = await nobodyThere();
    await withTraces(
      async (hub) => {
        expect(await hub.get(`/v1/jkn/peserta/${BUDI.nik}`)).toMatchObject({ status: 200 });
        await until('spans were dropped', async () => (await droppedBy(hub)) > 0);
        const before = await droppedBy(hub);
        await until('more were dropped', async () => (await droppedBy(hub)) > before);
        expect(toldOf(hub)).toEqual([expect.stringMatching(/does not answer \(ECONNREFUSED\)/)]);
      },
      { traces: { endpoint } },
    );
  });
});

describe('what waits for a collector', () => {
  test('is bounded: more is dropped and counted at once, and told once', () =>
    withCollector(async (collector) => {
      const told: string[] = [];
      const limits = { ...QUICK, mostWaiting: 10, mostAtOnce: 10, everyMs: 600_000 };
      const traces = opened(collector.url, told, limits);
      collector.answer('hang');
      for (let count = 0; count < 50; count += 1) expect(await traces.during(CALL, work)).toBe('done');
      // ten are under way to it, and ten wait
      expect(traces.dropped()).toBe(30);
      expect(told).toEqual([expect.stringContaining('too slowly')]);
      await traces.close();
    }));

  test.each([
    { that: 'is told of once, however often it takes something meanwhile', quietMs: 600_000, lines: 1 },
    { that: 'is told of again where it was quiet in between', quietMs: 0, lines: 3 },
  ])('and is lost $that', ({ quietMs, lines }) =>
    withCollector(async (collector) => {
      const told: string[] = [];
      const traces = opened(collector.url, told, { ...QUICK, quietMs });
      for (const answering of [500, 500, 200, 500]) {
        collector.answer(answering);
        const [before, dropped] = [collector.bodies.length, traces.dropped()];
        await traces.during(CALL, work);
        await until('it was sent', () => collector.bodies.length > before);
        if (answering === 500) await until('it was dropped', () => traces.dropped() > dropped);
      }
      expect(told).toHaveLength(lines);
      expect(traces.dropped()).toBe(3);
      await traces.close();
    }),
  );

  test('is sent at the end, and lost after a bounded time where nobody takes it', () =>
    withCollector(async (collector) => {
      const limits = { ...QUICK, everyMs: 600_000, closeWithinMs: 60_000 };
      const first = opened(collector.url, [], limits);
      await first.during(CALL, work);
      await first.close();
      expect(collector.spans().map(({ name }) => name)).toEqual(['i o']);
      collector.answer('hang');
      const told: string[] = [];
      const second = opened(collector.url, told, { ...QUICK, withinMs: 600_000 });
      await second.during(CALL, work);
      await until('it was sent', () => collector.bodies.length === 2);
      await second.close(); // ends at all: its request would go on for ten minutes
      expect(told).toEqual([expect.stringContaining('the hub stops')]);
      expect(second.dropped()).toBe(1);
    }));

  test('holds no word of what a piece of work failed with', () =>
    withCollector(async (collector) => {
      const traces = opened(collector.url, [], { ...QUICK, everyMs: 600_000, closeWithinMs: 60_000 });
      const fails = () => Promise.reject(new Error(`${BUDI.nama} ${BUDI.nik}`));
      await expect(traces.during(CALL, fails)).rejects.toThrow(BUDI.nama);
      await traces.close();
      expect(collector.span('i o')).toMatchObject({ status: 2, attributes: { 'error.type': 'internal' } });
      for (const word of Object.values(BUDI)) expect(collector.bodies.join()).not.toContain(word);
    }));
});

function opened(endpoint: string, told: string[], limits = QUICK) {
  const config = { endpoint, headers: {}, ratio: 1, serviceName: 'simpul' };
  return openTelemetry(config, (what) => void told.push(what), limits);
}

async function droppedBy({ get }: HubSurroundings): Promise<number> {
  const { text } = await get('/metrics', { key: null });
  return Number(/^simpul_trace_spans_dropped_total (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
}
