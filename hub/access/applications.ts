import { hash, randomBytes } from 'node:crypto';
import type { ApplicationStore, StoredApplication } from '../store/store.ts';

/** What a local application may do, as the edge sees it. */
export type Application = StoredApplication;

export interface Applications {
  /** The application of a key; `undefined` when nobody has that key, or it was revoked. */
  find(key: string): Application | undefined;
  /** Those whose key is good. */
  all(): readonly Application[];
  /** Whether it is one of them. */
  has(id: string): boolean;
  /** Takes over what was changed by another process. */
  refresh(): Promise<void>;
}

/** Keys are random and long, so one round of SHA-256 is enough to keep what is stored useless. */
export function hashKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** `smp_` tells a scanner of leaked secrets whose it is. */
export function newKey(): string {
  return `smp_${randomBytes(24).toString('base64url')}`;
}

export function newApplicationId(): string {
  return `app_${randomBytes(6).toString('hex')}`;
}

/**
 * Keeps the applications in memory by the hash of their key: no look-up of a request waits for the store. A key that was
 * good is not hashed again until the next refresh, a second later.
 */
export async function loadApplications(store: ApplicationStore): Promise<Applications> {
  let byHash = new Map<string, Application>();
  let seen = new Map<string, Application>();
  let ids = new Set<string>();
  const find = (key: string): Application | undefined => {
    const known = seen.get(key);
    if (known) return known;
    const application = byHash.get(hashKey(key));
    if (application) seen.set(key, application);
    return application;
  };
  const refresh = async () => {
    const all = await store.list();
    seen = new Map();
    const good = all.filter(({ revokedAt }) => revokedAt === undefined);
    byHash = new Map(good.map((one) => [one.keyHash, one]));
    ids = new Set(good.map(({ id }) => id));
  };
  await refresh();
  return { find, all: () => [...byHash.values()], has: (id) => ids.has(id), refresh };
}
