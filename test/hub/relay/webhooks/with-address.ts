import type { Verdict } from '../../../../hub/mapping/verdict.ts';
import { openSubscriptions, type Subscriptions } from '../../../../hub/relay/subscriptions.ts';
import {
  type AddressChange,
  createWebhookDestinations,
  type WebhookDestinationParts,
  type WebhookDestinations,
} from '../../../../hub/relay/webhook-destination.ts';
import type { StoredSubscription, SubscriptionStore } from '../../../../hub/store/events.ts';
import { createSealing } from '../../../../hub/store/sealing.ts';
import { NO_TRACES } from '../../../../hub/traces/traces.ts';
import { type TestClock, testClock } from '../../clock.ts';

export const sealing = createSealing({
  keys: [{ id: 'tes', secret: 'a secret of the tests, 32 characters at least' }],
});
export const EVENT = {
  id: 'per_01jd3v8k2m5q7r9t0w4x',
  jenis: 'laporan.diperbarui',
  pada: '2026-11-20T03:00:00.000Z',
  perihal: { jenis: 'laporan', id: 'lpr_01jd3v8k2m5q7r9t0w4x' },
  data: { status: 'Selesai – ditutup' },
};

/** Subscriptions without an engine. `put` and `list` can be looked at from another process, that is another `openSubscriptions`. */
export function memorySubscriptions(): SubscriptionStore & { readonly kept: Map<string, StoredSubscription> } {
  const kept = new Map<string, StoredSubscription>();
  return {
    kept,
    put: async (subscription) => void kept.set(subscription.id, subscription),
    remove: async (id) => kept.delete(id),
    list: async () => [...kept.values()],
  };
}

export interface Address {
  readonly subscriptions: Subscriptions;
  readonly webhooks: WebhookDestinations;
  readonly subscription: StoredSubscription;
  readonly secret: string;
  readonly clock: TestClock;
  readonly changes: readonly AddressChange[];
  /** One attempt of one event. */
  send(event?: Readonly<Record<string, unknown>>, stopping?: AbortSignal): Promise<Verdict>;
}

/** One address of one application, as a destination. Closes its connections even when an assertion fails. */
export async function withAddress(
  url: string,
  given: Partial<WebhookDestinationParts> & { readonly clock?: TestClock },
  use: (address: Address) => Promise<void>,
): Promise<void> {
  const { clock = testClock(), ...parts } = given;
  const changes: AddressChange[] = [];
  const subscriptions = await openSubscriptions({ store: memorySubscriptions(), sealing, now: clock.now });
  const made = await subscriptions.create({ application: 'app_1', url, kinds: ['*'] });
  if (made.kind !== 'made') throw new Error(made.kind);
  const { subscription, secret } = made;
  const webhooks = createWebhookDestinations({
    subscriptions,
    options: { allowHttp: true, allowPrivate: true },
    traces: NO_TRACES,
    now: clock.now,
    changed: (change) => void changes.push(change),
    ...parts,
  });
  const send: Address['send'] = (event = EVENT, stopping = new AbortController().signal) =>
    webhooks
      .of(subscription.id)
      .send(
        { id: 'psn_1', service: '', application: '', about: '', attempts: 1, asked: event },
        stopping,
        () => undefined,
        false,
      );
  try {
    await use({ subscriptions, webhooks, subscription, secret, clock, changes, send });
  } finally {
    await webhooks.close();
  }
}
