/** A bill, and what was paid on it (the eCollection notes, section 4.1). Amounts are whole rupiah. */
export interface Bill {
  readonly trxId: string;
  readonly virtualAccount: string;
  readonly billingType: string;
  readonly createdAt: number;
  amount: number;
  name: string;
  email: string | null;
  phone: string | null;
  description: string | null;
  /** Milliseconds; null where there is no end. */
  expiresAt: number | null;
  updatedAt: number;
  /** Closed by inactivebilling. */
  closed: boolean;
  paid: number;
  /** Of the last payment. */
  ntb: string | null;
  paidAt: number | null;
}

export type BillState = 'created' | 'partly-paid' | 'paid' | 'expired' | 'closed';

/** Looked up at each call, as a bill expires by itself. Who may pay again has a bill that is never all paid. */
export function stateOf(bill: Bill, now: number): BillState {
  if (isPaidUp(bill)) return 'paid';
  if (bill.closed) return 'closed';
  if (bill.expiresAt !== null && now > bill.expiresAt) return 'expired';
  return bill.paid > 0 ? 'partly-paid' : 'created';
}

export function isActive(bill: Bill, now: number): boolean {
  const state = stateOf(bill, now);
  return state === 'created' || state === 'partly-paid';
}

function isPaidUp({ billingType, paid, amount }: Bill): boolean {
  if (billingType === 'c' || billingType === 'm') return paid > 0;
  return billingType === 'i' && paid > 0 && paid >= amount;
}

export const BILLING_TYPES: ReadonlySet<string> = new Set(['c', 'o', 'i', 'm', 'n', 'x', 'p', 'j', 'd', 'z']);

/** Why a payer's money is not taken, or `undefined`: the table of section 4.1. */
export function whyNotPayable(bill: Bill, nominal: number, now: number): string | undefined {
  const { billingType, amount, paid } = bill;
  const state = stateOf(bill, now);
  if (nominal <= 0) return 'nothing to pay';
  if (state === 'paid') return 'already paid';
  if (!isActive(bill, now)) return `the bill is ${state}`;
  if (billingType === 'c' && nominal !== amount) return 'a fixed bill takes its amount only';
  if (billingType === 'i' && paid + nominal > amount) return 'more than what is left';
  if ((billingType === 'm' || billingType === 'n') && nominal < amount) return 'less than the minimum';
  return billingType === 'x' && nominal > amount ? 'more than the maximum' : undefined;
}
