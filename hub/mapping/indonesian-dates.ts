import { isCalendarDay } from './date-format.ts';
import { readMoment, writeMoment } from './moments.ts';
import { monthNumber } from './month-names.ts';

const SHORT = /^(\d{1,2}) (\p{L}+)\.? (\d{4})$/u;

/** `3 Jan 2026`, its month short or long, Indonesian or English; an ISO date stays (the LAPOR notes, section 2.3). */
export function readIndonesianDate(text: string): string | undefined {
  const [, day = '', name = '', year = ''] = SHORT.exec(text) ?? [];
  const iso = day === '' ? text : `${year}-${monthNumber(name)}-${day.padStart(2, '0')}`;
  return isCalendarDay(iso) ? iso : undefined;
}

const LONG =
  /^(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad),?\s+)?(\d{1,2})\s+(\p{L}+)\.?\s+(\d{4}),?\s+([01]\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?(?:\s+WIB)?$/iu;
const WITHOUT_ZONE = /^(\d{4}-\d{2}-\d{2})[T ](([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\.\d{1,3})?)$/;

/**
 * A moment as systems of this country write it, to ISO 8601 in Waktu Indonesia Barat: ISO with an offset, ISO without
 * one, and `Sabtu, 11 Februari 2023, 01:16` (the LAPOR notes, section 2.4). Without an offset it is local time.
 */
export function readIndonesianMoment(text: string): string | undefined {
  const iso = WITHOUT_ZONE.exec(text);
  const written = iso ? `${iso[1]}T${iso[2]}+07:00` : (fromLong(text) ?? text);
  const ms = readMoment(written);
  return ms === undefined ? undefined : writeMoment(ms);
}

function fromLong(text: string): string | undefined {
  const [, day = '', name = '', year = '', hour = '', minute = '', second = '00'] = LONG.exec(text) ?? [];
  const date = `${year}-${monthNumber(name)}-${day.padStart(2, '0')}`;
  return isCalendarDay(date) ? `${date}T${hour}:${minute}:${second}+07:00` : undefined;
}
