import type { Told } from './new-message.ts';

/**
 * What the city itself keeps: reports, bookings, published schedules. A record is sealed; what it is looked for by
 * (owner, state, group, moments) stands beside it, and other names of it (an upstream's number) are links.
 */
export interface NewRecord {
  /** `laporan`. Of one whose name begins with `jejak-` nothing is ever changed or removed: engines refuse it. */
  readonly collection: string;
  readonly id: string;
  /** The application it came from; `''`: from an upstream. */
  readonly owner: string;
  readonly state: string;
  /** A second thing to filter by: a category, a clinic and day. Never personal. */
  readonly group: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When somebody should look at it again; `null`: never. */
  readonly watchAt: number | null;
  readonly sealed: Uint8Array;
  /** Absent: it is not counted. A record that comes along with a message has none. */
  readonly figure?: Figure | undefined;
}

/** What a record counts for where records are counted and summed, in the clear: never what would tell of a person. */
export interface Figure {
  /** `yyyy-MM-dd` in Jakarta. */
  readonly day: string;
  /** An instance, `''` where there is none. */
  readonly place: string;
  /** `pbb` */
  readonly kind: string;
  /** Whole rupiah where it is money, else 0. */
  readonly amount: number;
}

/** Records of one day, state, place and kind. */
export interface FigureSum extends Omit<Figure, 'amount'> {
  readonly state: string;
  readonly count: number;
  readonly sum: bigint;
}
export interface FigureFilter {
  readonly collection: string;
  /** First and last day, both included. */
  readonly from: string;
  readonly to: string;
}

export interface StoredRecord extends NewRecord {
  /** Counts up in the order of creation. */
  readonly sequence: number;
  /** Counts up with every change. */
  readonly version: number;
}

/** A record, and the version it takes the place of; `undefined` where it is to be new. */
export interface Versioned {
  readonly record: NewRecord;
  readonly version: number | undefined;
}

/** Another name of a record, unique in its collection. Never personal: a keyed hash where it would be. */
export interface RecordLink {
  readonly collection: string;
  readonly id: string;
  readonly link: string;
}

export interface RecordFilter {
  readonly collection: string;
  readonly owner?: string;
  readonly state?: string;
  readonly group?: string;
  /** Updated at or after. */
  readonly since?: number;
  readonly createdFrom?: number;
  readonly createdTo?: number;
  /** Before this sequence: newest first, page by page. */
  readonly before?: number;
  readonly limit: number;
}

export interface RecordStore {
  get(collection: string, id: string): Promise<StoredRecord | undefined>;
  /** By another name. */
  find(collection: string, link: string): Promise<StoredRecord | undefined>;
  /** Other names of a record, oldest first. */
  links(collection: string, id: string): Promise<readonly string[]>;
  /** Newest first. */
  list(filter: RecordFilter): Promise<readonly StoredRecord[]>;
  count(filter: Omit<RecordFilter, 'limit' | 'before'>): Promise<number>;
  /** Counts and sums of those that have a figure, exact however large, by day, state, place and kind in this order. */
  figures(filter: FigureFilter): Promise<readonly FigureSum[]>;
  /** Creates all of them, or none: resolves `false` when one exists. A link that another record has moves. */
  create(records: readonly NewRecord[], links?: readonly RecordLink[]): Promise<boolean>;
  /** Creates or replaces, without looking at versions: for what is published anew as a whole. All or none. */
  put(records: readonly NewRecord[], links?: readonly RecordLink[]): Promise<void>;
  /**
   * Creates those without a version and replaces the others, with their links. All or none: resolves `false`, changing
   * nothing, when one that is to be new exists, somebody changed one since its version, or a link is another record's.
   * What is told of it is written in the same commit.
   */
  replace(records: readonly Versioned[], links?: readonly RecordLink[], told?: Told): Promise<boolean>;
  /** Resolves `false`, changing nothing, when somebody else changed it since `version`. Owner and creation stay. */
  update(record: StoredRecord): Promise<boolean>;
  /** An existing link moves to this record. */
  link(links: readonly RecordLink[]): Promise<void>;
  remove(collection: string, id: string): Promise<boolean>;
  /** Those whose time has come at `now`, the most overdue first. */
  watched(collection: string, now: number, limit: number): Promise<readonly StoredRecord[]>;
}
