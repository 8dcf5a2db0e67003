import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
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
}

export const EXPORT_LIMITS: ExportLimits = {
  mostWaiting: 4096, // some 4 MB
  mostAtOnce: 512,
  everyMs: 2000,
  withinMs: 5000,
  closeWithinMs: 2000,
};

export interface Exporting {
  readonly processor: SpanProcessor;
  dropped(): number;
  close(): Promise<void>;
}

/**
 * From ended spans to the collector, in the background. What it does not take in time is dropped, counted, and told once
 * until it takes something again: nobody waits for a collector, and a dead one does not fill the memory.
 */
export function createExporting(
  { endpoint, headers }: TracesConfig,
  limits: ExportLimits,
  trouble: (what: string) => void,
): Exporting {
  let dropped = 0;
  let told = false;
  let waiting = 0;
  const agents: HttpAgent[] = [];

  function drop(spans: number, why: string): void {
    dropped += spans;
    if (!told) trouble(`spans are dropped: ${why}; simpul_trace_spans_dropped_total counts them`);
    told = true;
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
      sender.export(spans, (result) => {
        if (result.error) drop(spans.length, wordFor(result.error));
        else told = false;
        done(result);
      });
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
      for (const agent of agents) agent.destroy();
    },
  };
}

/** An HTTP status or the code of a system error. A message could hold an address, and what the collector answered. */
function wordFor(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'number') return `the collector answers HTTP ${code}`;
  return `the collector does not answer (${typeof code === 'string' ? code : 'no code'})`;
}
