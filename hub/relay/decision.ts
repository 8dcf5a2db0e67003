import type { Fault, Trouble } from '../../connectors/connector.ts';
import { BREAKER_OPEN, STOPPED_BY_OPERATOR, TOO_MANY_WAITING } from '../exchange/kept-back.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { WhenUnknown } from './forward-service.ts';

/** What an attempt comes to for its message, and for its lane. */
export type Decision =
  | { readonly to: 'delivered'; readonly value: unknown }
  | { readonly to: 'refused'; readonly code?: string; readonly reason?: string }
  | { readonly to: 'unsure'; readonly reason: string }
  | {
      readonly to: 'again';
      readonly reason: string;
      /** It may have arrived. */
      readonly unsure: boolean;
      /** Something was sent: `false` where the door was found shut. */
      readonly attempted: boolean;
      /** Not the message's own trouble, as far as anybody can tell: the whole lane waits. */
      readonly hold?: { readonly reason: string; readonly until?: Date };
    };

/** Troubles of the account or the whole upstream: another message would fare no better. */
const HOLDS_THE_LANE: readonly Trouble[] = ['auth', 'quota', 'maintenance', 'throttled'];
const NOTHING_WAS_SENT: readonly string[] = [BREAKER_OPEN, TOO_MANY_WAITING, STOPPED_BY_OPERATOR];

/** The verdict decides everything; mixing two of them up is how reports get lost or sent twice. */
export function decide(verdict: Verdict, whenUnknown: WhenUnknown): Decision {
  switch (verdict.kind) {
    case 'found':
      return { to: 'delivered', value: verdict.value };
    case 'absent':
    case 'refused':
      return { to: 'refused', ...wordsOf(verdict) };
    case 'changed':
      if (verdict.notDone)
        return { to: 'again', reason: 'changed', unsure: false, attempted: true, hold: { reason: 'changed' } };
      // it answered, so it may have done it; and nothing else gets through until somebody can read what it says
      return whenUnknown === 'park'
        ? { to: 'unsure', reason: 'changed' }
        : { to: 'again', reason: 'changed', unsure: true, attempted: true, hold: { reason: 'changed' } };
    case 'fault':
      return ofFault(verdict.fault, whenUnknown);
    default:
      return verdict satisfies never;
  }
}

function ofFault({ trouble, outcome, reason = trouble, retryAt }: Fault, whenUnknown: WhenUnknown): Decision {
  if (trouble === 'misasked') return { to: 'refused', code: trouble, reason };
  const attempted = !isOwnReason(reason);
  const unsure = attempted && outcome === 'unknown';
  if (unsure && whenUnknown === 'park') return { to: 'unsure', reason };
  const holds = !attempted || retryAt !== undefined || HOLDS_THE_LANE.includes(trouble);
  const hold = { reason: attempted ? trouble : reason, ...(retryAt ? { until: retryAt } : {}) };
  return { to: 'again', reason, unsure, attempted, ...(holds ? { hold } : {}) };
}

/** The hub itself keeps the door shut. */
export function isOwnReason(reason: string): boolean {
  return NOTHING_WAS_SENT.includes(reason);
}

/** The upstream's own sentence, or its code where it says nothing. */
export function refusalWords({ code = '', reason = '' }: Decision & { readonly to: 'refused' }): string {
  return reason || code;
}

function wordsOf({ code, reason }: { readonly code?: string; readonly reason?: string }) {
  return { ...(code === undefined ? {} : { code }), ...(reason === undefined ? {} : { reason }) };
}
