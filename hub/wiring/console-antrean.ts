import type { Applications } from '../access/applications.ts';
import type { Corrections } from '../api/correction.ts';
import type { ApiDocument } from '../api/document.ts';
import type { Audit } from '../audit/audit.ts';
import type { CheckedConfig } from '../config/load.ts';
import { createJobBook } from '../console/bulk/job-book.ts';
import { createMessageContent } from '../console/content/message-content.ts';
import type { Endpoint } from '../console/endpoint.ts';
import { createDaftarPesan } from '../console/endpoints/daftar-pesan.ts';
import { createJalur, type NamedLane } from '../console/endpoints/jalur.ts';
import { createMassal } from '../console/endpoints/massal.ts';
import { createPesan } from '../console/endpoints/pesan.ts';
import type { Topic } from '../console/live.ts';
import { createStanding } from '../console/standing.ts';
import { WEBHOOKS, webhookLane } from '../relay/announcements.ts';
import type { Payloads } from '../relay/payloads.ts';
import type { Relay } from '../relay/relay.ts';
import type { Subscriptions } from '../relay/subscriptions.ts';
import type { WebhookDestinations } from '../relay/webhook-destination.ts';
import { forwards } from '../services/services.ts';
import type { SealedRecords } from '../store/sealed-records.ts';
import type { Store } from '../store/store.ts';

export interface AntreanWiring {
  readonly config: CheckedConfig;
  readonly store: Pick<Store, 'messages'>;
  readonly records: SealedRecords;
  readonly relay: Relay;
  readonly payloads: Payloads;
  readonly subscriptions: Pick<Subscriptions, 'all' | 'get'>;
  readonly webhooks: Pick<WebhookDestinations, 'mended'>;
  readonly applications: Pick<Applications, 'all'>;
  readonly corrections: Corrections;
  readonly document: ApiDocument;
  readonly audit: Pick<Audit, 'record'>;
  readonly keyedHash: (text: string) => string;
  readonly now: () => Date;
  readonly stopping: AbortSignal;
  readonly trouble: (what: string, error?: unknown) => void;
}

export interface Antrean {
  readonly endpoints: readonly Endpoint[];
  readonly topics: Readonly<Record<string, Topic>>;
  /** Resolves when no job is under way. */
  settled(): Promise<void>;
}

/** What waits, why, and what can be decided about it. */
export function openAntrean(parts: AntreanWiring): Antrean {
  const { config, store, relay, applications, webhooks, now } = parts;
  const { messages } = store;
  const applicationOf = (id: string) => applications.all().find((one) => one.id === id);
  const nameOf = (id: string) => applicationOf(id)?.name ?? id;
  const jalur = createJalur({
    ...{ relay, now },
    standing: createStanding(messages),
    configured: () => [...lanesOf(config), ...parts.subscriptions.all().map(({ id }) => webhookLane(id))],
    named: (lane) => namedLane(lane, parts, nameOf),
    mended(lane) {
      const [instance, subscription = ''] = lane.split(' ');
      if (instance === WEBHOOKS) webhooks.mended(subscription);
    },
  });
  const shared = { ...parts, messages, nameOf };
  const massal = createMassal({ ...shared, book: createJobBook(parts.records, now) });
  return {
    endpoints: [
      ...jalur.endpoints,
      ...createDaftarPesan({
        ...shared,
        services: forwards.map(({ name }) => name).sort(),
        applications: () => applications.all().map(({ id, name }) => ({ id, nama: name })),
      }),
      ...createPesan({ ...shared, content: createMessageContent({ ...parts, applicationOf }) }),
      ...massal.endpoints,
    ],
    topics: { ...jalur.topics, ...massal.topics },
    settled: massal.settled,
  };
}

function lanesOf({ instances }: CheckedConfig): readonly string[] {
  return Object.entries(instances).flatMap(([name, { connector }]) =>
    forwards.filter((one) => one.connector === connector).map(({ operation }) => `${name} ${operation}`),
  );
}

/** Of an address the host alone: what follows it may be a secret of the application. */
function namedLane(
  lane: string,
  { config, subscriptions }: Pick<AntreanWiring, 'config' | 'subscriptions'>,
  nameOf: (application: string) => string,
): NamedLane {
  const [instance = '', operation = ''] = lane.split(' ');
  if (instance !== WEBHOOKS) {
    const connector = config.instances[instance]?.connector;
    const own = forwards.filter((one) => one.connector === connector && one.operation === operation);
    return { nama: lane, jenis: 'hulu', instansi: instance, operasi: operation, layanan: own.map(({ name }) => name) };
  }
  const subscription = subscriptions.get(operation);
  const host = subscription && URL.canParse(subscription.url) ? new URL(subscription.url).host : operation;
  return {
    ...{ nama: lane, jenis: 'aplikasi', layanan: [] },
    ...{ instansi: subscription ? nameOf(subscription.application) : '', operasi: host },
  };
}
