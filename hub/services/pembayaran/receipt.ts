import type { Rupiah } from '../../../connectors/rupiah.ts';
import { jakartaDate } from '../../mapping/jakarta.ts';
import type { Kept } from '../../store/sealed-records.ts';
import type { PaidParts } from './bill.ts';

export const RECEIPTS = 'penerimaan';

/** Money that came in on one bill. Its id is the NTPD: the city's number of it, unique for ever. */
export interface Receipt {
  readonly tagihan: string;
  readonly pembayaran: string;
  readonly instansi: string;
  readonly nominal: Rupiah;
  readonly bagian: PaidParts;
  /** ISO 8601; by the bank's word. */
  readonly dibayarPada: string;
  readonly nomorBank: string;
  /** What the bank calls the payment by when it speaks to the city. */
  readonly idPembayaran: string;
}
export type KeptReceipt = Kept<Receipt>;

/** Receipts of one instance and day stand together, for the reconciliation: the day on which the payer paid. */
export function receiptGroup(instansi: string, day: string): string {
  return `${instansi} ${day}`;
}

/**
 * Nomor Transaksi Penerimaan Daerah: 4 digits of the region, 6 of the day (YYMMDD), 6 that count. Issued by the region,
 * and never again, not even after a reversal (the H2H notes, section 2).
 */
export async function newNtpd(
  region: string,
  now: Date,
  count: (name: string, day: string, by: number) => Promise<number>,
): Promise<string> {
  const day = jakartaDate(now);
  const serial = await count('ntpd', day, 1);
  return `${region}${day.slice(2).replaceAll('-', '')}${String(serial).padStart(6, '0')}`;
}
