import { plus } from '../../../connectors/rupiah.ts';
import type { BarisRekonsiliasi, Rekonsiliasi } from '../../../openapi/generated/types.ts';
import type { SealedRecords } from '../../store/sealed-records.ts';
import type { BankList, BankRow, ListSource } from './bank-list.ts';
import { addBooked, type Booking, type BookingIndex, createBookings, saidId } from './bookings.ts';
import { daysAfter } from './denda.ts';
import { findPayment } from './finding.ts';
import { PAYMENTS, type Payment } from './payment.ts';
import type { Receipt } from './receipt.ts';
import {
  type Comparison,
  compare,
  isClean,
  type Lists,
  ownDays,
  type Pair,
  sumOf,
  type Unbooked,
} from './reconciling.ts';

/** What comparing takes; the command line has it as well as a request. */
export interface Ground {
  readonly records: SealedRecords;
  readonly keyedHash: (text: string) => string;
  readonly settingsOf: (instansi: string) => Readonly<Record<string, string>>;
}

export interface Reconciling {
  readonly instansi: string;
  /** In Jakarta. */
  readonly tanggal: string;
  readonly sumber: ListSource;
  readonly list: BankList;
  /** The list of a day beside it, as far as it is here already. */
  readonly kept: (tanggal: string) => Promise<BankList | undefined>;
  /** The same, for which a bank may be asked: only where something is missing that may stand there. */
  readonly sought: (tanggal: string) => Promise<BankList | undefined>;
}

/**
 * Compares a day and says what does not fit, with what is known of it. What was booked on the days beside it is read only
 * where something does not fit, and of that only what may have to do with it: a day may have a hundred thousand payments.
 */
export async function reconcile(reconciling: Reconciling, ground: Ground): Promise<Rekonsiliasi> {
  const { instansi, tanggal, list } = reconciling;
  const bookings = createBookings();
  const add = (days: Iterable<string>, isWanted?: (receipt: Receipt) => boolean) =>
    inTurn([...days], (day) => addBooked(bookings, { instansi, day }, ground, isWanted));
  const compared = async (lists: Lists) => coveredOf(compare(tanggal, lists, bookings.index()), reconciling, ground);

  await add([tanggal]);
  const own = [...ownDays(list)];
  if (own.every((day) => day === tanggal)) {
    const alone = await compared({ day: list });
    if (isClean(alone)) return told(alone, reconciling, ground);
  }
  const others = new Set([...own, daysAfter(tanggal, -1), daysAfter(tanggal, 1)]);
  others.delete(tanggal);
  await add(others, wantedIn(list, bookings.index()));
  const beside = await compared(await listsWith(reconciling, reconciling.kept));
  if (beside.untold.length === 0) return told(beside, reconciling, ground);
  return told(await compared(await listsWith(reconciling, reconciling.sought)), reconciling, ground);
}

/** Of other days only what has a number that the list or the day itself has. */
function wantedIn({ rows }: BankList, ofTheDay: BookingIndex): (receipt: Receipt) => boolean {
  const numbers = new Set(rows.flatMap(({ nomorBank, idPermintaan }) => [nomorBank, idPermintaan ?? nomorBank]));
  return ({ nomorBank, idPembayaran }) =>
    numbers.has(nomorBank) || numbers.has(saidId(idPembayaran)) || ofTheDay.byNumber(nomorBank).length > 0;
}

async function inTurn(days: readonly string[], work: (day: string) => Promise<void>): Promise<void> {
  for (const day of days) await work(day);
}

async function listsWith({ tanggal, list }: Reconciling, find: Reconciling['kept']): Promise<Lists> {
  return { before: await find(daysAfter(tanggal, -1)), day: list, after: await find(daysAfter(tanggal, 1)) };
}

/** A bank's own report has the payments of its accounts only (the SNAP notes, section 7.6): no QRIS code is missing there. */
async function coveredOf(comparison: Comparison, { sumber }: Reconciling, { records }: Ground): Promise<Comparison> {
  if (sumber === 'rekening-koran') return comparison;
  const payments = await each(comparison.untold, ({ pembayaran }) => records.get<Payment>(PAYMENTS, pembayaran));
  const untold = comparison.untold.filter((_, place) => payments[place]?.value.cara !== 'qris');
  return { ...comparison, untold };
}

async function told(comparison: Comparison, reconciling: Reconciling, ground: Ground): Promise<Rekonsiliasi> {
  const { instansi, tanggal, sumber } = reconciling;
  const { matched, differing, unbooked, untold } = comparison;
  const pairs = [...matched, ...differing];
  const rows = [...pairs, ...unbooked].map(({ row }) => row);
  const booked = plus(sumOf(pairs), sumOf(untold));
  return {
    ...{ tanggal, instansi, sumber, cocok: matched.length, jumlahCocok: sumOf(matched) },
    tidakAdaDiBank: untold.map(untoldLine),
    tidakAdaDiSini: await each(unbooked, async (one) => unbookedLine(one, await billFor(one, instansi, ground))),
    nominalBeda: differing.map(differingLine),
    ringkas: {
      bank: { jumlah: rows.length, nominal: sumOf(rows) },
      hub: { jumlah: pairs.length + untold.length, nominal: booked },
    },
  };
}

function untoldLine({ nomorBank, nominal, dibayarPada, ntpd, tagihan }: Booking): BarisRekonsiliasi {
  return { nomorBank, nominalBank: null, nominalHub: nominal, pada: dibayarPada, ntpd, tagihan };
}

/** The receipt of one that was taken back is named, so that it can be looked up; that of another payment is not. */
function unbookedLine({ row, booking }: Unbooked, tagihan: string | null): BarisRekonsiliasi {
  const { nomorBank, nominal, dibayarPada } = row;
  const ntpd = booking && !booking.stands ? booking.ntpd : null;
  return { nomorBank, nominalBank: nominal, nominalHub: null, pada: dibayarPada, ntpd, tagihan };
}

function differingLine({ row, bookings, nominal }: Pair): BarisRekonsiliasi {
  const [first] = bookings;
  return {
    ...{ nomorBank: row.nomorBank, nominalBank: row.nominal, nominalHub: nominal },
    ...{ pada: row.dibayarPada ?? first?.dibayarPada ?? null, ntpd: first?.ntpd ?? null },
    tagihan: first?.tagihan ?? null,
  };
}

/** By what was booked under the number, else by the account it was paid to. */
async function billFor({ row, booking }: Unbooked, instansi: string, ground: Ground): Promise<string | null> {
  if (booking) return booking.tagihan;
  const nomorPelanggan = ownPart(row, ground.settingsOf(instansi));
  const payment = await findPayment(instansi, { nomorPelanggan, trxId: undefined }, ground);
  return payment?.value.tagihan ?? null;
}

function ownPart({ virtualAccount }: BankRow, { virtualAccountPrefix = '' }: Readonly<Record<string, string>>) {
  if (virtualAccount === null || !virtualAccount.startsWith(virtualAccountPrefix)) return undefined;
  return virtualAccount.slice(virtualAccountPrefix.length);
}

const AT_ONCE = 200;

/** In the same order; a few at a time, as there may be as many as a bank has rows. */
async function each<One, Made>(all: readonly One[], make: (one: One) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let start = 0; start < all.length; start += AT_ONCE)
    made.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(make))));
  return made;
}
