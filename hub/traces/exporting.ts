import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace';
import type { TracesConfig } from '../../openapi/generated/config.ts';

/** How much may wait, how long, and for whom. */
export interface ExportLimits {
  readonly mostWaiting: number;
  readonly mostAtOnce: number;
  readonly everyMs: number;
  /** For one batch, repeats included. */
  readonly withinMs: number;
  readonly closeWithinMs: number;
  /** A loss is told of where none was for so long: an outage, or a rush, is one line in the log. */
  readonly quietMs: number;
}

export const EXPORT_LIMITS: ExportLimits = {
  mostWaiting: 4096, // some 4 MB
  mostAtOnce: 512,
  everyMs: 2000,
  withinMs: 5000,
  closeWithinMs: 1500,
  quietMs: 60_000,
};

export interface Exporting {
  readonly processor: SpanProcessor;
  dropped(): number;
  close(): Promise<void>;
}

/**
 * From ended spans to the collector, in the background. What it does not take in time is dropped, counted, and told once:
 * nobody waits for a collector, and a dead one does not fill the memory.
 */
export function createExporting(
  { endpoint, headers }: TracesConfig,
  limits: ExportLimits,
  trouble: (what: string) => void,
): Exporting {
  let dropped = 0;
  let droppedAt = Number.NEGATIVE_INFINITY;
  let waiting = 0;
  const agents: HttpAgent[] = [];
  /** Batches under way, and how to give each of them up. */
  const underWay = new Set<() => void>();

  function drop(spans: number, why: string): void {
    dropped += spans;
    const at = performance.now();
    if (at - droppedAt >= limits.quietMs)
      trouble(`spans are dropped: ${why}; simpul_trace_spans_dropped_total counts them`);
    droppedAt = at;
  }

  const sender = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: limits.withinMs,
    httpAgentOptions(protocol) {
      const agent = new (protocol === 'https:' ? HttpsAgent : HttpAgent)({ keepAlive: true });
      agents.push(agent);
      return agent;
    },
  });
  const exporter: SpanExporter = {
    export(spans, done) {
      waiting -= spans.length;
      const end = (result: Parameters<typeof done>[0], why: string) => {
        if (!underWay.delete(giveUp)) return;
        if (result.code === FAILED) drop(spans.length, why);
        done(result);
      };
      const giveUp = () => end({ code: FAILED }, 'the hub stops, and the collector has not taken them');
      underWay.add(giveUp);
      sender.export(spans, (result) => end(result, wordFor(result.error)));
    },
    forceFlush: () => sender.forceFlush(),
    shutdown: () => sender.shutdown(),
  };
  const batches = new BatchSpanProcessor({
    exporter,
    maxQueueSize: limits.mostWaiting,
    maxExportBatchSize: limits.mostAtOnce,
    scheduledDelayMillis: limits.everyMs,
    exportTimeoutMillis: limits.withinMs * 2, // the exporter ends sooner, and says why
  });
  const processor: SpanProcessor = {
    onStart: (span, context) => batches.onStart(span, context),
    onEnd(span) {
      // the library drops in silence: here it is counted
      if (waiting >= limits.mostWaiting) {
        drop(1, 'the collector takes them too slowly');
        return;
      }
      waiting += 1;
      batches.onEnd(span);
    },
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  };

  return {
    processor,
    dropped: () => dropped,
    async close() {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, limits.closeWithinMs);
      await Promise.race([batches.shutdown().catch(() => {}), late.promise]); // what fails was counted
      clearTimeout(timer);
      for (const giveUp of underWay) giveUp();
      for (const agent of agents) shut(agent);
    },
  };
}

/** `ExportResultCode.FAILED` of @opentelemetry/core. */
const FAILED = 1;

/** Ends what is open and lets nothing be opened any more; by an error without a code, for others the exporter tries again. */
function shut(agent: HttpAgent): void {
  const closed = new Error('closed');
  agent.createConnection = () => new Socket().destroy(closed);
  for (const socket of Object.values(agent.sockets).flat()) socket?.destroy(closed);
  agent.destroy();
}

/** An HTTP status or the code of a system error. A message could hold an address, and what the collector answered. */
function wordFor(error: Error | undefined): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code === 'number') return `the collector answers HTTP ${code}`;
  return typeof code === 'string'
    ? `the collector does not answer (${code})`
    : 'the collector does not take them in time';
}
