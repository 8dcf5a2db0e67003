import { monthInWords } from './words.ts';

/** A calendar month of Waktu Indonesia Barat; `to` is the first moment of the next. */
export interface Month {
  /** `2026-10`. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Thrown, with words for an officer, for a month that no report can be made of. */
export class MonthRefusal extends RangeError {
  override readonly name = 'MonthRefusal';
  readonly reason: 'malformed' | 'future';
  constructor(reason: 'malformed' | 'future', message: string) {
    super(message);
    this.reason = reason;
  }
}

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;

/** Throws a MonthRefusal for what is no month, and for one that has not begun. */
export function monthOf(text: string, now: number): Month {
  if (!MONTH.test(text))
    throw new MonthRefusal('malformed', 'Bulan harus ditulis sebagai tahun dan bulan, misalnya 2026-10.');
  const month = { name: text, from: startOfMonth(text), to: startOfMonth(beside(text, 1)) };
  if (month.from > now)
    throw new MonthRefusal('future', `${monthInWords(text)} belum dimulai: laporannya dapat dibuat mulai bulan itu.`);
  return month;
}

export function monthBefore({ name, from }: Month): Month {
  const before = beside(name, -1);
  return { name: before, from: startOfMonth(before), to: from };
}

function startOfMonth(name: string): number {
  return Date.parse(`${name}-01T00:00:00+07:00`);
}

function beside(name: string, months: number): string {
  const [year = 0, month = 1] = name.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months)).toISOString().slice(0, 7);
}
