/** The tables as Kysely sees them, the same in every engine. Moments are milliseconds since 1970. */
export interface Tables {
  readonly snapshots: SnapshotRow;
  readonly applications: ApplicationRow;
  readonly counters: CounterRow;
}

export interface SnapshotRow {
  key: string;
  sealed: Uint8Array;
  fetched_at: number;
  expires_at: number;
}

export interface ApplicationRow {
  id: string;
  name: string;
  key_hash: string;
  /** JSON list of strings, as `purposes`. */
  scopes: string;
  purposes: string;
  requests_per_minute: number | null;
  created_at: number;
  revoked_at: number | null;
}

export interface CounterRow {
  name: string;
  day: string;
  value: number;
}
