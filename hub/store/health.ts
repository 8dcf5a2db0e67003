/** Places for counts in a row. What each one means is said in `hub/health/outcomes.ts`; none is ever given another meaning. */
export const COUNT_PLACES = 16;
/** Buckets of the histogram in a row; their bounds are in `hub/health/latency.ts`, and never change either. */
export const LATENCY_BUCKETS = 24;

export type Resolution = 'minute' | 'hour' | 'day';
export type HealthKind = 'call' | 'answer';

/** Whose figures they are: calls of an operation of an instance, or answers of a service (`instance` is `''` then). */
export interface HealthSubject {
  readonly kind: HealthKind;
  readonly instance: string;
  readonly operation: string;
}

/** What was counted of one subject in one span of time. Two of the same subject are summed place by place. */
export interface HealthRow extends HealthSubject {
  /** The beginning of the span, milliseconds since 1970. */
  readonly at: number;
  /** `COUNT_PLACES` numbers. */
  readonly counts: readonly number[];
  /** `LATENCY_BUCKETS` numbers. */
  readonly buckets: readonly number[];
}

export interface HealthFilter {
  readonly kind: HealthKind;
  readonly instance?: string;
  readonly operation?: string;
  /** The rows that begin at `from` or later, and before `to`. */
  readonly from: number;
  readonly to: number;
  readonly resolution: Resolution;
}

/** What somebody said about an incident, or what became of it while it went on. */
export interface IncidentEntry {
  readonly incident: string;
  readonly at: number;
  readonly kind: 'cause' | 'acknowledged' | 'note';
  /** `simpul`, or the name of whoever said so. */
  readonly by: string;
  /** Never personal. */
  readonly text: string;
}

/** A time in which an instance is expected not to answer. */
export interface Maintenance {
  readonly id: string;
  readonly instance: string;
  readonly from: number;
  readonly to: number;
  readonly note: string;
  readonly by: string;
}

/** How the hub and its upstreams fared: sums by minute, hour and day, what was said about incidents, and planned maintenance. */
export interface HealthStore {
  /**
   * Adds to what is there, in the minute, the hour and the day of each row at once: whoever adds late, or in another
   * process, takes nothing away and is missing from none of them. One call is there whole or not at all.
   */
  add(rows: readonly HealthRow[]): Promise<void>;
  /** Oldest first; of one moment by instance and operation. Nothing where nothing was counted. */
  read(filter: HealthFilter): Promise<readonly HealthRow[]>;
  /** The same summed over everything that fits, per moment, or per `stepMs` where it is given; oldest first. */
  readMoments(
    filter: HealthFilter & { readonly stepMs?: number },
  ): Promise<readonly Omit<HealthRow, keyof HealthSubject>[]>;
  /** The same summed over the time, per subject. */
  readSubjects(filter: HealthFilter): Promise<readonly Omit<HealthRow, 'at'>[]>;
  /** Removes rows of this resolution that began before, a bounded number of each subject. Resolves to how many. */
  prune(resolution: Resolution, before: number): Promise<number>;

  /** Resolves `false` where there is no such incident. */
  addEntry(entry: IncidentEntry): Promise<boolean>;
  /** Of all these incidents, oldest first. */
  entries(incidents: readonly string[]): Promise<readonly IncidentEntry[]>;
  /** Removes those of incidents that are gone. Resolves to how many. */
  pruneEntries(): Promise<number>;

  /** Creates it, or replaces everything of the one with this id. */
  putMaintenance(maintenance: Maintenance): Promise<void>;
  /** Resolves `false` where there is none. */
  removeMaintenance(id: string): Promise<boolean>;
  /** Those that touch the time from `from` to `to`, by their beginning. */
  maintenance(during: { readonly from: number; readonly to: number }): Promise<readonly Maintenance[]>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WIB_MS = 7 * HOUR_MS;

/** The beginning of the minute, hour or day that a moment is in. Days are those of Waktu Indonesia Barat. */
export function startOf(resolution: Resolution, at: number): number {
  switch (resolution) {
    case 'minute':
      return at - (at % MINUTE_MS);
    case 'hour':
      return at - (at % HOUR_MS);
    case 'day':
      return at - ((at + WIB_MS) % DAY_MS);
    default:
      return resolution satisfies never;
  }
}

export const LENGTH_MS: Readonly<Record<Resolution, number>> = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };
