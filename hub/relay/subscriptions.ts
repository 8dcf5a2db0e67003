import { randomBytes } from 'node:crypto';
import { newId } from '../identifiers/new-id.ts';
import type { StoredSubscription, SubscriptionStore } from '../store/events.ts';
import type { Seals } from './payloads.ts';

/** The addresses of all applications, in memory: they are asked for with every event. */
export interface Subscriptions {
  of(application: string): readonly StoredSubscription[];
  get(id: string): StoredSubscription | undefined;
  all(): readonly StoredSubscription[];
  /** As `get`; looks into the store before it says that there is none, for another process may have made it just now. */
  find(id: string): Promise<StoredSubscription | undefined>;
  /** What signs at this moment, newest first. Throws a `SealError` when none can be opened. */
  secretsOf(subscription: StoredSubscription): readonly string[];
  create(wanted: Pick<StoredSubscription, 'application' | 'url' | 'kinds'>): Promise<Made | { readonly kind: 'full' }>;
  /** The old secret goes on signing for a day beside the new one. */
  rotate(id: string): Promise<Made | { readonly kind: 'absent' }>;
  remove(id: string): Promise<boolean>;
  /** Takes over what another process changed. */
  refresh(): Promise<void>;
}

export interface Made {
  readonly kind: 'made';
  readonly subscription: StoredSubscription;
  /** In clear, this once. */
  readonly secret: string;
}

export interface SubscriptionsParts {
  readonly store: SubscriptionStore;
  readonly sealing: Seals;
  readonly now: () => Date;
}

interface Secret {
  readonly secret: string;
  /** `null`: for as long as there is no newer one. */
  readonly until: number | null;
}

export const MOST_PER_APPLICATION = 20;
const OVERLAP_MS = 24 * 3_600_000;
const SECRET_BYTES = 32;
/** Whoever lost the answer of a change asks for another: the secret the receiver still has must survive that. */
const MOST_SECRETS = 5;

export async function openSubscriptions({ store, sealing, now }: SubscriptionsParts): Promise<Subscriptions> {
  let byId = new Map<string, StoredSubscription>();
  let byApplication = new Map<string, readonly StoredSubscription[]>();
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: a list that was read before a change must not be taken over after it. */
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = last.then(work);
    last = turn.catch(() => undefined); // its own caller hears of it
    return turn;
  }

  function take(subscriptions: Iterable<StoredSubscription>): void {
    byId = new Map([...subscriptions].map((one) => [one.id, one]));
    byApplication = Map.groupBy(byId.values(), ({ application }) => application);
  }

  const readAgain = async () => take(await store.list());
  const refresh = () => inTurn(readAgain);

  async function keep(subscription: StoredSubscription): Promise<void> {
    await store.put(subscription);
    take([...byId.values(), subscription]); // a later one of the same id replaces the earlier
  }

  const sealed = (id: string, secrets: readonly Secret[]) => sealing.seal(JSON.stringify(secrets), contextOf(id));
  const opened = ({ id, sealedSecrets }: StoredSubscription) =>
    JSON.parse(sealing.open(sealedSecrets, contextOf(id)).toString()) as readonly Secret[];

  await refresh();
  return {
    of: (application) => byApplication.get(application) ?? [],
    get: (id) => byId.get(id),
    all: () => [...byId.values()],
    async find(id) {
      if (!byId.has(id)) await refresh();
      return byId.get(id);
    },
    secretsOf: (subscription) => valid(opened(subscription), now().getTime()).map(({ secret }) => secret),
    create: ({ application, url, kinds }) =>
      inTurn(async () => {
        await readAgain();
        if ((byApplication.get(application)?.length ?? 0) >= MOST_PER_APPLICATION) return { kind: 'full' };
        const createdAt = now().getTime();
        const id = newId('lgn', createdAt);
        const secret = newSecret();
        const sealedSecrets = sealed(id, [{ secret, until: null }]);
        const subscription: StoredSubscription = { id, application, url, kinds, sealedSecrets, createdAt };
        await keep(subscription);
        return { kind: 'made', subscription, secret };
      }),
    rotate: (id) =>
      inTurn(async () => {
        await readAgain();
        const there = byId.get(id);
        if (there === undefined) return { kind: 'absent' };
        const at = now().getTime();
        const secret = newSecret();
        const old = valid(readable(there, opened), at).map((one) => ({ ...one, until: one.until ?? at + OVERLAP_MS }));
        const secrets = [{ secret, until: null }, ...old].slice(0, MOST_SECRETS);
        const subscription = { ...there, sealedSecrets: sealed(id, secrets) };
        await keep(subscription);
        return { kind: 'made', subscription, secret };
      }),
    remove: (id) =>
      inTurn(async () => {
        const removed = await store.remove(id);
        take([...byId.values()].filter((one) => one.id !== id));
        return removed;
      }),
    refresh,
  };
}

function valid(secrets: readonly Secret[], at: number): readonly Secret[] {
  return secrets.filter(({ until }) => until === null || until > at);
}

/** A new secret is the way out where the key of the old ones is lost. */
function readable(
  subscription: StoredSubscription,
  opened: (subscription: StoredSubscription) => readonly Secret[],
): readonly Secret[] {
  try {
    return opened(subscription);
  } catch {
    return [];
  }
}

/** As Standard Webhooks writes it; between 24 and 64 bytes, by its specification. */
function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

function contextOf(id: string): string {
  return `subscription ${id}`;
}
