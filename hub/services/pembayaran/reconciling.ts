import { NONE, plus, type Rupiah } from '../../../connectors/rupiah.ts';
import type { BankList, BankRow } from './bank-list.ts';
import type { Booking, BookingIndex } from './bookings.ts';
import { daysAfter } from './denda.ts';
import { dayOf } from './moments.ts';

export interface Pair {
  readonly row: BankRow;
  /** Several where one number of the bank stands for several payments here: they count as one sum. */
  readonly bookings: readonly Booking[];
  readonly nominal: Rupiah;
}
export interface Unbooked {
  readonly row: BankRow;
  /** What is known of it all the same: it was taken back, or is booked by another row of the list. */
  readonly booking?: Booking;
}
export interface Comparison {
  readonly matched: readonly Pair[];
  readonly differing: readonly Pair[];
  /** The bank tells of it, and it is not booked here. */
  readonly unbooked: readonly Unbooked[];
  /** Booked here, and the bank does not tell of it. */
  readonly untold: readonly Booking[];
}
/** The bank's list of the day, and those of the days beside it as far as they are known. */
export interface Lists {
  readonly before?: BankList | undefined;
  readonly day: BankList;
  readonly after?: BankList | undefined;
}

/** Days that rows of a list say they are of. */
export function ownDays({ rows }: BankList): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => ownDay(row) ?? []));
}

export function isClean({ differing, unbooked, untold }: Comparison): boolean {
  return differing.length + unbooked.length + untold.length === 0;
}

/**
 * A bank's list of a day against what is booked. Banks close their day at another minute than Jakarta does, so a row may
 * be booked on a day beside it, and a booking may be told by the list of a day beside it. Each counts once, over all days:
 * a row in the list of its own day, else in the one that has it; a booking with its row, else on the payer's day.
 */
export function compare(day: string, lists: Lists, bookings: BookingIndex): Comparison {
  const listed = listedRows(day, lists);
  const beside = listedBeside(day, listed);
  const taken = new Set<Booking>();
  const free = (booking: Booking) =>
    booking.stands && !taken.has(booking) && !(beside.get(booking.day)?.tells(booking) ?? false);
  const take = (row: BankRow, some: readonly Booking[]): Pair => {
    for (const booking of some) taken.add(booking);
    return { row, bookings: some, nominal: sumOf(some) };
  };

  const rows = ownRows(day, listed);
  const { pairs, left } = pairByNumber(day, rows, bookings, free, take);
  const unbooked: Unbooked[] = [];
  for (const row of left) {
    const booking = [row.idPermintaan, row.nomorBank].map((id) => (id ? bookings.byId(id) : undefined));
    const found = booking.find((one) => one !== undefined && free(one));
    if (found) pairs.push(take(row, [found]));
    else unbooked.push({ row, ...knownOf(row, bookings) });
  }
  const isUntold = (booking: Booking) =>
    booking.day === day &&
    free(booking) &&
    Date.parse(booking.dibayarPada) <= lists.day.pada &&
    ![...beside].some(([other, list]) => list.tells(booking) && !isAnothers(booking, other, bookings));
  return {
    matched: pairs.filter(({ row, nominal }) => row.nominal === nominal),
    differing: pairs.filter(({ row, nominal }) => row.nominal !== nominal),
    unbooked,
    untold: bookings.all.filter(isUntold),
  };
}

interface Pairing {
  readonly pairs: Pair[];
  readonly left: readonly BankRow[];
}
type Take = (row: BankRow, bookings: readonly Booking[]) => Pair;

function pairByNumber(
  day: string,
  rows: readonly BankRow[],
  index: BookingIndex,
  free: (booking: Booking) => boolean,
  take: Take,
): Pairing {
  const pairs: Pair[] = [];
  const left: BankRow[] = [];
  for (const [nomorBank, same] of grouped(rows)) {
    const candidates = (row: BankRow) =>
      ofItsDay(
        row,
        index.byNumber(nomorBank).filter((booking) => free(booking) && isSameAccount(row, booking)),
        day,
      );
    const waiting = same.length === 1 ? same : pairSurely(same, candidates, take, pairs);
    for (const [place, row] of waiting.entries()) {
      const some = candidates(row);
      // the last row of a number stands for all that is left of it
      const mine = place < waiting.length - 1 ? some.slice(0, 1) : some;
      if (mine.length > 0) pairs.push(take(row, mine));
      else left.push(row);
    }
  }
  return { pairs, left };
}

/** Of several rows with one number: those that name the very payment, then those with its sum. Returns the others. */
function pairSurely(
  rows: readonly BankRow[],
  candidates: (row: BankRow) => readonly Booking[],
  take: Take,
  pairs: Pair[],
): readonly BankRow[] {
  const sure: ((row: BankRow) => readonly Booking[])[] = [
    (row) =>
      candidates(row)
        .filter(({ idPembayaran }) => idPembayaran === row.idPermintaan)
        .slice(0, 1),
    (row) =>
      candidates(row)
        .filter(({ nominal }) => nominal === row.nominal)
        .slice(0, 1),
    (row) => (sumOf(candidates(row)) === row.nominal ? candidates(row) : []),
  ];
  return sure.reduce<readonly BankRow[]>(
    (waiting, find) =>
      waiting.filter((row) => {
        const found = find(row);
        if (found.length > 0) pairs.push(take(row, found));
        return found.length === 0;
      }),
    rows,
  );
}

