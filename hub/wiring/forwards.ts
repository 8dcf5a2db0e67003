import type { SimpulConfig } from '../../openapi/generated/config.ts';
import type { Upstream } from '../exchange/upstream.ts';
import { createAnnouncements, WEBHOOKS } from '../relay/announcements.ts';
import type { Destination } from '../relay/destination.ts';
import type { ForwardService } from '../relay/forward-service.ts';
import { createPayloads } from '../relay/payloads.ts';
import { openRelay } from '../relay/relay.ts';
import { openSubscriptions } from '../relay/subscriptions.ts';
import { upstreamDestination } from '../relay/upstream-destination.ts';
import { type AddressChange, createWebhookDestinations } from '../relay/webhook-destination.ts';
import type { Sealing } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';
import type { Traces } from '../traces/traces.ts';

export interface ForwardParts {
  readonly config: SimpulConfig;
  readonly store: Store;
  readonly sealing: Sealing;
  readonly keyedHash: (text: string) => string;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly forwards: readonly ForwardService[];
  /** Whether an application may still call. */
  readonly isActive: (application: string) => boolean;
  /** A lane stands still because its upstream wants something else than before, or goes on. */
  readonly contract: (lane: string, reason: string | undefined) => void;
  readonly traces: Traces;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** Opens the relay over every configured instance and every address that applications registered. */
export async function openForwards(parts: ForwardParts) {
  const { config, store, sealing, keyedHash, upstreams, traces, now, trouble } = parts;
  const byName = new Map(parts.forwards.map((service) => [service.name, service]));
  const serviceOf = (name: string) => byName.get(name);
  const subscriptions = await openSubscriptions({ store: store.subscriptions, sealing, now });
  const payloads = createPayloads(sealing);
  const announcements = createAnnouncements({
    sealing,
    payloads,
    keyedHash,
    traces,
    // a key that was taken back is told nothing more; what waits for its addresses goes on
    subscriptionsOf: (application) => (parts.isActive(application) ? subscriptions.of(application) : []),
  });
  const webhooks = createWebhookDestinations({
    subscriptions,
    options: config.webhooks,
    traces,
    now,
    lanes: await store.messages.lanes(),
    changed: (change) => {
      tellOfAddress(change).catch((error: unknown) => trouble('an event about an address could not be written', error));
    },
  });
  const destinationOf = (lane: string): Destination | undefined => {
    const [instance = '', operation = ''] = lane.split(' ');
    if (instance === WEBHOOKS) return webhooks.of(operation);
    const upstream = upstreams.get(instance);
    if (!upstream?.has(operation)) return undefined;
    return upstreamDestination(upstream, operation, serviceOf, store.records.links);
  };
  const relay = await openRelay({
    store: store.messages,
    events: store.events,
    payloads,
    announcements,
    keyedHash,
    serviceOf,
    destinationOf,
    backoff: config.relay,
    contract: parts.contract,
    traces,
    now,
    trouble,
  });
  return { relay, payloads, subscriptions, webhooks };

  /** To the feed, and to the application's other addresses. */
  function tellOfAddress({ kind, subscription, reason, since }: AddressChange): Promise<void> {
    const { id, application } = subscription;
    const data = { langganan: id, alasan: reason, sejak: new Date(since).toISOString() };
    return relay.tell([{ kind, application, about: `langganan ${id}`, at: now().getTime(), data }]);
  }
}
