import type { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, RequestListener } from 'node:http';
import { ROOT_CONTEXT, type Span, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_URL_SCHEME,
} from '@opentelemetry/semantic-conventions';
import { tellFailed } from './attributes.ts';
import { readTraceparent } from './traceparent.ts';

/** A span per request, below that of the caller where it has one. Whoever knows what stands at the address names it. */
export function serveTraced(
  listener: RequestListener,
  tracer: Tracer,
  standing: AsyncLocalStorage<Span>,
): RequestListener {
  return (request, response) => {
    const span = startRequest(request, tracer);
    // the answer's end, or the caller's: whichever comes first
    response.once('close', () => {
      if (response.headersSent) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, response.statusCode);
      if (!response.writableFinished) tellFailed(span, 'caller-left');
      else if (response.statusCode >= 500) tellFailed(span, String(response.statusCode));
      span.end();
    });
    standing.run(span, () => listener(request, response));
  };
}

function startRequest({ method = '', headers, httpVersion }: IncomingMessage, tracer: Tracer): Span {
  const caller = readTraceparent(headers.traceparent);
  const context = caller ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT;
  const attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: method,
    [ATTR_URL_SCHEME]: 'http',
    [ATTR_NETWORK_PROTOCOL_VERSION]: httpVersion,
  };
  return tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, context);
}
