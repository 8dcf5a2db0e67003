import type { Told } from './teller.ts';

/** One payment that the bank believes in. Amounts are whole rupiah. */
export interface PaymentEntry {
  /** `payment_ntb`; the bank has no other number of it. */
  readonly nomorBank: string;
  readonly idPembayaran: string;
  readonly virtualAccount: string;
  readonly trxId: string;
  readonly nominal: number;
  readonly kumulatif: number;
  readonly paidAt: string;
  /** The money is in, whatever the city says: there is no reversal (the eCollection notes, section 7). */
  readonly state: 'accepted';
  /** Whether a notification was answered 000; `untold` where there is no city to tell. */
  readonly notice: 'untold' | 'under-way' | 'heard' | 'unheard';
  /** What the city answered, try by try: the status inside, else the HTTP status, 0 for silence. */
  readonly answers: readonly string[];
}

export interface EcollectionLedger {
  readonly payments: readonly PaymentEntry[];
  /** How often each `type` was asked for, refused ones included. */
  readonly requests: Readonly<Record<string, number>>;
  readonly bills: readonly {
    readonly trxId: string;
    readonly virtualAccount: string;
    readonly billingType: string;
    readonly amount: number;
    readonly paid: number;
    readonly state: string;
  }[];
}

export interface LedgerBook {
  nextNumber(): string;
  paid(payment: Omit<PaymentEntry, 'answers'>): PaymentEntry;
  told(nomorBank: string, told: Told): PaymentEntry;
  asked(type: string): void;
  payments(): readonly PaymentEntry[];
  requests(): Readonly<Record<string, number>>;
}

const FIRST_NUMBER = 990_042; // that of the example in section 5

export function createLedgerBook(): LedgerBook {
  const payments = new Map<string, PaymentEntry>();
  const requests = new Map<string, number>();
  let numbers = 0;
  return {
    nextNumber() {
      numbers += 1;
      return String(FIRST_NUMBER + numbers - 1);
    },
    paid(payment) {
      const entry: PaymentEntry = { ...payment, answers: [] };
      payments.set(entry.nomorBank, entry);
      return entry;
    },
    told(nomorBank, { heard, answers }) {
      const entry = payments.get(nomorBank);
      if (!entry) throw new Error('told of a payment that nobody booked');
      const said = answers.map(({ http, status }) => status ?? String(http));
      const after: PaymentEntry = { ...entry, notice: heard ? 'heard' : 'unheard', answers: said };
      payments.set(nomorBank, after);
      return after;
    },
    asked(type) {
      requests.set(type, (requests.get(type) ?? 0) + 1);
    },
    payments: () => [...payments.values()],
    requests: () => Object.fromEntries(requests),
  };
}
