/** What the hub tells an application. */
export interface NewEvent {
  readonly id: string;
  readonly application: string;
  /** `pesan.terkirim` */
  readonly kind: string;
  readonly at: number;
  /** As of a message. */
  readonly about: string;
  readonly sealed: Uint8Array;
}
export interface StoredEvent extends NewEvent {
  readonly sequence: number;
}

export interface EventStore {
  append(events: readonly NewEvent[]): Promise<void>;
  /** Oldest first, after this sequence. */
  list(filter: {
    readonly application: string;
    readonly after: number;
    readonly kind?: string;
    readonly limit: number;
  }): Promise<readonly StoredEvent[]>;
  /** Removes what is older, a bite at a time; the newest may stay. Resolves to how many. */
  prune(before: number): Promise<number>;
}

/** An address an application wants to be told at. Its lane says whether it is held. */
export interface StoredSubscription {
  readonly id: string;
  readonly application: string;
  readonly url: string;
  /** Event kinds; `*` for all. */
  readonly kinds: readonly string[];
  /** Signing secrets, newest first, each with the moment it ends; sealed. */
  readonly sealedSecrets: Uint8Array;
  readonly createdAt: number;
}

export interface SubscriptionStore {
  put(subscription: StoredSubscription): Promise<void>;
  remove(id: string): Promise<boolean>;
  list(): Promise<readonly StoredSubscription[]>;
}
