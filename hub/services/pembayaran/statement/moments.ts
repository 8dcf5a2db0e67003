import { timeOfDay } from '../../pengaduan/import/dates.ts';
import { dayOf, wib } from '../moments.ts';

/** A moment of a statement: the day in Jakarta, and the time where the file has one. */
export interface When {
  readonly day: string;
  /** ISO 8601 with an offset; `null` where only the day is known. */
  readonly moment: string | null;
}
/** Which of two numbers is the day in `03/11/2026`. */
export type DayOrder = 'day-first' | 'month-first' | 'unknown' | 'both';

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d.*?))?(Z|[+-]\d{2}:?\d{2})?$/i;
const SLASHED = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[,T ]+(\d.*))?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * The order in which a file writes its days, from those that can be read in one way only. Where there is none, the day
 * that the file is said to be of decides, if it is in the file by one order and not by the other.
 */
export function dayOrderOf(moments: readonly string[], tanggal: string): DayOrder {
  const seen = new Set<DayOrder>();
  const days = new Set<string>();
  for (const text of moments) {
    const [, first = '', , second = '', year = ''] = SLASHED.exec(text.trim()) ?? [];
    if (year === '') continue;
    if (Number(first) > 12) seen.add('day-first');
    if (Number(second) > 12) seen.add('month-first');
    days.add(`${year} ${Number(first)} ${Number(second)}`);
  }
  const [only, other] = seen;
  if (only !== undefined) return other === undefined ? only : 'both';
  const [year, month, day] = tanggal.split('-').map(Number);
  const dayFirst = days.has(`${year} ${day} ${month}`);
  const monthFirst = days.has(`${year} ${month} ${day}`);
  return dayFirst === monthFirst ? 'unknown' : dayFirst ? 'day-first' : 'month-first';
}

/** `undefined` for what is no moment. `time` is that of a column of its own. */
export function readMoment(text: string, time: string, order: DayOrder): When | undefined {
  const trimmed = text.trim();
  const [, year = '', month = '', day = '', clock = '', zone] = ISO.exec(trimmed) ?? COMPACT.exec(trimmed) ?? [];
  if (year !== '') return whenOf(`${year}-${month}-${day}`, clock || time, zone);
  const [, first = '', , second = '', slashedYear = '', slashedClock = ''] = SLASHED.exec(trimmed) ?? [];
  if (slashedYear === '') return undefined;
  const same = Number(first) === Number(second);
  if (!same && order !== 'day-first' && order !== 'month-first') return undefined;
  const [dayText, monthText] = order === 'month-first' ? [second, first] : [first, second];
  return whenOf(`${slashedYear}-${monthText.padStart(2, '0')}-${dayText.padStart(2, '0')}`, slashedClock || time);
}

function whenOf(day: string, clock: string, zone = '+07:00'): When | undefined {
  if (!isCalendarDay(day)) return undefined;
  if (clock.trim() === '') return { day, moment: null };
  const seconds = clock.trim().replace(/[.,]\d{1,9}$/, (end, place: number) => (place >= 8 ? '' : end));
  const time = timeOfDay(seconds);
  if (time === undefined) return undefined;
  const at = Date.parse(`${day}T${time}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  if (Number.isNaN(at)) return undefined;
  return { day: dayOf(new Date(at)), moment: wib(at) };
}

function isCalendarDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day;
}
