import { type Bill, isActive } from './bill.ts';
import type { EcollectionSettings } from './settings.ts';

/** Every bill there ever was: a trx_id can never come back, an account number can once its bill is over. */
export interface Register {
  add(bill: Bill): void;
  byTrxId(trxId: string): Bill | undefined;
  /** Whoever has the number now. */
  holderOf(virtualAccount: string): Bill | undefined;
  /** The newest that ever had it. */
  lastOf(virtualAccount: string): Bill | undefined;
  /** A number that nobody has. */
  freeNumber(): string;
  all(): readonly Bill[];
  /** The bank's clock, milliseconds. */
  now(): number;
}

const NUMBER_LENGTH = 16;

export function createRegister(clock: () => Date, settings: EcollectionSettings): Register {
  const bills = new Map<string, Bill>();
  const byNumber = new Map<string, Bill[]>();
  let lastNumber = 0;
  const now = () => clock().getTime() + settings.clockOffsetSeconds * 1000;
  const holderOf = (number: string) => byNumber.get(number)?.findLast((bill) => isActive(bill, now()));
  return {
    add(bill) {
      bills.set(bill.trxId, bill);
      byNumber.set(bill.virtualAccount, [...(byNumber.get(bill.virtualAccount) ?? []), bill]);
    },
    byTrxId: (trxId) => bills.get(trxId),
    holderOf,
    lastOf: (number) => byNumber.get(number)?.at(-1),
    freeNumber() {
      for (;;) {
        lastNumber += 1;
        const number = `${numberStart(settings)}${ownNumber(lastNumber, settings)}`;
        if (!holderOf(number)) return number;
      }
    },
    all: () => [...bills.values()],
    now,
  };
}

/** Section 4.1: prefix and client id, and the partner's own number behind them. */
export function numberStart({ prefix, clientId }: EcollectionSettings): string {
  return prefix + clientId;
}

/** Nines first: out of the way of numbers that a partner counts up. */
function ownNumber(count: number, settings: EcollectionSettings): string {
  const digits = NUMBER_LENGTH - numberStart(settings).length;
  return `9${String(count).padStart(digits - 1, '0')}`;
}

export function isNumber(text: string, settings: EcollectionSettings): boolean {
  return /^\d{16}$/.test(text) && text.startsWith(numberStart(settings));
}
