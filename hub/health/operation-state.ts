import type { Trouble } from '../../connectors/connector.ts';
import type { OperationState } from '../exchange/upstream.ts';
import type { OperationHealth } from './observations.ts';

/** Why no call goes through. */
export type DeadCause = Trouble | 'changed' | 'no_release';

/**
 * Why an operation is not asked now; `undefined` while it is. A breaker that tries one call has not decided yet, and what
 * a person stopped is stopped and not dead.
 */
export function deadOf(
  { release, breaker, hold, forced }: OperationState,
  { lastTrouble }: OperationHealth,
): DeadCause | undefined {
  if (release === '') return 'no_release';
  if (forced?.to === 'open') return undefined;
  if (hold) return hold.fault.trouble;
  return breaker === 'terbuka' ? (lastTrouble ?? 'unavailable') : undefined;
}

/** The same, where a breaker that may try again is still shut: nothing has come through it yet. */
export function outOf(state: OperationState, health: OperationHealth): DeadCause | undefined {
  const trying = state.breaker === 'setengah-terbuka' ? (health.lastTrouble ?? 'unavailable') : undefined;
  return deadOf(state, health) ?? trying;
}

/** A person stopped it. */
export function isStopped({ forced }: Pick<OperationState, 'forced'>): boolean {
  return forced?.to === 'open';
}

/** The newest call went well, or what kept it from going well is over. */
export function goesWell({ lastGood, lastBad, reachedAt }: OperationHealth): boolean {
  const good = Math.max(lastGood?.getTime() ?? -1, reachedAt?.getTime() ?? -1);
  return good >= 0 && (lastBad === undefined || good > lastBad.getTime());
}

/** It was broken and has been well ever since: what failed before that is no trouble of now. */
export function isRecovered(
  { recoveredAt }: Pick<OperationState, 'recoveredAt'>,
  { lastBad }: OperationHealth,
): boolean {
  return recoveredAt !== undefined && lastBad !== undefined && lastBad <= recoveredAt;
}
