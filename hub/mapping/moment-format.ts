import { readMoment, writeMoment } from './moments.ts';

const PARTS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  dd: '(?<day>\\d{2})',
  HH: '(?<hour>\\d{2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
};
const TOKEN = /yyyy|MM|dd|HH|mm|ss/g;

/** A local time in an upstream's form (`dd-MM-yyyy HH:mm:ss`), both ways: Waktu Indonesia Barat, to the second. */
export interface MomentFormat {
  /** ISO 8601 with +07:00, or `undefined` where the text has another form or is no moment of the calendar. */
  parse(text: string): string | undefined;
  /** `undefined` for what is no ISO 8601 with an offset. */
  write(iso: string): string | undefined;
}

/** Throws a RangeError for a form that lacks one of its parts. */
export function compileMomentFormat(format: string): MomentFormat {
  const tokens: readonly string[] = format.match(TOKEN) ?? [];
  if (!Object.keys(PARTS).every((token) => tokens.includes(token)))
    throw new RangeError(`moment format "${format}" needs yyyy, MM, dd, HH, mm and ss`);
  const pattern = new RegExp(`^${format.replace(/[.*+?^$()[\]\\|]/g, '\\$&').replace(TOKEN, (t) => PARTS[t] ?? t)}$`);
  return {
    parse(text) {
      const { year, month, day, hour, minute, second } = pattern.exec(text)?.groups ?? {};
      const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`;
      return readMoment(iso) === undefined ? undefined : iso;
    },
    write(iso) {
      const ms = readMoment(iso);
      if (ms === undefined) return undefined;
      const [date = '', time = ''] = writeMoment(ms).split('T');
      const [yyyy = '', MM = '', dd = ''] = date.split('-');
      const [HH = '', mm = '', ss = ''] = time.slice(0, 8).split(':');
      const parts: Readonly<Record<string, string>> = { yyyy, MM, dd, HH, mm, ss };
      return format.replace(TOKEN, (token) => parts[token] ?? token);
    },
  };
}
