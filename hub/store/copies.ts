/**
 * What is copied from an upstream row by row: price standards, plans, RKA lines, SP2D. A dataset (`rka/2026/murni`) is
 * copied again and again; each copy has a number, and every past copy can be read as it was. Nothing personal is kept here,
 * so rows are not sealed and can be searched.
 *
 * A row is kept once for as long as it does not change: from the copy that brought it until the copy that changed or
 * missed it. A copy becomes visible as a whole when it is finished; until then readers see the one before.
 */
export interface CopyStore {
  datasets(): Promise<readonly Dataset[]>;
  dataset(name: string): Promise<Dataset | undefined>;
  /** Newest first. */
  copies(filter: {
    readonly dataset?: string;
    /** Of a dataset: before this number; of all: started before this moment. */
    readonly before?: number;
    readonly limit: number;
  }): Promise<readonly Copy[]>;
  copy(dataset: string, number: number): Promise<Copy | undefined>;
  /** The copy of a dataset that is under way. */
  running(dataset: string): Promise<Copy | undefined>;
  /** Starts the next copy. `undefined`, changing nothing: one is under way already. */
  begin(copy: NewCopy): Promise<Copy | undefined>;
  /**
   * Rows of a copy that is under way, and how far it came: in one commit, so that a kill loses both or neither. A row that
   * came before in the same copy is replaced. Resolves `false`, changing nothing, when the copy is not under way any more.
   * Rejects when there are more than `MOST_ROWS_PER_PUT` rows, or an amount is no whole number.
   */
  put(copy: CopyReference, rows: readonly CopyRow[], progress: Progress): Promise<boolean>;
  /**
   * Closes every row that the copy did not bring, but those of `keptParts`, and then makes it the current one. Works in
   * bites: after a kill it is called again. Resolves to the copy with its counts, `undefined` when it was not under way
   * (also where a kill came after it was shown: `copy` says so).
   */
  finish(copy: CopyReference, ending: Ending): Promise<Copy | undefined>;
  /**
   * Takes back all that a copy under way wrote, in bites; it stays in the list as `dropped`. What a kill leaves is taken
   * back by the next `drop` or `begin` of the dataset. A finished copy stays as it is.
   */
  drop(copy: CopyReference, note: string, at: number): Promise<void>;

  // `at` is a number of a copy; one that is not finished (yet) is read as the finished one before it.
  // A cursor that was made up rejects with a `CursorError`.

  /** One row as it was in a copy; absent `at`: in the current one. */
  row(dataset: string, key: string, at?: number): Promise<CopyRow | undefined>;
  /** In the order of `order`, then `key`, both by their bytes. The pages after the first are of the same copy. */
  rows(filter: RowFilter): Promise<RowPage>;
  /**
   * Rows with every word of `words`, each as the beginning of a word (`search-words.ts`); in an order that stays. None
   * where `words` holds no letter and no digit.
   */
  search(filter: RowFilter & { readonly words: string }): Promise<RowPage>;
  /** Sums of `amount` and numbers of rows by `part`, of one copy. */
  sums(filter: Omit<RowFilter, 'limit' | 'after'>): Promise<readonly PartSum[]>;
  /** What a copy changed, by key. */
  changes(
    filter: CopyReference & { readonly after?: string; readonly limit: number },
  ): Promise<{ readonly changes: readonly RowChange[]; readonly next?: string }>;
}

/** A put is one commit, and others wait for it: a few hundred rows are right, more than these are refused. */
export const MOST_ROWS_PER_PUT = 1000;

export interface Dataset {
  /** `standar-harga/2026`, `rka/2026/murni` */
  readonly name: string;
  /** Number of the finished copy that readers see; 0: none yet. */
  readonly current: number;
}

export interface CopyReference {
  readonly dataset: string;
  readonly number: number;
}

export interface NewCopy {
  readonly dataset: string;
  /** The instance, or the name of a file. */
  readonly source: string;
  readonly startedAt: number;
}

export interface Copy extends CopyReference {
  readonly source: string;
  /** Which release it was read with; '' before the first answer. */
  readonly release: string;
  readonly state: 'running' | 'done' | 'dropped';
  readonly startedAt: number;
  /** Of the last `put`, or of its end. */
  readonly touchedAt: number;
  readonly finishedAt: number | null;
  /** Since when the source itself had it so (a mirror is only as fresh as its last copy). */
  readonly asOf: number | null;
  /** How far it came, in the words of whoever makes it. */
  readonly cursor: string;
  /** Rows put so far; of a finished one, rows it has. */
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Parts that could not be read and stayed as they were. */
  readonly keptParts: readonly string[];
  readonly note: string;
}

export interface Progress {
  readonly cursor: string;
  readonly at: number;
  readonly release?: string;
  readonly asOf?: number;
}

export interface Ending {
  readonly at: number;
  readonly keptParts: readonly string[];
  readonly note?: string;
  /** Only rows of these parts are closed where they were not brought; absent: of all. */
  readonly onlyParts?: readonly string[];
}

export interface CopyRow {
  /** Unique in its dataset, the same in every copy. */
  readonly key: string;
  /** What is read, kept and summed together: a sub-activity, an office, a day. '' where there is no such thing. */
  readonly part: string;
  /** A second thing to filter by: a type, an office. */
  readonly group: string;
  /** What lists are sorted by. */
  readonly order: string;
  /** What it is found by. */
  readonly text: string;
  /** Whole rupiah; 0 where it has none. */
  readonly amount: number;
  /** JSON. The same content in the same words: it is compared as text. */
  readonly content: string;
}

export interface RowFilter {
  readonly dataset: string;
  /** Absent: the current copy. */
  readonly at?: number;
  readonly part?: string;
  readonly group?: string;
  /** Where the page before ended. */
  readonly after?: string;
  readonly limit: number;
}

export interface RowPage {
  readonly rows: readonly CopyRow[];
  /** Absent: there are no more. */
  readonly next?: string;
}

export interface PartSum {
  readonly part: string;
  readonly rows: number;
  readonly amount: number;
}

export interface RowChange {
  readonly key: string;
  /** `null`: it is new. */
  readonly before: CopyRow | null;
  /** `null`: it is gone. */
  readonly after: CopyRow | null;
}
