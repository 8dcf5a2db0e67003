import type { SimpulConfig } from '../../../openapi/generated/config.ts';
import type { Bill } from './bill.ts';
import { nextDendaDay } from './denda.ts';
import { dayOf, endOfDay, startOfDay } from './moments.ts';
import type { PaymentMeans } from './payment.ts';
import { ratesFor } from './rules.ts';

type Config = Pick<SimpulConfig, 'tagihan' | 'pembayaran'>;
const HOUR_MS = 3_600_000;

export interface Ending {
  readonly cara: PaymentMeans;
  /** As the application wants it; absent: the city's choice. */
  readonly wanted?: number;
  /** The bank holds the amount: it may not outlive the day on which another penalty is due. */
  readonly fixedAtBank: boolean;
}

/** Until when it can be paid, in milliseconds: never beyond the bill, nor beyond the amount. */
export function endFor(bill: Bill, { cara, wanted, fixedAtBank }: Ending, now: Date, config: Config): number {
  const { berlakuJam, qrisMenit } = config.pembayaran;
  const usual = now.getTime() + (cara === 'qris' ? qrisMenit * 60_000 : berlakuJam * HOUR_MS);
  const ofBill = bill.berlakuSampai === null ? Number.POSITIVE_INFINITY : endOfDay(bill.berlakuSampai);
  return Math.min(
    wanted ?? usual,
    ofBill,
    fixedAtBank ? amountHoldsUntil(bill, now, config) : Number.POSITIVE_INFINITY,
  );
}

/** The last second before the penalty changes what is owed. */
export function amountHoldsUntil(bill: Bill, now: Date, config: Config): number {
  if (bill.aturanBayar === 'terbuka') return Number.POSITIVE_INFINITY;
  const next = nextDendaDay(bill, dayOf(now), ratesFor(bill.jenis, config));
  return next === undefined ? Number.POSITIVE_INFINITY : startOfDay(next) - 1000;
}
