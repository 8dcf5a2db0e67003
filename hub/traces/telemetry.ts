import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
} from '@opentelemetry/semantic-conventions';
import type { HttpClient } from '../../connectors/connector.ts';
import type { TracesConfig } from '../../openapi/generated/config.ts';
import { describe, serverOf, tellCame, tellFailed, tellRequest } from './attributes.ts';
import { createExporting, EXPORT_LIMITS, type ExportLimits } from './exporting.ts';
import { createSampler } from './sampling.ts';
import { serveTraced } from './serving.ts';
import { readTraceparent, writeTraceparent } from './traceparent.ts';
import type { Doing, OpenTraces } from './traces.ts';

/**
 * Traces by OpenTelemetry. Loaded only where traces are configured, and set up for this hub alone: nothing is registered
 * for the whole process, no module is patched, and what is told is what `attributes.ts` lets through.
 */
export function openTelemetry(
  config: TracesConfig,
  trouble: (what: string) => void,
  limits: ExportLimits = EXPORT_LIMITS,
): OpenTraces {
  const exporting = createExporting(config, limits, trouble);
  const provider = new TracerProvider({
    sampler: createSampler(config.ratio),
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: config.serviceName,
      [ATTR_SERVICE_INSTANCE_ID]: randomUUID(),
    }),
    spanProcessors: [exporting.processor],
  });
  const tracer = provider.getTracer('simpul');
  const standing = new AsyncLocalStorage<Span>();

  function start(doing: Doing): Span {
    const { name, kind, attributes } = describe(doing);
    const above = standing.getStore();
    if (doing.kind !== 'delivery')
      return tracer.startSpan(name, { kind, attributes }, above ? trace.setSpan(ROOT_CONTEXT, above) : ROOT_CONTEXT);
    // whoever put it in has had its answer long ago: a trace of its own, and the way back to the other one
    const context = readTraceparent(doing.trace);
    return tracer.startSpan(name, { kind, attributes, links: context ? [{ context }] : [] }, ROOT_CONTEXT);
  }

  return {
    serving: (listener) => serveTraced(listener, tracer, standing),
    request(told) {
      const span = standing.getStore();
      if (span) tellRequest(span, told);
    },
    async during(doing, work) {
      const span = start(doing);
      try {
        return await standing.run(span, () => work({ came: (came) => tellCame(span, doing.kind, came) }));
      } catch (error) {
        tellFailed(span, 'internal');
        throw error;
      } finally {
        span.end();
      }
    },
    outgoing: (http) => tellingOf(http, () => standing.getStore()),
    traceparent() {
      const span = standing.getStore();
      return span && writeTraceparent(span.spanContext());
    },
    dropped: exporting.dropped,
    close: exporting.close,
  };
}

/** The last request of a call stands in its span: where a token is fetched first, that is the question itself. */
function tellingOf(http: HttpClient, current: () => Span | undefined): HttpClient {
  return {
    async request(request) {
      const span = current();
      span?.setAttributes({ [ATTR_HTTP_REQUEST_METHOD]: request.method, ...serverOf(request.url) });
      const response = await http.request(request);
      span?.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, response.status);
      return response;
    },
  };
}
