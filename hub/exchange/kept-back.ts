import type { Fault } from '../../connectors/connector.ts';

/** Reasons of faults that are the hub's own doing: nothing was sent. */
export const BREAKER_OPEN = 'breaker_open';
export const TOO_MANY_WAITING = 'too_many_waiting';
/** A person forced the breaker open. */
export const STOPPED_BY_OPERATOR = 'stopped_by_operator';

/** A breaker keeps it back, by itself or by a person's word: the upstream said nothing. */
export function isKeptBack({ reason }: Fault): boolean {
  return reason === BREAKER_OPEN || reason === STOPPED_BY_OPERATOR;
}