/** Where a number was used on several days, the day says which payment is meant. */
function ofItsDay(row: BankRow, bookings: readonly Booking[], day: string): readonly Booking[] {
  const its = bookings.filter((booking) => booking.day === (ownDay(row) ?? day));
  return its.length > 0 ? its : bookings;
}

/** A bank's number of a payment may be used again at another account (the eCollection notes, section 5). */
function isSameAccount({ virtualAccount }: BankRow, { account }: Booking): boolean {
  return account === null || virtualAccount === null || account === virtualAccount;
}

function knownOf(row: BankRow, bookings: BookingIndex): { readonly booking?: Booking } {
  const byNumber = bookings.byNumber(row.nomorBank).find((booking) => isSameAccount(row, booking));
  const booking = byNumber ?? (row.idPermintaan ? bookings.byId(row.idPermintaan) : undefined);
  return booking ? { booking } : {};
}

/** The row that stands in another day's list belongs to a payment of that day. */
function isAnothers(booking: Booking, day: string, bookings: BookingIndex): boolean {
  return bookings.byNumber(booking.nomorBank).some((other) => other !== booking && other.stands && other.day === day);
}

interface Listed {
  tells(booking: Booking): boolean;
}

function listedIn(rows: readonly BankRow[]): Listed {
  const numbers = grouped(rows);
  const ids = new Set(rows.flatMap(({ idPermintaan, nomorBank }) => [nomorBank, idPermintaan ?? nomorBank]));
  return {
    tells: (booking) =>
      ids.has(booking.idPembayaran) ||
      (numbers.get(booking.nomorBank) ?? []).some((row) => isSameAccount(row, booking)),
  };
}

interface ListedRows {
  readonly rows: readonly BankRow[];
  readonly identities: ReadonlySet<string>;
}
type ByDay = ReadonlyMap<string, ListedRows>;

function listedRows(day: string, { before, day: list, after }: Lists): ByDay {
  const lists: readonly (readonly [string, BankList | undefined])[] = [
    [daysAfter(day, -1), before],
    [day, list],
    [daysAfter(day, 1), after],
  ];
  return new Map(
    lists.flatMap(([one, known]) => {
      if (!known) return [];
      const rows = withoutPartsOf(known.rows);
      return [[one, { rows, identities: new Set(rows.map(identityOf)) }] as const];
    }),
  );
}

/** Lists overlap where a bank's day and Jakarta's do: a row of two lists counts in that of its own day. */
function ownRows(day: string, listed: ByDay): readonly BankRow[] {
  const rows = listed.get(day)?.rows ?? [];
  return rows.filter((row) => {
    const own = ownDay(row) ?? day;
    return own === day || !listed.get(own)?.identities.has(identityOf(row));
  });
}

function listedBeside(day: string, listed: ByDay): ReadonlyMap<string, Listed> {
  const others = [...listed.keys()].filter((other) => other !== day);
  return new Map(others.map((other) => [other, listedIn(ownRows(other, listed))]));
}

function ownDay({ dibayarPada }: BankRow): string | undefined {
  return dibayarPada === null ? undefined : dayOf(new Date(dibayarPada));
}

function identityOf({ nomorBank, idPermintaan, virtualAccount, nominal, dibayarPada }: BankRow): string {
  return JSON.stringify([nomorBank, idPermintaan, virtualAccount, nominal, dibayarPada]);
}

/**
 * A list may have a row for every year of a payment, each with its own NTPD: they are one payment. The same NTPD twice is
 * not (the H2H notes, section 7, "Day end").
 */
function withoutPartsOf(rows: readonly BankRow[]): readonly BankRow[] {
  if (!rows.some(({ ntpd }) => ntpd !== null)) return rows;
  return [...grouped(rows).values()].flatMap((same) => {
    const parts = new Map<string, BankRow>();
    const others = same.filter((row) => {
      if (row.ntpd === null || parts.has(row.ntpd)) return true;
      parts.set(row.ntpd, row);
      return false;
    });
    const [first] = parts.values();
    return first ? [{ ...first, nominal: sumOf([...parts.values()]) }, ...others] : others;
  });
}

function grouped(rows: readonly BankRow[]): ReadonlyMap<string, readonly BankRow[]> {
  const groups = new Map<string, BankRow[]>();
  for (const row of rows) {
    const group = groups.get(row.nomorBank);
    if (group) group.push(row);
    else groups.set(row.nomorBank, [row]);
  }
  return groups;
}

export function sumOf(some: readonly { readonly nominal: Rupiah }[]): Rupiah {
  return some.reduce((sum, { nominal }) => plus(sum, nominal), NONE);
}
