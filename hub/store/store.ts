import type { AuditStore } from './audit.ts';
import type { BreakerStore } from './breakers.ts';
import type { CopyStore } from './copies.ts';
import type { EventStore, SubscriptionStore } from './events.ts';
import type { MessageStore } from './forwarding.ts';
import type { HealthStore } from './health.ts';
import type { NoticeStore } from './notices.ts';
import type { OperatorStore } from './operators.ts';
import type { RecordStore } from './records.ts';
import type { ReleaseStore } from './releases.ts';

/**
 * What the hub keeps, behind one port with one suite of tests (`test/conformance/store.ts`) for every engine.
 * Personal data reaches an engine sealed (`sealing.ts`) and is found by keyed hashes: an engine never sees a name or a NIK.
 * Every method rejects with a `StoreError` when the engine cannot do it (a full disk, a file that is locked).
 */
export interface Store {
  readonly snapshots: SnapshotStore;
  readonly applications: ApplicationStore;
  readonly audit: AuditStore;
  readonly counters: CounterStore;
  readonly messages: MessageStore;
  readonly events: EventStore;
  readonly subscriptions: SubscriptionStore;
  readonly records: RecordStore;
  readonly releases: ReleaseStore;
  readonly copies: CopyStore;
  readonly health: HealthStore;
  readonly operators: OperatorStore;
  readonly notices: NoticeStore;
  readonly breakers: BreakerStore;
  /** Resolves when the engine reads and writes; for readiness and `simpul doctor`. */
  check(): Promise<void>;
  /** Writes what is waiting, then closes. */
  close(): Promise<void>;
}

export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** The last good answer of one read. */
export interface StoredSnapshot {
  /** Keyed hash of instance, operation and subject. */
  readonly key: string;
  readonly sealed: Uint8Array;
  /** Milliseconds since 1970. */
  readonly fetchedAt: number;
  /** After this moment it may not be served any more, not even marked. */
  readonly expiresAt: number;
}

export interface SnapshotStore {
  /** `undefined` when there is none, or it has expired at `now`. */
  get(key: string, now: number): Promise<StoredSnapshot | undefined>;
  /** Replaces an older one; an older `fetchedAt` never replaces a newer. Resolves once it would survive a kill. */
  put(snapshot: StoredSnapshot): Promise<void>;
  remove(key: string): Promise<void>;
  /** Removes what has expired; resolves to how many. */
  prune(now: number): Promise<number>;
}

/** A local application. Its key is known by its hash only. */
export interface StoredApplication {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the key, hexadecimal. Unique. */
  readonly keyHash: string;
  readonly scopes: readonly string[];
  /** What it may read data for; the first is meant when a request names none. */
  readonly purposes: readonly string[];
  /** Absent: the hub's default. */
  readonly requestsPerMinute?: number;
  readonly createdAt: number;
  readonly revokedAt?: number;
}

/** What may be changed of an application; what is absent stays. */
export interface ApplicationChange {
  readonly keyHash?: string;
  readonly scopes?: readonly string[];
  readonly purposes?: readonly string[];
  /** `null`: the hub's default. */
  readonly requestsPerMinute?: number | null;
}

export interface ApplicationStore {
  /** Rejects with a StoreError when the name is taken by an application that is not revoked. */
  create(application: StoredApplication): Promise<void>;
  /** Replaces everything of the application with this id, or creates it. */
  put(application: StoredApplication): Promise<void>;
  /** Resolves `false`, changing nothing, when there is no such application or it is revoked. */
  change(id: string, change: ApplicationChange): Promise<boolean>;
  /** Oldest first, revoked ones included. */
  list(): Promise<readonly StoredApplication[]>;
  /** Resolves `false` when there is no such application, or it was revoked before. */
  revoke(id: string, at: number): Promise<boolean>;
}

/** Numbers that must survive a restart: calls per instance, account and day. */
export interface CounterStore {
  /** Adds to a counter and resolves to its value. */
  add(name: string, day: string, by: number): Promise<number>;
  get(name: string, day: string): Promise<number>;
  /** Sets a counter that stands below `to`; one that stands above stays. Of two writers the later moment wins. */
  raise(name: string, day: string, to: number): Promise<void>;
  /** Those of a day whose names begin so, by name. */
  list(filter: CounterFilter & { readonly day: string }): Promise<readonly Counter[]>;
  /** Removes those whose names begin so and whose day is before this one. Resolves to how many. */
  prune(filter: CounterFilter & { readonly before: string }): Promise<number>;
}

export interface CounterFilter {
  readonly prefix: string;
}

export interface Counter {
  readonly name: string;
  readonly value: number;
}
