import type { RequestListener } from 'node:http';
import type { Connector } from '../../connectors/connector.ts';
import type { SimpulConfig } from '../../openapi/generated/config.ts';
import type { ApiDocument } from '../api/document.ts';
import type { ReadEdge } from '../api/read-handler.ts';
import type { ForwardEdge } from '../api/submit-handler.ts';
import type { Validation } from '../api/validation.ts';
import { type Credentials, loadCredentials } from '../facades/credentials.ts';
import { createFacades } from '../facades/facades.ts';
import type { FacadeParts, OfferedRelease, ToldCall } from '../facades/parts.ts';
import type { Metrics } from '../health/metrics.ts';
import type { LoadedRelease } from '../mapping/load.ts';
import type { SealedRecords } from '../store/sealed-records.ts';
import type { Store } from '../store/store.ts';
import type { Traces } from '../traces/traces.ts';

export interface FacadeWiring {
  readonly config: SimpulConfig;
  readonly connectors: Readonly<Record<string, Connector<never>>>;
  /** By `upstream/release`, as it is at the moment of the call. */
  readonly releaseOf: (name: string) => LoadedRelease | undefined;
  readonly document: ApiDocument;
  readonly validation: Validation;
  readonly edge: ReadEdge & ForwardEdge;
  readonly records: SealedRecords;
  readonly store: Pick<Store, 'counters'>;
  readonly metrics: Metrics;
  readonly served: FacadeParts['served'];
  readonly keyedHash: (text: string) => string;
  readonly told: (call: ToldCall) => void;
  readonly traces: Traces;
  readonly trouble: (what: string, error?: unknown) => void;
}

export interface OpenedFacades {
  readonly listener: RequestListener;
  readonly credentials: Credentials;
}

/** Old interfaces of upstreams, for applications that were never rewritten. */
export async function openFacades(parts: FacadeWiring): Promise<OpenedFacades> {
  const { traces, config, connectors, releaseOf, document, validation, edge, records, store, metrics } = parts;
  const operations = new Map(document.operations.map((operation) => [operation.id, operation]));
  const checks = new Map<string, ReturnType<Validation['check']>>();
  const credentials = await loadCredentials(records, parts.keyedHash);
  const listener = createFacades({
    ...{ edge, credentials, records, trouble: parts.trouble },
    told(call) {
      if (call.problem !== undefined) traces.request({ problem: call.problem });
      parts.told(call);
    },
    releaseOf(upstream, name): OfferedRelease | undefined {
      const release = releaseOf(`${upstream}/${name}`);
      const protocol = release && connectors[upstream]?.facades?.[release.protocol];
      return release?.facade && protocol ? { facade: release.facade, protocol } : undefined;
    },
    operationOf(id) {
      const operation = operations.get(id);
      if (!operation) throw new Error(`openapi/simpul.yaml has no operation "${id}"`);
      return operation;
    },
    checkOf(operation) {
      const check = checks.get(operation.id) ?? validation.check(operation);
      checks.set(operation.id, check);
      return check;
    },
    count: (name) => store.counters.add(name, '', 1),
    bodyBytes: config.limits.bodyBytes,
    waitMs: config.facades.waitSeconds * 1000,
    clockToleranceSeconds: config.facades.clockToleranceSeconds,
    answered(operation, status, tookSeconds) {
      traces.request({ name: operation, route: '/fasad/{sistem}/{rilis}/*' });
      metrics.answered(operation, status, tookSeconds);
    },
    served: parts.served,
  });
  return { listener, credentials };
}
