import { monthName, monthNumber } from './month-names.ts';

const PARTS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MMMM: '(?<monthName>\\p{L}+)\\.?',
  MM: '(?<month>\\d{2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
};
const TOKEN = /yyyy|MMMM|MM|dd|d/g;

/** A date form of an upstream (`dd-MM-yyyy`), both ways. Dates of the shared model are `yyyy-MM-dd`. */
export interface DateFormat {
  /** ISO date, or `undefined` when the text has another form or is no day of the calendar. */
  parse(text: string): string | undefined;
  /** Throws a RangeError when `isoDate` is no ISO date. */
  write(isoDate: string): string;
}

/** Throws a RangeError for a form without year, month and day. */
export function compileDateFormat(format: string): DateFormat {
  const tokens: readonly string[] = format.match(TOKEN) ?? [];
  const has = (...alternatives: readonly string[]) => alternatives.some((token) => tokens.includes(token));
  if (!has('yyyy') || !has('MM', 'MMMM') || !has('dd', 'd'))
    throw new RangeError(`date format "${format}" needs yyyy, MM and dd`);
  const pattern = new RegExp(
    `^${format.replace(/[.*+?^$()[\]\\|]/g, '\\$&').replace(TOKEN, (t) => PARTS[t] ?? t)}$`,
    'u',
  );
  return {
    parse(text) {
      const { year, month, monthName: name = '', day = '' } = pattern.exec(text)?.groups ?? {};
      const iso = `${year}-${month ?? monthNumber(name)}-${day.padStart(2, '0')}`;
      return isCalendarDay(iso) ? iso : undefined;
    },
    write(isoDate) {
      if (!isCalendarDay(isoDate)) throw new RangeError('not an ISO date');
      const [year = '', month = '', day = ''] = isoDate.split('-');
      const parts: Readonly<Record<string, string>> = { yyyy: year, MM: month, dd: day, d: String(Number(day)) };
      return format.replace(TOKEN, (token) => parts[token] ?? monthName(month));
    },
  };
}

export function isCalendarDay(isoDate: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(isoDate)) return false;
  const month = Number(isoDate.slice(5, 7));
  const day = Number(isoDate.slice(8));
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= new Date(Date.UTC(Number(isoDate.slice(0, 4)), month, 0)).getUTCDate();
}
