const PARTS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  dd: '(?<day>\\d{2})',
};
const TOKEN = /yyyy|MM|dd/g;

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
  if (!['yyyy', 'MM', 'dd'].every((token) => tokens.includes(token)))
    throw new RangeError(`date format "${format}" needs yyyy, MM and dd`);
  const pattern = new RegExp(`^${format.replace(/[.*+?^$()[\]\\|]/g, '\\$&').replace(TOKEN, (t) => PARTS[t] ?? t)}$`);
  return {
    parse(text) {
      const { year, month, day } = pattern.exec(text)?.groups ?? {};
      const iso = `${year}-${month}-${day}`;
      return isCalendarDay(iso) ? iso : undefined;
    },
    write(isoDate) {
      if (!isCalendarDay(isoDate)) throw new RangeError('not an ISO date');
      const [year = '', month = '', day = ''] = isoDate.split('-');
      return format.replace('yyyy', year).replace('MM', month).replace('dd', day);
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
