import { type SpanContext, TraceFlags, trace } from '@opentelemetry/api';

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * The header `traceparent` (W3C Trace Context, level 1). `undefined` for what is none: the trace then begins here.
 * `tracestate` is not read: it may hold any text of the caller's, and no text of a caller's goes into a span.
 */
export function readTraceparent(header: string | string[] | undefined): SpanContext | undefined {
  const [, version = 'ff', traceId = '', spanId = '', flags = '', more] =
    typeof header === 'string' ? (FORM.exec(header) ?? []) : [];
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return trace.isSpanContextValid(context) ? context : undefined;
}

export function writeTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;
}
