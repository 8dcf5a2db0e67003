import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Announcements, createAnnouncements, type Happening } from '../../../../hub/relay/announcements.ts';
import { createPayloads } from '../../../../hub/relay/payloads.ts';
import { openRelay, type Relay } from '../../../../hub/relay/relay.ts';
import { openSubscriptions, type Subscriptions } from '../../../../hub/relay/subscriptions.ts';
import {
  type AddressChange,
  createWebhookDestinations,
  type HoldRules,
  type WebhookDestinations,
} from '../../../../hub/relay/webhook-destination.ts';
import { createKeyedHash } from '../../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';
import type { Store } from '../../../../hub/store/store.ts';
import { NO_TRACES } from '../../../../hub/traces/traces.ts';
import { sealing } from './with-address.ts';

export interface RelayOfAddresses {
  readonly relay: Relay;
  readonly store: Store;
  readonly subscriptions: Subscriptions;
  readonly webhooks: WebhookDestinations;
  readonly announcements: Announcements;
  readonly changes: readonly AddressChange[];
  readonly troubles: readonly string[];
}

export const QUICK: HoldRules = { afterFailures: 5, firstMs: 20, longestMs: 100 };
const keyedHash = createKeyedHash('a secret of the tests, 32 characters at least');

/** A relay whose only destinations are addresses, over a real store in `directory`. */
export async function openRelayOfAddresses(
  directory: string,
  holds: HoldRules = QUICK,
): Promise<RelayOfAddresses & { close(): Promise<void> }> {
  const now = () => new Date();
  const changes: AddressChange[] = [];
  const troubles: string[] = [];
  const trouble = (what: string, error?: unknown) => void troubles.push(`${what} ${String(error ?? '')}`);
  const store = await openSqliteStore({ directory });
  const subscriptions = await openSubscriptions({ store: store.subscriptions, sealing, now });
  const payloads = createPayloads(sealing);
  const announcements = createAnnouncements({
    sealing,
    payloads,
    keyedHash,
    subscriptionsOf: subscriptions.of,
    traces: NO_TRACES,
  });
  const webhooks = createWebhookDestinations({
    subscriptions,
    options: { allowHttp: true, allowPrivate: true },
    traces: NO_TRACES,
    now,
    changed: (change) => void changes.push(change),
    lanes: await store.messages.lanes(),
    holds,
    timeoutMs: 1000,
  });
  const relay = await openRelay({
    store: store.messages,
    events: store.events,
    payloads,
    announcements,
    keyedHash,
    serviceOf: () => undefined,
    destinationOf: (lane) => webhooks.of(lane.split(' ')[1] ?? ''),
    traces: NO_TRACES,
    backoff: { firstRetryMs: 10, longestRetryMs: 50 },
    now,
    trouble,
  });
  return {
    ...{ relay, store, subscriptions, webhooks, announcements, changes, troubles },
    async close() {
      await relay.close(2000);
      await webhooks.close();
      await store.close();
    },
  };
}

/** Closes everything and removes the data even when an assertion fails. */
export async function withRelay(use: (given: RelayOfAddresses) => Promise<void>, holds?: HoldRules): Promise<void> {
  await withDirectory(async (directory) => {
    const given = await openRelayOfAddresses(directory, holds);
    try {
      await use(given);
    } finally {
      await given.close();
    }
  });
}

export async function withDirectory(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-webhooks-'));
  try {
    await use(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

export async function subscribed({ subscriptions }: RelayOfAddresses, url: string, kinds: readonly string[] = ['*']) {
  const made = await subscriptions.create({ application: 'app_1', url, kinds });
  if (made.kind !== 'made') throw new Error(made.kind);
  return made.subscription;
}

/** `laporan 1` happens, in the order given. */
export function happening(about: string, step: number, kind = 'laporan.diperbarui'): Happening {
  return { kind, application: 'app_1', about, at: Date.now(), data: { langkah: step } };
}
