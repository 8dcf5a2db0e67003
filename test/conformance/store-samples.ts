import type { AuditRecord, Store, StoredApplication, StoredSnapshot } from '../../hub/store/store.ts';

/** An empty store of one engine. */
export interface OpenedStore {
  readonly store: Store;
  /** Closes the store and opens what it left. */
  reopen(): Promise<Store>;
  /** Closes what is open and removes every trace. */
  destroy(): Promise<void>;
}

/** Names one rule of the port and checks it on an empty store. */
export type Rule = (title: string, check: (opened: OpenedStore) => Promise<void>) => void;

export function bytesOf(found: { readonly sealed: Uint8Array } | undefined): number[] | undefined {
  return found === undefined ? undefined : Array.from(found.sealed);
}

export function snapshot(changes: Partial<StoredSnapshot> = {}): StoredSnapshot {
  return { key: 'key', sealed: Uint8Array.of(1), fetchedAt: 100, expiresAt: 1000, ...changes };
}

export function application(changes: Partial<StoredApplication> = {}): StoredApplication {
  const id = changes.id ?? 'id';
  return {
    id,
    name: `name of ${id}`,
    keyHash: `hash of ${id}`,
    scopes: ['s'],
    purposes: ['p'],
    createdAt: 1,
    ...changes,
  };
}

export function record(changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    at: 1,
    requestId: 'request',
    application: 'antrean',
    purpose: 'pelayanan',
    agreement: 'PKS/1/2026',
    service: 'getPeserta',
    subject: 'subject',
    fields: '*',
    outcome: 'segar',
    ...changes,
  };
}
