import type { Connector } from '../../connectors/connector.ts';
import type { Applications } from '../access/applications.ts';
import type { ApiDocument } from '../api/document.ts';
import { scopesOf } from '../api/scopes.ts';
import type { CheckedConfig } from '../config/load.ts';
import { createAplikasi } from '../console/endpoints/aplikasi.ts';
import { createAplikasiKredensial } from '../console/endpoints/aplikasi-kredensial.ts';
import { createAplikasiLangganan } from '../console/endpoints/aplikasi-langganan.ts';
import type { CredentialKind } from '../facades/new-credential.ts';
import type { Usage } from '../health/usage.ts';
import type { Payloads } from '../relay/payloads.ts';
import type { Relay } from '../relay/relay.ts';
import type { Subscriptions } from '../relay/subscriptions.ts';
import type { WebhookDestinations } from '../relay/webhook-destination.ts';
import type { SealedRecords } from '../store/sealed-records.ts';
import type { Store } from '../store/store.ts';

export interface AplikasiWiring {
  readonly config: CheckedConfig;
  readonly connectors: Readonly<Record<string, Connector<never>>>;
  readonly document: ApiDocument;
  readonly store: Store;
  readonly records: SealedRecords;
  readonly applications: Applications;
  readonly usage: Usage;
  readonly subscriptions: Subscriptions;
  readonly relay: Relay;
  readonly webhooks: WebhookDestinations;
  readonly payloads: Payloads;
  readonly credentials: { readonly refresh: () => Promise<void> };
  readonly keyedHash: (text: string) => string;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** Everything about applications that the console shows and does. */
export function aplikasiOf(parts: AplikasiWiring) {
  const { config, document, credentials } = parts;
  const { endpoints, topics } = createAplikasi({
    ...parts,
    scopes: scopesOf(document),
    defaultPerMinute: config.limits.requestsPerMinute,
    answersFor: (name) =>
      Object.entries(config.instances).flatMap(([instance, { answeredBy }]) => (answeredBy === name ? instance : [])),
  });
  return {
    endpoints: [
      ...endpoints,
      ...createAplikasiLangganan(parts),
      ...createAplikasiKredensial({ ...parts, offered: offeredBy(parts.connectors), refresh: credentials.refresh }),
    ],
    topics,
  };
}

function offeredBy(connectors: AplikasiWiring['connectors']): Readonly<Record<string, CredentialKind>> {
  return Object.fromEntries(
    Object.values(connectors).flatMap(({ name, facades }) => {
      const [facade] = Object.values(facades ?? {});
      return facade ? [[name, facade.credential] as const] : [];
    }),
  );
}
