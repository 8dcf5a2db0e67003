import { createActionHandler } from '../api/action-handler.ts';
import type { Corrections } from '../api/correction.ts';
import type { ApiDocument, ApiOperation } from '../api/document.ts';
import { messageHandlers } from '../api/message-handlers.ts';
import { jalurOf } from '../api/message-view.ts';
import { createReadHandler, type Handler, type ReadEdge } from '../api/read-handler.ts';
import { createSubmitHandler, type ForwardEdge } from '../api/submit-handler.ts';
import { type SubscriptionParts, subscriptionHandlers } from '../api/subscription-handlers.ts';
import { systemHandlers } from '../api/system.ts';
import type { Validation } from '../api/validation.ts';
import type { Upstream } from '../exchange/upstream.ts';
import type { Metrics } from '../health/metrics.ts';
import type { Observations } from '../health/observations.ts';
import { statusOf } from '../health/status.ts';
import type { AnyService } from '../services/service.ts';
import { needsOf, services } from '../services/services.ts';

export interface HandlerParts {
  readonly document: ApiDocument;
  readonly validation: Validation;
  readonly edge: ReadEdge & ForwardEdge;
  readonly metrics: Metrics;
  readonly observations: Observations;
  readonly sourcesOf: (service: string) => readonly Upstream[];
  readonly subscriptions: Omit<SubscriptionParts, 'edge' | 'operations' | 'checkOf'>;
  readonly corrections: Corrections;
  readonly notReady: () => Promise<string | undefined>;
}

/** Who answers each operation of the document. Throws an Error where a service has no operation there. */
export function createHandlers(parts: HandlerParts): ReadonlyMap<string, Handler> {
  const { document, validation, edge, metrics, notReady } = parts;
  const operations = new Map(document.operations.map((operation) => [operation.id, operation]));
  const shared = { edge, operations, checkOf: validation.check };
  const { applications, limits } = edge;
  const own = services.map((service): readonly [string, Handler] => {
    const operation = operations.get(service.name);
    if (!operation) throw new Error(`openapi/simpul.yaml has no operation "${service.name}"`);
    return [service.name, handlerOf(service, operation, validation.check(operation), edge)];
  });
  return new Map<string, Handler>([
    ...systemHandlers({
      ...{ document, metrics, applications, limits, notReady },
      checkOf: validation.check,
      statusFor: (scopes) => statusFor(scopes, operations, parts),
    }),
    ...own,
    ...messageHandlers({ ...shared, corrections: parts.corrections }),
    ...subscriptionHandlers({ ...shared, ...parts.subscriptions }),
  ]);
}

function handlerOf(
  service: AnyService,
  operation: ApiOperation,
  check: ReturnType<Validation['check']>,
  edge: HandlerParts['edge'],
): Handler {
  switch (service.kind) {
    case 'read':
      return createReadHandler(service, operation, check, edge);
    case 'submit':
      return createSubmitHandler(service, operation, check, edge);
    case 'action':
      return createActionHandler(service, operation, check, edge);
    default:
      return service satisfies never;
  }
}

/** The services of these scopes, and the lanes that their messages go into. */
function statusFor(
  scopes: readonly string[],
  operations: ReadonlyMap<string, ApiOperation>,
  { edge, sourcesOf, observations }: HandlerParts,
) {
  const allowed = services.filter(({ name }) => scopes.includes(operations.get(name)?.scope ?? ''));
  const lanes = edge.relay.lanes().filter(({ lane }) => allowed.some((service) => feeds(service, lane)));
  return statusOf({
    services: allowed.map((service) => ({
      name: service.name,
      operations: needsOf(service).operations,
      goesOn: service.kind !== 'read' || service.staleMs > 0,
    })),
    lanes: lanes.map((lane) => jalurOf(lane, true)),
    sourcesOf,
    observations,
  });
}

function feeds(service: AnyService, lane: string): boolean {
  return service.kind === 'submit' && lane.endsWith(` ${service.forward.operation}`);
}
