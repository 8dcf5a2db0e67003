import type { LaneStanding, MessageStore } from '../store/forwarding.ts';
import { type Seldom, seldom } from './seldom.ts';

/** What stands in each lane, as of a moment ago. */
export type Standing = Seldom<ReadonlyMap<string, LaneStanding>>;

const NO_OFTENER_MS = 1000;

export function createStanding(messages: Pick<MessageStore, 'standing'>): Standing {
  return seldom(async () => new Map((await messages.standing()).map((one) => [one.lane, one])), NO_OFTENER_MS);
}
