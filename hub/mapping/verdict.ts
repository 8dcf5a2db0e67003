import type { Drift, Fault } from '../../connectors/connector.ts';

/**
 * What an upstream call came to: exactly one of these, and it decides everything after it.
 * HTTP 200 never means success by itself, and what is not understood is never "no such record".
 */
export type Verdict<Value = unknown> =
  | {
      readonly kind: 'found';
      readonly value: Value;
      /** Fields nobody named: recorded, harmless. */
      readonly drift: readonly Drift[];
    }
  /** The upstream knows that there is no such record. */
  | { readonly kind: 'absent'; readonly code?: string; readonly reason?: string }
  /** Understood and turned down; `reason` is the upstream's own sentence. */
  | { readonly kind: 'refused'; readonly code?: string; readonly reason?: string }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly code?: string }
  /** The answer does not fit the release it is read with. */
  | {
      readonly kind: 'changed';
      readonly drift: readonly Drift[];
      readonly code?: string;
      /** It is certain that nothing was done there: the path or the method is gone. */
      readonly notDone?: true;
    };
