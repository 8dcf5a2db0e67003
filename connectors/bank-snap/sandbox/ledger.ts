import type { Rupiah } from '../../rupiah.ts';

/** A payment that the bank believes in, or does not know what became of. */
export interface BankPayment {
  readonly nomorBank: string;
  readonly idPembayaran: string;
  /** Digits only. */
  readonly virtualAccount?: string;
  /** The partner's reference of a QR code. */
  readonly qr?: string;
  readonly nominal: Rupiah;
  readonly paidAt: string;
  state: 'accepted' | 'refused' | 'unknown' | 'reversed';
  /** The code of the city's last answer. */
  code?: string;
  /** How often the city was told. */
  told: number;
}

export interface BankLedger {
  add(payment: BankPayment): BankPayment;
  of(virtualAccount: string): readonly BankPayment[];
  all(): readonly BankPayment[];
}

export function createLedger(): BankLedger {
  const payments: BankPayment[] = [];
  return {
    add(payment) {
      payments.push(payment);
      return payment;
    },
    of: (virtualAccount) => payments.filter((payment) => payment.virtualAccount === virtualAccount),
    all: () => payments,
  };
}
