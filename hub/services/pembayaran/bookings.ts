import { NONE, plus, type Rupiah } from '../../../connectors/rupiah.ts';
import type { SealedRecords } from '../../store/sealed-records.ts';
import { accountPayment } from './checking.ts';
import { dayOf } from './moments.ts';
import { type KeptReceipt, RECEIPTS, type Receipt, receiptGroup } from './receipt.ts';
import { AFTER_A_REFUSAL } from './told.ts';

/** One payment as the city has booked it: several receipts where it was for several bills or years. */
export interface Booking {
  readonly nomorBank: string;
  /** As the bank says it: without what the hub adds to it. */
  readonly idPembayaran: string;
  /** The account it belongs to, where the bank's number alone does not say which payment it is. */
  readonly account: string | null;
  /** The payer's day in Jakarta. */
  readonly day: string;
  readonly dibayarPada: string;
  /** Sum of the receipts that stand; nothing where the bank has taken it back. */
  readonly nominal: Rupiah;
  readonly stands: boolean;
  /** The first receipt's, and what it is for. */
  readonly ntpd: string;
  readonly pembayaran: string;
  readonly tagihan: string;
}

export interface BookingIndex {
  readonly all: readonly Booking[];
  byNumber(nomorBank: string): readonly Booking[];
  byId(idPembayaran: string): Booking | undefined;
}

type ReceiptLike = Pick<KeptReceipt, 'id' | 'state' | 'value'>;

export interface Bookings {
  add(receipt: ReceiptLike): void;
  index(): BookingIndex;
}

/** Takes receipts in any order, page by page, and keeps of each payment no more than is compared. */
export function createBookings(): Bookings {
  const bookings = new Map<string, Booking>();
  return {
    add({ id, state, value }: ReceiptLike): void {
      const key = JSON.stringify([value.idPembayaran, value.nomorBank]);
      const before = bookings.get(key);
      bookings.set(key, before ? withReceipt(before, { id, state, value }) : bookingOf({ id, state, value }));
    },
    index: () => indexOf([...bookings.values()]),
  };
}

function bookingOf({ id, state, value }: ReceiptLike): Booking {
  const { nomorBank, dibayarPada, pembayaran, tagihan, nominal } = value;
  const stands = state === 'tercatat';
  return {
    ...{ nomorBank, ...numbersOf(value), day: dayOf(new Date(dibayarPada)), dibayarPada },
    ...{ nominal: stands ? nominal : NONE, stands, ntpd: id, pembayaran, tagihan },
  };
}

function withReceipt(booking: Booking, { id, state, value }: ReceiptLike): Booking {
  const first = id < booking.ntpd ? { ntpd: id, pembayaran: value.pembayaran, tagihan: value.tagihan } : {};
  if (state !== 'tercatat') return { ...booking, ...first };
  return { ...booking, ...first, stands: true, nominal: plus(booking.nominal, value.nominal) };
}

/** An id as the bank says it. */
export function saidId(idPembayaran: string): string {
  return idPembayaran.endsWith(AFTER_A_REFUSAL) ? idPembayaran.slice(0, -AFTER_A_REFUSAL.length) : idPembayaran;
}

function numbersOf({ idPembayaran, nomorBank }: Receipt): Pick<Booking, 'idPembayaran' | 'account'> {
  const said = saidId(idPembayaran);
  const ofAnAccount = accountPayment('', nomorBank); // the account stands before the number
  return { idPembayaran: said, account: said.endsWith(ofAnAccount) ? said.slice(0, -ofAnAccount.length) : null };
}

function indexOf(all: readonly Booking[]): BookingIndex {
  const byNumber = new Map<string, Booking[]>();
  const byId = new Map<string, Booking>();
  for (const booking of all) {
    const same = byNumber.get(booking.nomorBank);
    if (same) same.push(booking);
    else byNumber.set(booking.nomorBank, [booking]);
    byId.set(booking.idPembayaran, booking);
  }
  return { all, byNumber: (number) => byNumber.get(number) ?? [], byId: (id) => byId.get(id) };
}

const A_PAGE = 1000;

/** Adds what was booked of a day at this bank, as far as it is wanted. */
export async function addBooked(
  { add }: Pick<Bookings, 'add'>,
  { instansi, day }: { readonly instansi: string; readonly day: string },
  { records }: { readonly records: Pick<SealedRecords, 'list'> },
  isWanted: (receipt: Receipt) => boolean = () => true,
): Promise<void> {
  const filter = { collection: RECEIPTS, group: receiptGroup(instansi, day), limit: A_PAGE };
  let page = await records.list<Receipt>(filter);
  while (page.length > 0) {
    for (const receipt of page) if (isWanted(receipt.value)) add(receipt);
    const last = page.at(-1);
    page = last && page.length === A_PAGE ? await records.list<Receipt>({ ...filter, before: last.sequence }) : [];
  }
}
