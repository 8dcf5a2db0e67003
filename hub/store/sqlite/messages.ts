/** What the hub's thread and the thread that owns the database say to each other. */

export type Value = null | number | bigint | string | Uint8Array;
export type Row = Readonly<Record<string, Value>>;

/**
 * One statement for many rows. The rows lie flat, `width` values each: an object per row costs the hub's thread a third more.
 * `undefined` is the same value as in the row before: most columns of the audit repeat, and what is not sent costs nothing.
 */
export interface Part {
  readonly sql: string;
  readonly width: number;
  readonly values: readonly (Value | undefined)[];
  /** The statement may return many rows for one set of values, and all are wanted. */
  readonly many?: boolean;
}

export type Request =
  | { readonly kind: 'open'; readonly file: string; readonly busyTimeoutMs: number }
  | { readonly kind: 'run'; readonly sql: string; readonly values: readonly Value[] }
  /** All parts in one transaction: everything is on the disk, or nothing is. */
  | { readonly kind: 'batch'; readonly parts: readonly Part[] }
  | { readonly kind: 'exec'; readonly sql: string }
  | { readonly kind: 'close' };

export interface RunResult {
  readonly rows: readonly Row[];
  readonly changes: number;
}

/**
 * Per part and set of values, the first row its statement returned, or null where it returned none; with `many` the list
 * of all. Empty where the statement is none that returns.
 */
export type BatchResult = readonly (readonly (Row | readonly Row[] | null)[])[];

/** A plain copy of what SQLite said: an Error loses its codes on the way between threads. */
export interface Fault {
  readonly message: string;
  /** SQLite's extended result code; absent when the fault is not SQLite's. */
  readonly sqliteCode?: number;
}

export type Reply =
  | { readonly id: number; readonly kind: 'done'; readonly result: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly fault: Fault };
