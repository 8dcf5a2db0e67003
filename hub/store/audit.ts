/** Who saw whose data, or did what with the hub: who, for what, about whom, what came of it. */
export interface AuditRecord {
  readonly at: number;
  readonly requestId: string;
  readonly application: string;
  readonly purpose: string;
  /** Number of the agreement it was read under; `''` where none is needed. */
  readonly agreement: string;
  readonly service: string;
  /** Keyed hash of the person or document that was read. */
  readonly subject: string;
  /** Fields that were handed out, comma-separated; `*` for all. */
  readonly fields: string;
  /** segar, tersimpan, usang, absent, refused, unavailable. */
  readonly outcome: string;
}

/** Bound to the record before it (`hub/audit/chain.ts`). */
export interface ChainedAuditRecord extends AuditRecord {
  /** Of the process that wrote it. */
  readonly chain: string;
  /** In its chain, from 1. */
  readonly place: number;
  readonly mac: string;
}

/** As it is kept; the last three are null in a record from before there were chains. */
export interface KeptAuditRecord extends AuditRecord {
  /** Grows in the order of the commits. */
  readonly sequence: number;
  readonly chain: string | null;
  readonly place: number | null;
  readonly mac: string | null;
}

export interface AuditFilter {
  readonly limit: number;
  readonly subject?: string;
  readonly application?: string;
  readonly service?: string;
  /** From this moment on, and before that one. */
  readonly from?: number;
  readonly to?: number;
  /** The sequence of a record: only what the list has after it. */
  readonly before?: number;
}

export interface AuditStore {
  /** Resolves once every record would survive a kill, in the order given. All or none. */
  append(records: readonly ChainedAuditRecord[]): Promise<void>;
  /** Newest first: by the moment, of one moment by the sequence. */
  list(filter: AuditFilter): Promise<readonly KeptAuditRecord[]>;
  /**
   * By the sequence, those after `after`. A record is never seen before one with a smaller sequence is: whoever reads on from
   * the last one misses none.
   */
  read(from: { readonly after: number; readonly limit: number }): Promise<readonly KeptAuditRecord[]>;
  /** Those that were written last, the last one first. */
  newest(limit: number): Promise<readonly KeptAuditRecord[]>;
  count(): Promise<number>;
}
