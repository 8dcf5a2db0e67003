import type { NewEvent } from './events.ts';
import type { NewMessage } from './new-message.ts';
import type { NewRecord, RecordLink } from './records.ts';

/** waiting -> sending -> delivered, with detours. Only `delivered` and `cancelled` are ends. */
export type MessageState =
  | 'waiting' //   for its turn, or for its next attempt
  | 'sending' //   claimed by a worker
  | 'unsure' //    it may have arrived, nothing can find out, a person decides
  | 'refused' //   understood and turned down; waits for a corrected body or its cancellation
  | 'delivered'
  | 'cancelled';

/** A message as it is kept. */
export interface StoredMessage extends NewMessage {
  /** Counts up in the order of acceptance. */
  readonly sequence: number;
  readonly state: MessageState;
  readonly attempts: number;
  /** The last attempt may have arrived. */
  readonly unsure: boolean;
  readonly changedAt: number;
  /** No attempt before this moment. */
  readonly dueAt: number;
  /** The message of the same key it waits behind; `null` when it is its turn. */
  readonly behind: string | null;
  /** What the upstream gave, sealed; `null` until delivered. */
  readonly result: Uint8Array | null;
  /** Why it is not delivered, as JSON; `''` when nothing went wrong. */
  readonly trouble: string;
}

export interface Claimed {
  readonly sequence: number;
  readonly id: string;
  readonly lane: string;
  readonly orderingKey: string;
  readonly service: string;
  readonly application: string;
  readonly about: string;
  /** This one included. */
  readonly attempts: number;
  readonly unsure: boolean;
  readonly acceptedAt: number;
  readonly sealed: Uint8Array;
  /** As of `NewMessage`. */
  readonly trace?: string | undefined;
}

export interface HistoryEntry {
  readonly at: number;
  readonly what: string;
  /** `null`: not about an attempt. */
  readonly attempt: number | null;
  /** JSON; never personal. */
  readonly detail: string;
}

/** What comes into being in the same commit as a change of a message, or not at all. */
export interface Along {
  readonly records?: readonly NewRecord[];
  readonly links?: readonly RecordLink[];
  readonly events?: readonly NewEvent[];
  /** Webhooks. */
  readonly messages?: readonly NewMessage[];
  /** What a delivery makes of a record that is there: its state alone, which is all that stands in the clear. */
  readonly moves?: readonly RecordMove[];
}

/** Takes place whatever the record's version; whoever read it before has to read it again. */
export interface RecordMove {
  readonly collection: string;
  readonly id: string;
  /** A record in any other state stays as it is. */
  readonly from: readonly string[];
  readonly to: string;
  readonly at: number;
}

export type Settlement = {
  readonly message: Pick<Claimed, 'sequence' | 'id' | 'orderingKey'>;
  readonly owner: string;
  readonly at: number;
  readonly history: HistoryEntry;
  readonly along?: Along;
} & (
  | { readonly to: 'delivered'; readonly result: Uint8Array | null }
  | { readonly to: 'refused' | 'unsure'; readonly trouble: string }
  /** Back in the lane. `attempted` false: nothing was sent after all, so no attempt is counted. */
  | {
      readonly to: 'waiting';
      readonly dueAt: number;
      readonly unsure: boolean;
      readonly attempted: boolean;
      /** `null`: what it was before. */
      readonly trouble: string | null;
    }
);

export interface Accepted {
  /** Of the message that was accepted before, where the Idempotency-Key was used before. */
  readonly id: string;
  readonly bodyHash: string;
  /** It is the next of its key. */
  readonly head: boolean;
}

/** An application's or a person's word on a message that is not under way. */
export interface Change {
  readonly id: string;
  readonly application: string;
  readonly at: number;
  readonly history: HistoryEntry;
  readonly along?: Along;
}

export interface MessageFilter {
  readonly lane?: string;
  readonly application?: string;
  readonly state?: MessageState;
  readonly service?: string;
  readonly about?: string;
  /** Accepted at or after. */
  readonly since?: number;
  /** Before this sequence: newest first, page by page. */
  readonly before?: number;
  readonly limit: number;
}

/** A message as far as it may be listed: nothing of what it carries. */
export type ListedMessage = Omit<
  StoredMessage,
  'sealed' | 'result' | 'orderingKey' | 'idempotencyKey' | 'bodyHash' | 'behind'
> & {
  /** It is its turn: nothing open of its key is before it. */
  readonly head: boolean;
};

export interface SearchFilter extends Omit<MessageFilter, 'about' | 'since'> {
  readonly lane?: string;
  /** Every lane of it. */
  readonly instance?: string;
}

