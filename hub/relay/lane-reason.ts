import type { Fault } from '../../connectors/connector.ts';
import { STOPPED_BY_OPERATOR } from '../exchange/kept-back.ts';
import { isOwnReason } from './decision.ts';
import { waitsForRelease } from './doubt.ts';

/** What an operator reads of a lane that stands still: the trouble, or that the hub itself keeps the door shut. */
export function reasonToHold({ trouble, reason = trouble }: Fault): string {
  return isOwnReason(reason) ? reason : trouble;
}

/**
 * The same of a lane that stood still already. A door that the hub itself keeps shut is shut because of what stands there;
 * what a person stopped says so while it is stopped, unless the lane has to remember a contract for afterwards.
 */
export function reasonBeside(before: string | undefined, reason: string): string {
  if (before === undefined || before === STOPPED_BY_OPERATOR || !isOwnReason(reason)) return reason;
  return reason === STOPPED_BY_OPERATOR && !waitsForRelease(before) ? reason : before;
}
