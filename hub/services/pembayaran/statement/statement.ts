import type { SealedRecords } from '../../../store/sealed-records.ts';
import { FileRefusal } from '../../pengaduan/import/workbook.ts';
import { type BankList, type BankRow, isTooMuch, listRecord } from '../bank-list.ts';
import { dayOf } from '../moments.ts';
import { decimalsOf, readAmount } from './amounts.ts';
import type { ChosenColumns } from './columns.ts';
import { dayOrderOf, readMoment, type When } from './moments.ts';
import { readTable, type StatementCells } from './table.ts';

export interface BadRow {
  readonly row: number;
  /** Never with a value: a column that moved may hold anything of anybody. */
  readonly reason: string;
}
/** A statement that was read and checked as a whole. */
export interface Statement {
  /** By day in Jakarta. */
  readonly days: ReadonlyMap<string, readonly BankRow[]>;
  readonly bad: readonly BadRow[];
  /** Rows that are no payment, by the word of the bank. */
  readonly leftOut: number;
  readonly rows: number;
}
export interface Reading {
  readonly chosen: ChosenColumns;
  /** The day that rows without one belong to. */
  readonly tanggal: string;
  readonly now: Date;
}

/** Throws a `FileRefusal` where the file as a whole cannot be taken. */
export function readStatement(bytes: Uint8Array, { chosen, tanggal, now }: Reading): Statement {
  const { rows, places } = readTable(bytes, chosen);
  const decimals = decimalsOf(rows.map(({ cells }) => cells.nominal ?? ''));
  const order = dayOrderOf(
    rows.map(({ cells }) => cells.waktu ?? ''),
    tanggal,
  );
  const today = dayOf(now);
  const days = new Map<string, BankRow[]>();
  if (rows.length === 0) days.set(tanggal, []); // a statement of a day on which nobody paid
  const bad: BadRow[] = [];
  let leftOut = 0;
  for (const { row, cells } of rows) {
    const counts = places.keadaan === undefined ? true : isPaid(cells.keadaan ?? '');
    if (counts === false) leftOut += 1;
    if (counts === false) continue;
    const when = whenOf(cells, { dated: places.waktu !== undefined, tanggal, order });
    const amount = readAmount(cells.nominal ?? '', decimals);
    const reasons = [
      counts === undefined ? 'keadaan: is a word nobody knows' : '',
      wrongNumber(cells.nomor ?? ''),
      amount.kind === 'bad' ? `nominal: ${amount.reason}` : '',
      typeof when === 'string' ? when : when.day > today ? 'waktu: is yet to come' : '',
    ].filter(Boolean);
    if (reasons.length > 0 || amount.kind === 'bad' || typeof when === 'string')
      bad.push({ row, reason: reasons.join('; ') });
    else {
      const one = rowOf(cells, amount.nominal, when);
      const same = days.get(when.day);
      if (same) same.push(one);
      else days.set(when.day, [one]);
    }
  }
  if ([...days.values()].some(isTooMuch)) throw new FileRefusal('a day of it has more money than an amount can hold');
  return { days, bad, leftOut, rows: rows.length };
}

function rowOf(
  { nomor = '', permintaan, va, ntpd }: StatementCells['cells'],
  nominal: BankRow['nominal'],
  when: When,
): BankRow {
  return {
    ...{ nomorBank: nomor, idPermintaan: permintaan || null, virtualAccount: (va ?? '').replace(/\D/g, '') || null },
    ...{ nominal, dibayarPada: when.moment, ntpd: ntpd || null },
  };
}

interface Dating {
  readonly dated: boolean;
  readonly tanggal: string;
  readonly order: ReturnType<typeof dayOrderOf>;
}

/** A text is why it is not known. */
function whenOf({ waktu = '', jam = '' }: StatementCells['cells'], { dated, tanggal, order }: Dating): When | string {
  if (!dated) return readMoment(tanggal, jam, order) ?? 'jam: is no time';
  if (waktu === '') return 'waktu: is empty';
  const when = readMoment(waktu, jam, order);
  if (when) return when;
  return readMoment(waktu, jam, 'day-first') || readMoment(waktu, jam, 'month-first')
    ? 'waktu: may be read in two ways: no other row says whether day or month comes first'
    : 'waktu: is no moment';
}

function wrongNumber(nomor: string): string {
  if (nomor === '') return 'nomor: is empty';
  return /^\d+([.,]\d+)?e\+?\d+$/i.test(nomor) ? 'nomor: was shortened by a spreadsheet, its digits are lost' : '';
}

const PAID = /^(00|berhasil|sukses|success|succeeded|successful|paid|lunas|settled|accepted|tercatat|booked)$/i;
const NOT_PAID = /^(gagal|failed|refused|reversed|reversal|dibalik|batal|dibatalkan|cancelled|canceled|refunded)$/i;

/** `undefined`: nobody knows that word. */
function isPaid(word: string): boolean | undefined {
  if (PAID.test(word)) return true;
  return NOT_PAID.test(word) ? false : undefined;
}

/** Takes the place of what was taken in for these days before, all of them in one commit. */
export async function keepStatement(
  { days }: Pick<Statement, 'days'>,
  instansi: string,
  now: Date,
  records: Pick<SealedRecords, 'put'>,
): Promise<void> {
  const lists = [...days].map(([day, rows]): [string, BankList] => [day, { rows, pada: now.getTime() }]);
  await records.put(lists.map(([day, list]) => listRecord('rekening-koran', instansi, day, list)));
}
