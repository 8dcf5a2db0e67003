import { language, say } from './language.ts';

const NONE = '–';
const WIB = 'Asia/Jakarta';

function locale(): string {
  return language.value === 'id' ? 'id-ID' : 'en-GB';
}

export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? NONE : new Intl.NumberFormat(locale()).format(value);
}

/** `1250000` as `Rp1.250.000`: dots in both languages, as on every bill. Whole digits, however many. */
export function rupiah(amount: string | bigint): string {
  return `Rp${new Intl.NumberFormat('id-ID').format(BigInt(amount))}`;
}

/** Beside a chart, where there is no room: `Rp1,3 jt`. */
export function shortRupiah(amount: number): string {
  return `Rp${new Intl.NumberFormat('id-ID', { notation: 'compact', maximumFractionDigits: 1 }).format(amount)}`;
}

/** Beside a chart of things that are counted: there is no half of one. */
export function wholeCount(value: number): string {
  return Number.isInteger(value) ? count(value) : '';
}

/** 0.9987 as `99,87 %`. */
export function percent(share: number | null | undefined, digits = 0): string {
  if (share === null || share === undefined) return NONE;
  const text = new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(share * 100);
  return `${text} %`;
}

export function milliseconds(value: number | null | undefined): string {
  if (value === null || value === undefined) return NONE;
  if (value < 10) return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value)} ms`;
  if (value < 1000) return `${Math.round(value)} ms`;
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value / 1000)} ${say('dtk', 's')}`;
}

/** A span of time in its largest unit: `12 mnt`. */
export function duration(spanMs: number): string {
  const seconds = Math.round(Math.abs(spanMs) / 1000);
  if (seconds < 90) return `${seconds} ${say('dtk', 's')}`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} ${say('mnt', 'min')}`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} ${say('jam', 'h')}`;
  return `${Math.round(seconds / 86_400)} ${say('hari', 'days')}`;
}

/** In the city's time, whatever the browser's. */
export function moment(at: number | string | null | undefined): string {
  if (at === null || at === undefined) return NONE;
  const options = { dateStyle: 'medium', timeStyle: 'medium', timeZone: WIB } as const;
  return new Intl.DateTimeFormat(locale(), options).format(new Date(at));
}

/** A day of the city's calendar, `yyyy-MM-dd`, as `20 Nov 2026`. */
export function calendarDay(date: string): string {
  return day(`${date}T12:00:00+07:00`);
}

/** The day of the week of such a day. */
export function weekday(date: string): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: WIB }).format(
    new Date(`${date}T12:00:00+07:00`),
  );
}

export function day(at: number | string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: WIB }).format(new Date(at));
}
