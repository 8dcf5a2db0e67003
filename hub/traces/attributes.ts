import { type Attributes, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from '@opentelemetry/semantic-conventions';
import type { Came, Doing, RequestTold } from './traces.ts';

/**
 * All that ever stands in a span, in OpenTelemetry's words where it has some (HTTP and messaging conventions), else below
 * `simpul.`. Left out although the conventions ask for it: `url.path`, `url.full`, `url.query`, `client.address` and
 * `user_agent.original`. Addresses of the API and of upstreams hold people's numbers, those of applications hold secrets.
 */
interface Described {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
}

export function describe(doing: Doing): Described {
  switch (doing.kind) {
    case 'call': {
      const { instance, operation, release, repeat, probe } = doing;
      return {
        name: `${instance} ${operation}`,
        kind: SpanKind.CLIENT,
        attributes: {
          'simpul.instance': instance,
          'simpul.operation': operation,
          'simpul.release': release,
          ...(repeat > 0 ? { [ATTR_HTTP_REQUEST_RESEND_COUNT]: repeat } : {}),
          ...(probe ? { 'simpul.probe': true } : {}),
        },
      };
    }
    case 'delivery': {
      const { message, service, lane, attempt } = doing;
      return {
        name: `deliver ${service || 'webhook'}`,
        kind: SpanKind.CONSUMER,
        attributes: {
          'messaging.system': 'simpul',
          'messaging.operation.name': 'deliver',
          'messaging.operation.type': 'process',
          'messaging.destination.name': service === '' ? 'webhook' : lane,
          'messaging.message.id': message,
          'simpul.attempt': attempt,
        },
      };
    }
    case 'post':
      return {
        name: `POST ${doing.what}`,
        kind: SpanKind.CLIENT,
        attributes: { [ATTR_HTTP_REQUEST_METHOD]: 'POST', ...serverOf(doing.url) },
      };
    default:
      return doing satisfies never;
  }
}

/** The host alone. */
export function serverOf(url: string): Attributes {
  if (!URL.canParse(url)) return {};
  const { hostname, port, protocol } = new URL(url);
  const usual = protocol === 'https:' ? 443 : 80;
  return { [ATTR_SERVER_ADDRESS]: hostname, [ATTR_SERVER_PORT]: port === '' ? usual : Number(port) };
}

export function tellCame(span: Span, kind: Doing['kind'], { outcome, status, failed }: Came): void {
  if (outcome !== undefined) span.setAttribute(kind === 'call' ? 'simpul.verdict' : 'simpul.outcome', outcome);
  if (status !== undefined) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
  if (failed !== undefined) tellFailed(span, failed);
}

/** `why` is one of a few words; a message could hold anything. */
export function tellFailed(span: Span, why: string): void {
  span.setAttribute(ATTR_ERROR_TYPE, why).setStatus({ code: SpanStatusCode.ERROR });
}

export function tellRequest(span: Span, { name, route, problem, ...told }: RequestTold): void {
  if (name !== undefined) span.updateName(name);
  if (route !== undefined) span.setAttribute(ATTR_HTTP_ROUTE, route);
  if (problem !== undefined) span.setAttribute('simpul.problem', problem);
  for (const [key, value] of Object.entries(told)) if (value !== undefined) span.setAttribute(`simpul.${key}`, value);
}
