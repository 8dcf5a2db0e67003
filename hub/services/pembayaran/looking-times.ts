import type { Payment } from './payment.ts';

/** Nobody else tends a payment while somebody does; who was killed over it is followed after this. */
export const LEASE_MS = 45_000;
export const FIRST_LOOK_MS = 5_000;
export const LAST_LOOK_MS = 3_600_000;
/** Looks after a notice, or after the end of an account: a bank's own books may be behind its notices. */
export const LOOKS_MS: readonly number[] = [FIRST_LOOK_MS, 30_000, 120_000, 600_000, LAST_LOOK_MS];
/** One more look is left. */
export const LAST_LOOK = LOOKS_MS.length - 1;

export function endOf({ berlakuSampai }: Payment): number {
  return berlakuSampai === null ? Number.POSITIVE_INFINITY : Date.parse(berlakuSampai);
}

/** When an account that has ended is looked at, in case its notice never came; `null` for one that does not end. */
export function lookAfterEnd(payment: Payment, at: number): number | null {
  const end = endOf(payment);
  return Number.isFinite(end) ? Math.max(end, at) + FIRST_LOOK_MS : null;
}
