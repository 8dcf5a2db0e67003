/** Which release an operation of an instance is asked with: said by the hub when an answer changed, or by a person. */
export interface ReleaseChoice {
  readonly instance: string;
  readonly operation: string;
  /** `''`: none any more, so that the order of the configuration holds. */
  readonly release: string;
  /** It stays, whatever the upstream answers. */
  readonly pinned: boolean;
  readonly since: number;
  /** `simpul`, or the name of whoever said so. */
  readonly by: string;
  /** In words, never personal. */
  readonly reason: string;
}

/** A release that reads along with the answers to an operation, without being used. */
export interface ShadowSetting {
  readonly instance: string;
  readonly operation: string;
  readonly release: string;
  readonly since: number;
}

/** What a shadow came to since it was set, beside the release in use. */
export interface ShadowCounts {
  readonly read: number;
  readonly agreed: number;
  /** It reads another value. */
  readonly differed: number;
  /** The answer does not fit it. */
  readonly unfit: number;
  /** It would have been asked in another way, so the answer is none to its question. */
  readonly askedOtherwise: number;
  /** Left out, because reading along had used up its share of the time. */
  readonly skipped: number;
}
export interface ShadowReport extends ShadowSetting, ShadowCounts {
  /** Where it disagreed and how often: paths of the shared model, or of the answer where it did not fit. */
  readonly fields: Readonly<Record<string, number>>;
}

/** What makes two drifts the same one: a million of them are one report. */
export interface DriftKey {
  readonly instance: string;
  readonly operation: string;
  readonly release: string;
  readonly kind: 'breaking' | 'additive';
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}
export interface DriftReport extends DriftKey {
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The answers it was first and last seen in, sealed; `null` where they may not be kept. */
  readonly firstSample: Uint8Array | null;
  readonly lastSample: Uint8Array | null;
}

/** One answer of an upstream as it came, sealed, for reading it with another release. */
export interface KeptAnswer {
  readonly instance: string;
  readonly operation: string;
  /** The release it was read with. */
  readonly release: string;
  readonly verdict: 'found' | 'changed';
  readonly at: number;
  readonly sealed: Uint8Array;
}

/** Something that went wrong and ends again, or a change that somebody should know of. */
export interface Incident {
  readonly id: string;
  readonly kind: string;
  readonly instance: string;
  readonly operation: string;
  readonly openedAt: number;
  /** `null` while it goes on. */
  readonly closedAt: number | null;
  /** JSON; never personal. */
  readonly detail: string;
}
export interface WrittenIncident extends Incident {
  /** Its place in the order of writing, which is not that of `openedAt`: outages are told when they have lasted a while. */
  readonly sequence: number;
}

/**
 * What is known about the releases of each instance: which one is used and why, what no longer fits, and answers to try
 * another one on. Several processes write and read it; each keeps what it needs in memory and looks again every moment.
 */
export interface ReleaseStore {
  /** The newest word on each operation. */
  choices(): Promise<readonly ReleaseChoice[]>;
  /** All of them or none, each taking the place of the word before; the newest 50 are kept for a way back. */
  choose(choices: readonly ReleaseChoice[]): Promise<void>;
  /** What was said about an operation, newest first. */
  choiceHistory(instance: string, operation: string, limit: number): Promise<readonly ReleaseChoice[]>;

  shadows(): Promise<readonly ShadowReport[]>;
  /** Begins to count anew; of one operation there is one shadow. */
  setShadows(shadows: readonly ShadowSetting[]): Promise<void>;
  /** `operation` absent: of every operation of the instance. Resolves to how many there were. */
  dropShadows(instance: string, operation?: string): Promise<number>;
  /** Adds up, of 100 fields at most; nothing where the shadow was dropped or set anew (`since`) meanwhile. */
  addShadowCounts(reports: readonly ShadowReport[]): Promise<void>;

  /** Adds `count` to what is there; the first sample stays, the last one is replaced where one is given. */
  addDrift(reports: readonly DriftReport[]): Promise<void>;
  /** Last seen first. Samples come along only when asked for. */
  drift(filter: {
    readonly instance?: string;
    readonly operation?: string;
    readonly release?: string;
    readonly limit: number;
    readonly withSamples?: boolean;
  }): Promise<readonly DriftReport[]>;
  /** Removes what was last seen before. Resolves to how many. */
  pruneDrift(before: number): Promise<number>;

  /** Keeps the newest `most` of each instance, operation and verdict. */
  keepAnswers(answers: readonly KeptAnswer[], most: number): Promise<void>;
  /** Newest first. */
  keptAnswers(filter: {
    readonly instance: string;
    readonly operation: string;
    readonly verdict?: KeptAnswer['verdict'];
    readonly limit: number;
  }): Promise<readonly KeptAnswer[]>;
  /** Removes what is older. Resolves to how many. */
  pruneAnswers(before: number): Promise<number>;

  /** Resolves `false`, changing nothing, where one of this kind is open for this instance and operation. */
  openIncident(incident: Omit<Incident, 'closedAt'>): Promise<boolean>;
  /** Something that happened and is over: opened and closed at once. */
  noteIncident(incident: Omit<Incident, 'closedAt'>): Promise<void>;
  /** Resolves to the one that was closed; `undefined` where none was open. */
  closeIncident(kind: string, instance: string, operation: string, at: number): Promise<Incident | undefined>;
  /** Those written after this one, in the order they were written, as they are now. */
  incidentsAfter(sequence: number, limit: number): Promise<readonly WrittenIncident[]>;
  /** Of the one written last; 0 where there is none. Never given out twice. */
  lastIncidentSequence(): Promise<number>;
  /** Those of these that are there, in no order. */
  incidentsById(ids: readonly string[]): Promise<readonly Incident[]>;
  /** Removes those that were closed before; the one written last may stay. Resolves to how many. */
  pruneIncidents(before: number): Promise<number>;
  /** Newest first. `during`: those that went on at some moment of the time from `from` to before `to`. */
  incidents(filter: {
    readonly open?: boolean;
    readonly kind?: string;
    readonly instance?: string;
    readonly during?: { readonly from: number; readonly to: number };
    readonly limit: number;
  }): Promise<readonly Incident[]>;
}
