export type ChannelKind = 'webhook' | 'surel' | 'telegram';

/** `22:00` to `06:00`, in Waktu Indonesia Barat; over midnight where it ends before it begins. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** Where people are told that something is wrong, and when they want to be. */
export interface NoticeChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly on: boolean;
  /** Address and secrets, sealed: whoever reads the database learns neither. */
  readonly sealed: Uint8Array;
  /** The kinds of incidents it wants; `*` for all. */
  readonly incidents: readonly string[];
  readonly quietHours: QuietHours | null;
  readonly graveBreaksQuiet: boolean;
  /** `null`: what stays open is told once. */
  readonly renotifyAfterMinutes: number | null;
  readonly createdAt: number;
}
export interface StoredChannel extends NoticeChannel {
  /** JSON: what it was told of each incident; `''`: of none yet. */
  readonly told: string;
  /** Another one after every change of the channel and of `told`. */
  readonly version: number;
}

export interface NewNotice {
  readonly id: string;
  readonly at: number;
  /** JSON; never personal, never a secret. */
  readonly content: string;
}

/** A notice that a process has taken to send it. */
export interface ClaimedNotice extends NewNotice {
  readonly sequence: number;
  readonly channel: string;
  /** This one included. */
  readonly attempts: number;
}

export interface StoredNotice extends ClaimedNotice {
  /** As the channel was called then. */
  readonly channelName: string;
  readonly state: 'waiting' | 'delivered' | 'cancelled';
  readonly dueAt: number;
  /** `null` while it waits. */
  readonly endedAt: number | null;
  /** Why the last attempt failed, as a word; `''`: there was none, or nothing is to be said. */
  readonly trouble: string;
}

/**
 * Who is told of incidents, what they were told, and notices on their way. A notice is written before it is sent, in one
 * commit with what it means was told: neither a kill nor a second process tells it twice, and none is lost.
 */
export interface NoticeStore {
  /** Oldest first. */
  channels(): Promise<readonly StoredChannel[]>;
  /**
   * Creates it, or replaces everything but when it was made. `anew`: what it was told is forgotten. Where it is off, what
   * waits for it is cancelled.
   */
  putChannel(channel: NoticeChannel, at: number, anew: boolean): Promise<void>;
  /** What waits for it is cancelled; its notices stay in the log. Resolves `false` where there is none. */
  removeChannel(id: string, at: number): Promise<boolean>;
  /** Keeps what a channel was told, and the notice that tells it. `false`, changing nothing, after another change of the channel. */
  tell(told: {
    readonly channel: string;
    readonly version: number;
    readonly told: string;
    readonly notice?: NewNotice;
  }): Promise<boolean>;

  /**
   * Takes of each channel that is on the oldest notice that is due, for `leaseMs`; one of a channel at a time. What was
   * refused for itself (`letsPass`) keeps nothing waiting, every other one what is behind it.
   */
  claim(owner: string, at: number, leaseMs: number): Promise<readonly ClaimedNotice[]>;
  /** From anybody, also late: what arrived has arrived. `trouble`: what is to be said all the same. */
  delivered(sequence: number, at: number, trouble: string): Promise<void>;
  /** From its owner only. It is tried again at `dueAt`. */
  failed(failure: {
    readonly sequence: number;
    readonly owner: string;
    readonly dueAt: number;
    readonly trouble: string;
    /** Lets those behind it pass from now on. */
    readonly letsPass: boolean;
  }): Promise<void>;
  /** Gives back what this process holds, as if it had not been taken. */
  giveBack(owner: string): Promise<void>;
  /** What waits for this channel is due now. */
  hurry(channel: string, at: number): Promise<void>;
  /** Newest first. */
  list(filter: { readonly channel?: string; readonly limit: number }): Promise<readonly StoredNotice[]>;
  /** Removes what ended before; the newest may stay. Resolves to how many. */
  prune(before: number): Promise<number>;
}
