import { toRupiah } from '../../../../connectors/rupiah.ts';
import type { BankList, BankRow } from '../../../../hub/services/pembayaran/bank-list.ts';
import { NOTHING_PAID } from '../../../../hub/services/pembayaran/bill.ts';
import { type BookingIndex, createBookings } from '../../../../hub/services/pembayaran/bookings.ts';
import { dayOf } from '../../../../hub/services/pembayaran/moments.ts';
import { RECEIPTS, type Receipt, receiptGroup } from '../../../../hub/services/pembayaran/receipt.ts';
import type { Comparison } from '../../../../hub/services/pembayaran/reconciling.ts';
import type { Keep } from '../../../../hub/store/sealed-records.ts';

export const DAY = '2026-11-20';
export const BANK = 'bank-bni';

export interface Booked extends Partial<Omit<Receipt, 'nominal'>> {
  readonly ntpd: string;
  readonly nominal?: number;
  readonly dibalik?: true;
}

export function receiptOf({ ntpd, nominal = 125_000, dibalik, ...rest }: Booked): Keep<Receipt> {
  const nomorBank = rest.nomorBank ?? `99${ntpd}`;
  const value: Receipt = {
    ...{ tagihan: `tgh-${ntpd}`, pembayaran: `pby-${ntpd}`, instansi: BANK, bagian: NOTHING_PAID },
    ...{ dibayarPada: `${DAY}T10:00:00+07:00`, nomorBank, idPembayaran: nomorBank },
    ...rest,
    nominal: toRupiah(nominal),
  };
  const at = Date.parse(value.dibayarPada);
  const group = receiptGroup(value.instansi, dayOf(new Date(at)));
  return {
    ...{ collection: RECEIPTS, id: ntpd, owner: 'e-pbb', state: dibalik ? 'dibalik' : 'tercatat', group },
    ...{ createdAt: at, updatedAt: at, watchAt: null, value },
  };
}

export function bookingsFrom(booked: readonly Booked[]): BookingIndex {
  const bookings = createBookings();
  for (const one of booked) bookings.add(receiptOf(one) as Keep<Receipt> & { readonly state: 'tercatat' });
  return bookings.index();
}

export interface Told extends Partial<Omit<BankRow, 'nominal'>> {
  readonly nomorBank: string;
  readonly nominal?: number;
}

export function rowOf({ nominal = 125_000, ...rest }: Told): BankRow {
  return {
    ...{ idPermintaan: null, virtualAccount: null, dibayarPada: null, ntpd: null },
    ...rest,
    nominal: toRupiah(nominal),
  };
}

/** As a bank has it long after the day. */
export function listOf(told: readonly Told[], pada = Date.parse('2026-12-01T00:00:00Z')): BankList {
  return { rows: told.map(rowOf), pada };
}

/** What was found, by the bank's numbers. */
export function numbersIn({ matched, differing, unbooked, untold }: Comparison) {
  return {
    matched: matched.map(({ row }) => row.nomorBank).sort(),
    differing: differing.map(({ row }) => row.nomorBank).sort(),
    unbooked: unbooked.map(({ row }) => row.nomorBank).sort(),
    untold: untold.map(({ nomorBank }) => nomorBank).sort(),
  };
}
