import { NONE, plus, type Rupiah, readRupiah } from '../../../connectors/rupiah.ts';
import type { KeptBill } from './bill.ts';
import type { Portion } from './booking.ts';
import type { MoneyContext } from './context.ts';
import type { BankKeys, Found } from './finding.ts';
import { dayOf } from './moments.ts';
import type { KeptPayment } from './payment.ts';
import { closedBecause, dayOfTotal, owedAt } from './rules.ts';
import { accountClosed, type RefusalCode } from './words.ts';

/** One year of a payment that is for several, as the bank shows it. */
export interface PaidLine {
  readonly tahunPajak: string;
  readonly pokok?: number;
  readonly denda?: number;
  readonly total: number;
}
interface Asked extends BankKeys {
  /** Absent where the bank takes what is owed, and does not say how much that is. */
  readonly nominal?: number;
  readonly tagihan?: readonly PaidLine[];
}

type Ground = Pick<MoneyContext, 'now' | 'config'>;

/** How the money is to be laid out on bills, or why it cannot be taken. */
export function portionsOf(asked: Asked, { bills, payment }: Found, context: Ground): readonly Portion[] | RefusalCode {
  const nominal = asked.nominal === undefined ? owedOn(bills, context) : readRupiah(asked.nominal);
  if (nominal === undefined || nominal === NONE) return 'nominal-beda';
  if (payment) return accountPortion(nominal, payment, bills[0], context);
  const lines = asked.tagihan ?? [];
  if (lines.length > 0) return linePortions(nominal, lines, bills, context);
  if (bills.length > 1) return openPortions(nominal, bills, context);
  const [bill] = bills;
  return bill ? single(nominal, bill, context) : 'tidak-ditemukan';
}

function accountPortion(
  nominal: Rupiah,
  payment: KeptPayment,
  bill: KeptBill | undefined,
  context: Ground,
): readonly Portion[] | RefusalCode {
  if (!bill) return 'tidak-ditemukan';
  const closed = closedBecause(bill, context.now) ?? accountClosed(payment, context.now);
  if (closed) return closed;
  const portions = single(nominal, bill, context);
  return typeof portions === 'string' ? portions : portions.map((portion) => ({ ...portion, payment }));
}

/** Only of one bill: nobody can say what else was meant. */
function owedOn(bills: readonly KeptBill[], { now, config }: Ground): Rupiah | undefined {
  const [bill] = bills;
  return bill && bills.length === 1 ? owedAt(bill, now, config).sisa : undefined;
}

/** Several years at once: each line has to be right, and their sum. */
function linePortions(
  nominal: Rupiah,
  lines: readonly PaidLine[],
  bills: readonly KeptBill[],
  context: Ground,
): readonly Portion[] | RefusalCode {
  const portions: Portion[] = [];
  for (const line of lines) {
    const total = readRupiah(line.total);
    const bill = bills.find(({ value }) => value.tahunPajak === line.tahunPajak);
    if (!bill) return 'tidak-ditemukan';
    if (total === undefined || portions.some((one) => one.bill?.id === bill.id)) return 'nominal-beda';
    const one = single(total, bill, context);
    if (typeof one === 'string') return one;
    if (!agrees(line, bill, context)) return 'nominal-beda';
    portions.push(...one);
  }
  return plus(...portions.map((portion) => portion.nominal)) === nominal ? portions : 'nominal-beda';
}

/** Pokok and penalty are compared as well, where the bank names them (the H2H notes, section 4). */
function agrees({ pokok, denda }: PaidLine, bill: KeptBill, { now, config }: Ground): boolean {
  if (bill.value.aturanBayar !== 'tetap') return true;
  const owed = owedAt(bill, now, config);
  if (pokok !== undefined && pokok !== owed.pokok) return false;
  return denda === undefined || dayOfTotal(owed.pokok + denda, bill, now, config) !== undefined;
}

/** All that is owed on an object, in one sum. */
function openPortions(nominal: Rupiah, bills: readonly KeptBill[], context: Ground): readonly Portion[] | RefusalCode {
  const { now, config } = context;
  const open = bills.filter((bill) => closedBecause(bill, now) === undefined);
  if (open.length === 0) return 'sudah-lunas';
  const portions = open.map((bill) => ({ bill, nominal: owedAt(bill, now, config).sisa, day: dayOf(now) }));
  return plus(...portions.map((portion) => portion.nominal)) === nominal ? portions : 'nominal-beda';
}

function single(nominal: Rupiah, bill: KeptBill, context: Ground): readonly Portion[] | RefusalCode {
  const closed = closedBecause(bill, context.now);
  if (closed) return closed;
  const day = takenOn(nominal, bill, context);
  return day === undefined ? 'nominal-beda' : [{ bill, nominal, day }];
}

/** The bill's own rule decides; what is too much is taken only where the city said so. */
function takenOn(nominal: Rupiah, bill: KeptBill, { now, config }: Ground): string | undefined {
  const { aturanBayar, kelebihan } = bill.value;
  if (nominal === NONE) return undefined;
  if (aturanBayar === 'terbuka') return dayOf(now);
  const owed = owedAt(bill, now, config).sisa;
  const fits = nominal > owed ? kelebihan === 'terima' : aturanBayar === 'cicil';
  return fits ? dayOf(now) : dayOfTotal(nominal, bill, now, config);
}
