import type { Claimed, LaneState, MessageStore } from '../store/forwarding.ts';
import type { Decision } from './decision.ts';
import type { Destination } from './destination.ts';

/** What a lane needs of the relay around it. */
export interface LaneParts {
  readonly name: string;
  readonly owner: string;
  readonly store: Pick<MessageStore, 'claim' | 'putLane' | 'openLane' | 'holdLane' | 'reopenLane'>;
  readonly destination: Destination;
  /**
   * One attempt, settled and on the disk when it resolves; refused in the words that are `doubted`, it waits on. Never
   * rejects.
   */
  readonly deliver: (message: Claimed, destination: Destination, doubted?: string) => Promise<Outcome>;
  /** Puts one that was refused back into the lane. Never rejects. */
  readonly takeBack?: (message: Claimed) => Promise<void>;
  /** Told when it stands still because its upstream wants something else than before, and when it goes on. */
  readonly contract?: (reason: string | undefined) => void;
  /** Gives back what was claimed and not sent. Never rejects. */
  readonly release: (message: Claimed) => Promise<void>;
  /** `false` when others may think that this worker is dead, and take over what it claimed: then nothing is sent. */
  readonly alive?: () => boolean;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
  /** As it was left by a former process. */
  readonly kept?: LaneState;
}
export interface Outcome {
  readonly decision: Decision;
  /** When the message is due again; absent when it is not. */
  readonly dueAt?: number;
}
