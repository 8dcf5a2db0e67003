import type { SimpulConfig } from '../../../openapi/generated/config.ts';
import { isExpired, type KeptBill, type Owed, owedOf } from './bill.ts';
import type { DendaRate } from './denda.ts';
import { dayOf } from './moments.ts';

/** What the city decided about its bills and its banks. */
export type MoneyConfig = Pick<SimpulConfig, 'tagihan' | 'pembayaran'>;

export function ratesFor(jenis: string, { tagihan }: MoneyConfig): readonly DendaRate[] {
  return tagihan.jenis[jenis]?.denda ?? [];
}

/** For how long a total that was shown before midnight is still taken after it. */
function graceMs(jenis: string, { tagihan }: MoneyConfig): number {
  return (tagihan.jenis[jenis]?.tenggangMenit ?? 0) * 60_000;
}

export function owedAt({ value }: KeptBill, at: Date, config: MoneyConfig): Owed {
  return owedOf(value, dayOf(at), ratesFor(value.jenis, config));
}

/** The day whose total this is: today, or within the grace the day of a while ago. `undefined`: it is of neither. */
export function dayOfTotal(total: number, bill: KeptBill, at: Date, config: MoneyConfig): string | undefined {
  const before = new Date(at.getTime() - graceMs(bill.value.jenis, config));
  const fitting = [at, before].find((moment) => owedAt(bill, moment, config).sisa === total);
  return fitting && dayOf(fitting);
}

/** `undefined`: nothing speaks against paying it. */
export function closedBecause(bill: KeptBill, at: Date): 'tidak-ditemukan' | 'sudah-lunas' | 'kedaluwarsa' | undefined {
  if (bill.state === 'dihapus') return 'tidak-ditemukan';
  if (bill.state === 'lunas') return 'sudah-lunas';
  return isExpired(bill.value, dayOf(at)) ? 'kedaluwarsa' : undefined;
}
