import { lesser, minus, NONE, plus, type Rupiah } from '../../../connectors/rupiah.ts';
import type { Kept } from '../../store/sealed-records.ts';
import { type DendaRate, dendaOf } from './denda.ts';

export const BILLS = 'tagihan';

/** A tax object, or whatever else is billed. Never changed once published: another object is another bill. */
export interface BilledObject {
  readonly nop?: string;
  readonly kodeBayar?: string;
  readonly kodeRekening?: string;
  readonly keterangan?: string;
  readonly alamat?: string;
  readonly kelurahan?: string;
  readonly kecamatan?: string;
}
export interface Payer {
  readonly nama: string;
  readonly nik?: string;
  readonly npwpd?: string;
  readonly telepon?: string;
  readonly email?: string;
  readonly alamat?: string;
}

/** `tetap`: the whole total at once. `cicil`: in parts, up to the total. `terbuka`: any amount, any number of times. */
export type PaymentRule = 'tetap' | 'cicil' | 'terbuka';

/** What a bill was paid of. Sums of what stands: a reversal takes its parts out again. */
export interface PaidParts {
  readonly pokok: Rupiah;
  readonly denda: Rupiah;
  /** Penalty that became owed with parts of the pokok that were paid late. */
  readonly dendaTetap: Rupiah;
  /** Beyond what was owed: money that somebody has to give back. */
  readonly lebih: Rupiah;
}

/** A bill as an application published it, and what has come in on it. */
export interface Bill {
  readonly jenis: string;
  readonly objek: BilledObject;
  readonly tahunPajak: string | null;
  readonly pokok: Rupiah;
  readonly pengurang: Rupiah;
  readonly jatuhTempo: string;
  /** Last day (Jakarta) on which it may be paid at all. */
  readonly berlakuSampai: string | null;
  readonly wajibBayar: Payer;
  readonly aturanBayar: PaymentRule;
  readonly kelebihan: 'tolak' | 'terima';
  readonly keterangan: string | null;
  readonly terbayar: PaidParts;
  /** Receipts that stand, by NTPD. */
  readonly penerimaan: readonly string[];
}
export type BillState = 'terbuka' | 'sebagian' | 'lunas' | 'dihapus';
export type KeptBill = Kept<Bill>;

export const NOTHING_PAID: PaidParts = { pokok: NONE, denda: NONE, dendaTetap: NONE, lebih: NONE };

/** What is owed on a day. */
export interface Owed {
  /** Of the pokok, after what reduces it. */
  readonly pokok: Rupiah;
  /** Of the penalty, of today and of parts that were paid late. */
  readonly denda: Rupiah;
  readonly sisa: Rupiah;
}

/**
 * What is owed of a bill on a day in Jakarta. Parts pay pokok first: each brings the penalty of its own lateness with
 * it, so that what stays owed does not depend on when somebody looks.
 */
export function owedOf(bill: Bill, day: string, rates: readonly DendaRate[]): Owed {
  const pokok = minus(minus(bill.pokok, bill.pengurang), bill.terbayar.pokok);
  const denda = minus(plus(dendaOf(pokok, bill, day, rates), bill.terbayar.dendaTetap), bill.terbayar.denda);
  return { pokok, denda, sisa: plus(pokok, denda) };
}

/** How so much money is laid out on what is owed. */
export function partsOf(nominal: Rupiah, bill: Bill, day: string, rates: readonly DendaRate[]): PaidParts {
  const owed = owedOf(bill, day, rates);
  const pokok = lesser(nominal, owed.pokok);
  const dendaTetap = dendaOf(pokok, bill, day, rates);
  const left = minus(nominal, pokok);
  const denda = lesser(left, owed.denda);
  return { pokok, denda, dendaTetap, lebih: minus(left, denda) };
}

export function withParts(bill: Bill, parts: PaidParts, ntpd: string): Bill {
  return { ...bill, terbayar: each(bill.terbayar, parts, plus), penerimaan: [...bill.penerimaan, ntpd] };
}

export function withoutParts(bill: Bill, parts: PaidParts, ntpd: string): Bill {
  const penerimaan = bill.penerimaan.filter((one) => one !== ntpd);
  return { ...bill, terbayar: each(bill.terbayar, parts, minus), penerimaan };
}

function each(one: PaidParts, other: PaidParts, join: (a: Rupiah, b: Rupiah) => Rupiah): PaidParts {
  return {
    pokok: join(one.pokok, other.pokok),
    denda: join(one.denda, other.denda),
    dendaTetap: join(one.dendaTetap, other.dendaTetap),
    lebih: join(one.lebih, other.lebih),
  };
}

/** An open bill is a box for money: it is never settled. */
export function stateAfter(bill: Bill, day: string, rates: readonly DendaRate[]): BillState {
  if (bill.aturanBayar === 'terbuka' || bill.penerimaan.length === 0) return 'terbuka';
  return owedOf(bill, day, rates).sisa === NONE ? 'lunas' : 'sebagian';
}

/** All that has come in, what is too much included. */
export function receivedOf({ terbayar: { pokok, denda, lebih } }: Bill): Rupiah {
  return plus(pokok, denda, lebih);
}

export function isExpired({ berlakuSampai }: Bill, day: string): boolean {
  return berlakuSampai !== null && day > berlakuSampai;
}
