import { isCalendarDay } from './date-format.ts';

const OFFSETS: Readonly<Record<string, string>> = { WIB: '+07:00', WITA: '+08:00', WIT: '+09:00' };
const WIB_MS = 7 * 3600 * 1000;
const ISO = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
/** Between 1973 and 2286: what is smaller are seconds, and a thousand times too early. */
const EARLIEST_MS = 100_000_000_000;
const LATEST_MS = 10_000_000_000_000;

/** A moment of the shared model, in Waktu Indonesia Barat: `2026-11-20T08:05:10+07:00`. */
export function writeMoment(ms: number): string {
  const wib = new Date(ms + WIB_MS).toISOString();
  return `${ms % 1000 === 0 ? wib.slice(0, 19) : wib.slice(0, -1)}+07:00`;
}

/** ISO 8601 with its offset to milliseconds; `undefined` where it has none, as nobody knows which moment that is. */
export function readMoment(text: string): number | undefined {
  const day = ISO.exec(text)?.[1];
  return day !== undefined && isCalendarDay(day) ? Date.parse(text) : undefined;
}

/** Whole milliseconds since 1970 of a plausible year. */
export function isEpochMs(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= EARLIEST_MS && (value as number) < LATEST_MS;
}

const LOCAL = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}:\d{2}:\d{2}) (WIB|WITA|WIT)$/;

/** `20-11-2026 08:05:10 WIB` to ISO 8601, in the zone it names. */
export function readZonedText(text: string): string | undefined {
  const [, day, month, year, time, zone = ''] = LOCAL.exec(text) ?? [];
  const iso = `${year}-${month}-${day}T${time}${OFFSETS[zone]}`;
  return readMoment(iso) === undefined ? undefined : iso;
}

/** The reverse, always in Waktu Indonesia Barat. */
export function writeZonedText(ms: number): string {
  const [date = '', time = ''] = writeMoment(ms - (ms % 1000)).split('T');
  return `${date.split('-').toReversed().join('-')} ${time.slice(0, 8)} WIB`;
}