export interface Searched {
  /** Newest first. */
  readonly messages: readonly ListedMessage[];
  /** Where to go on (`before`), whether there is more or not; `undefined`: everything was looked at. */
  readonly next: number | undefined;
}

/** What stands in a lane at one moment. */
export interface LaneStanding {
  readonly lane: string;
  /** Waiting or under way. */
  readonly waiting: number;
  /** When the oldest of those was accepted; `null` when there is none. */
  readonly oldestAt: number | null;
  readonly refused: number;
  readonly unsure: number;
}

export interface LaneState {
  readonly lane: string;
  readonly state: 'held' | 'paused';
  readonly reason: string;
  readonly since: number;
  /** When it is tried again; `null`: when a person says so. */
  readonly until: number | null;
}

/**
 * Messages on their way out. The database is the truth: whoever claims has it in writing before anything is sent.
 * Several workers, in several processes, may work on the same lanes.
 */
export interface MessageStore {
  /** Resolves when messages, their first history rows and what comes along would survive a kill; in the order given. */
  accept(messages: readonly NewMessage[], along?: Along): Promise<readonly Accepted[]>;
  /** Up to `limit` due heads of a lane, oldest first, now owned by `owner`. */
  claim(lane: string, owner: string, limit: number, now: number): Promise<readonly Claimed[]>;
  /**
   * Resolves `false`, changing nothing but the history, when the message is no longer the owner's. `delivered` is
   * taken from anybody while the message is open: the late truth wins. The lanes whose turn came are told.
   */
  settle(settlement: Settlement): Promise<{ readonly settled: boolean; readonly freed: string | undefined }>;
  /** When the next message of a lane is due; `undefined`: none waits that is the next of its key. */
  nextDue(lane: string): Promise<number | undefined>;
  /** Lanes with something due at `now`. */
  dueLanes(now: number): Promise<readonly string[]>;
  /**
   * Since when a message of this service may have arrived without anybody knowing: when the oldest under way was claimed,
   * or the oldest unsure one accepted. `undefined`: there is none.
   */
  unsettledSince(service: string): Promise<number | undefined>;
  /** How many are open, by lane. */
  waiting(): Promise<ReadonlyMap<string, number>>;

  get(id: string): Promise<StoredMessage | undefined>;
  /** The message that an Idempotency-Key was used for. */
  byKey(idempotencyKey: string): Promise<StoredMessage | undefined>;
  /** Newest first. */
  list(filter: MessageFilter): Promise<readonly StoredMessage[]>;
  history(id: string): Promise<readonly HistoryEntry[]>;
  /** Of a message that is not under way. `undefined`: it is, or it has ended. */
  cancel(change: Change): Promise<{ readonly lane: string; readonly freed: string | undefined } | undefined>;
  /** To the front again, with another body if one is given. `undefined` as for `cancel`. */
  resubmit(change: Change & { readonly sealed?: Uint8Array }): Promise<{ readonly lane: string } | undefined>;
  /** Somebody looked, and it is there: an unsure message is delivered. `undefined`: it is not unsure, or not any more. */
  confirm(change: Change): Promise<{ readonly lane: string; readonly freed: string | undefined } | undefined>;
  /**
   * Looks through so many messages as take no time worth mentioning, however many there are: what was found may be less
   * than `limit` while there is more to be found further back.
   */
  search(filter: SearchFilter): Promise<Searched>;
  /** Lanes with something open. Reads the index of all that is open: every few seconds, and no oftener. */
  standing(): Promise<readonly LaneStanding[]>;
  /** Makes everything of a lane due. */
  hurry(lane: string, now: number): Promise<void>;

  /** Says that a worker is alive. */
  beat(owner: string, now: number): Promise<void>;
  /** A worker that stops in order: what it still holds goes back untouched. */
  leave(owner: string): Promise<void>;
  /** Takes what dead workers held: it may have been sent. Resolves to the lanes. */
  takeOver(owner: string, deadBefore: number, now: number): Promise<readonly string[]>;

  lanes(): Promise<readonly LaneState[]>;
  /** What a person says of a lane, whatever stands there. */
  putLane(state: LaneState): Promise<void>;
  openLane(lane: string): Promise<void>;
  /** What a worker found out: the pause of a person stands, which another process may have written meanwhile. */
  holdLane(state: LaneState): Promise<void>;
  /** Something got through, or may be tried: the pause of a person stands. */
  reopenLane(lane: string): Promise<void>;
  /**
   * Removes ended messages that changed before, with their history, a bite at a time; the newest message may stay, as a
   * sequence is never given out twice. Resolves to how many.
   */
  prune(before: number): Promise<number>;
}
