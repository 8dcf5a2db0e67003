import type { Application, Applications } from '../access/applications.ts';
import type { Permission } from '../api/caller.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Upstream, UpstreamAnswer } from '../exchange/upstream.ts';
import type { Payloads } from '../relay/payloads.ts';
import type { Relay } from '../relay/relay.ts';
import type { JobContext } from '../services/job.ts';
import type { ServiceContext } from '../services/service.ts';
import type { SealedRecords } from '../store/sealed-records.ts';
import type { Store } from '../store/store.ts';

export interface ContextParts {
  readonly store: Store;
  readonly records: SealedRecords;
  readonly exchange: Exchange;
  readonly relay: Relay;
  readonly payloads: Payloads;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly applications: Applications;
  readonly keyedHash: (text: string) => string;
  readonly config: ServiceContext['config'];
  readonly permitKinds: ServiceContext['permitKinds'];
  readonly settingsOf: (instance: string) => Readonly<Record<string, string>>;
  readonly now: () => Date;
  readonly accessEnd: JobContext['accessEnd'];
  readonly publicUrl?: string;
  /** Aborted when the hub stops. */
  readonly stopping: AbortSignal;
  readonly trouble: (what: string, error?: unknown) => void;
}

const ASK_WITHIN_MS = 30_000;
/** Enough for everything that was ever handed over about one thing. */
const MOST_MESSAGES = 500;

/** A write of a service: what came of one that may have arrived is asked by the service itself. */
const ONCE = { whenUnknown: 'inquire', doubted: false, late: () => {} } as const;

/** What services and jobs get to work with. */
export function createContexts(parts: ContextParts) {
  const { store, records, exchange, relay, payloads, upstreams, applications, keyedHash, now, trouble } = parts;

  async function within(
    ms: number,
    instance: string,
    operation: string,
    ask: (upstream: Upstream, signal: AbortSignal) => Promise<UpstreamAnswer>,
    endsWithinMs = 0,
  ): Promise<UpstreamAnswer | undefined> {
    const upstream = upstreams.get(instance);
    if (!upstream?.has(operation)) return undefined;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), ms);
    const stop = () =>
      endsWithinMs === 0 ? patience.abort() : void setTimeout(() => patience.abort(), endsWithinMs).unref();
    parts.stopping.addEventListener('abort', stop, { once: true });
    try {
      return await ask(upstream, patience.signal);
    } finally {
      clearTimeout(timer);
      parts.stopping.removeEventListener('abort', stop);
    }
  }

  const shared = {
    records,
    copies: store.copies,
    keyedHash,
    ...(parts.publicUrl === undefined ? {} : { publicUrl: parts.publicUrl }),
    read: async (service, params) => exchange.read(service, params),
    async messagesAbout(about) {
      const messages = await store.messages.list({ about, limit: MOST_MESSAGES });
      return messages.map((message) => {
        const { sealed, result, ...rest } = message;
        return {
          ...rest,
          asked: payloads.open({ id: rest.id, sealed }),
          result: payloads.openResult({ id: rest.id, result }),
        };
      });
    },
    tell: (happenings) => relay.tell(happenings),
    prepare: (happenings) => relay.prepare(happenings),
    applicationsWith: (scope) =>
      applications
        .all()
        .filter(({ scopes }) => scopes.includes(scope))
        .map(({ id }) => id),
    count: (name, day, by) => store.counters.add(name, day, by),
    settingsOf: parts.settingsOf,
    config: parts.config,
    has: (instance, operation) => upstreams.get(instance)?.has(operation) ?? false,
    permitKinds: parts.permitKinds,
    wordsOf(instance, operation, list) {
      const upstream = upstreams.get(instance);
      return upstream?.has(operation) ? Object.keys(upstream.inUse(operation).codeLists?.[list] ?? {}) : [];
    },
    instancesOf: (connector) =>
      [...upstreams.values()].filter((one) => one.connector === connector).map(({ instance }) => instance),
    ask: (instance, operation, asked, withinMs = ASK_WITHIN_MS, endsWithinMs = 0) =>
      within(withinMs, instance, operation, (upstream, signal) => upstream.ask(operation, asked, signal), endsWithinMs),
    send: (instance, operation, asked, idempotencyKey) =>
      within(ASK_WITHIN_MS, instance, operation, (upstream, signal) =>
        upstream.ask(operation, asked, signal, { ...ONCE, headers: { 'Idempotency-Key': idempotencyKey } }),
      ),
  } satisfies Omit<ServiceContext, 'application' | 'instances' | 'now'>;

  return {
    forRequest: ({
      application: { id, name, scopes },
      permission,
    }: {
      readonly application: Application;
      readonly permission?: Permission;
    }): ServiceContext => ({
      ...shared,
      application: { id, name, scopes },
      instances: permission?.instances ?? [],
      // what a service reads on the way is held to the application's own agreements
      read: async (service, params) => exchange.read(service, params, permission?.instances),
      now: now(),
    }),
    forJob: (): JobContext => ({
      ...shared,
      now: now(),
      unsettledSince: (service) => store.messages.unsettledSince(service),
      accessEnd: parts.accessEnd,
      stopping: parts.stopping,
      trouble,
    }),
  };
}
