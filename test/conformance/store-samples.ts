import type { ChainedAuditRecord } from '../../hub/store/audit.ts';
import type { NewEvent, StoredSubscription } from '../../hub/store/events.ts';
import type { Change, Claimed, HistoryEntry, Settlement } from '../../hub/store/forwarding.ts';
import type { NewMessage } from '../../hub/store/new-message.ts';
import type { NewRecord } from '../../hub/store/records.ts';
import type { Store, StoredApplication, StoredSnapshot } from '../../hub/store/store.ts';

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

export function record(changes: Partial<ChainedAuditRecord> = {}): ChainedAuditRecord {
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
    ...{ chain: 'chain', place: 1, mac: 'mac' },
    ...changes,
  };
}

export function message(changes: Partial<NewMessage> = {}): NewMessage {
  return {
    id: 'psn_1',
    lane: 'bpjs antrean-tambah',
    orderingKey: '',
    service: 'daftarAntrean',
    application: 'antrean',
    about: '',
    idempotencyKey: null,
    bodyHash: 'hash of the body',
    acceptedAt: 100,
    sealed: Uint8Array.of(1),
    ...changes,
  };
}

export function history(changes: Partial<HistoryEntry> = {}): HistoryEntry {
  return { at: 200, what: 'terkirim', attempt: 1, detail: '', ...changes };
}

/** What a worker says about an attempt; delivered unless `changes` say otherwise. */
export function settlement(claimed: Claimed, owner: string, changes: Partial<Settlement> = {}): Settlement {
  const delivered = { message: claimed, owner, at: 200, history: history(), to: 'delivered', result: null } as const;
  return { ...delivered, ...changes } as Settlement;
}

export function change(id: string, changes: Partial<Change> = {}): Change {
  return { id, application: 'antrean', at: 300, history: history({ what: 'dibatalkan', attempt: null }), ...changes };
}

export function event(changes: Partial<NewEvent> = {}): NewEvent {
  return {
    id: 'per_1',
    application: 'antrean',
    kind: 'pesan.terkirim',
    at: 200,
    about: 'antrean A-1',
    sealed: Uint8Array.of(2),
    ...changes,
  };
}

export function subscription(changes: Partial<StoredSubscription> = {}): StoredSubscription {
  return {
    id: 'lgn_1',
    application: 'antrean',
    url: 'https://antrean.example/kabar',
    kinds: ['*'],
    sealedSecrets: Uint8Array.of(3),
    createdAt: 1,
    ...changes,
  };
}

/** Something the city keeps. */
export function keptRecord(changes: Partial<NewRecord> = {}): NewRecord {
  return {
    collection: 'laporan',
    id: 'lpr_1',
    owner: 'warga',
    state: 'diterima',
    group: 'jalan',
    createdAt: 100,
    updatedAt: 100,
    watchAt: null,
    sealed: Uint8Array.of(4),
    ...changes,
  };
}
