import { jakartaDate } from '../../mapping/jakarta.ts';

const WIB_MS = 7 * 3_600_000;

/** The calendar day in Jakarta, `yyyy-MM-dd`. */
export function dayOf(at: Date): string {
  return jakartaDate(at);
}

/** `2026-02-03T10:15:30+07:00`: whole seconds, 25 characters, as banks want it. */
export function wib(at: Date | number): string {
  const ms = typeof at === 'number' ? at : at.getTime();
  return `${new Date(ms + WIB_MS).toISOString().slice(0, 19)}+07:00`;
}

/** The last second of a day in Jakarta. */
export function endOfDay(day: string): number {
  return Date.parse(`${day}T23:59:59+07:00`);
}

export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00+07:00`);
}
