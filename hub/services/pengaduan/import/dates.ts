import { compileField } from '../../../mapping/field.ts';
import type { Cell } from './workbook.ts';

const readDay = compileField(
  { from: 'day', as: 'named-month' },
  { direction: 'reading', codeLists: {}, prefix: '', nullable: false },
);
const A_DAY = /(\d{1,2})\s+(\p{L}{3,9})\.?\s+(\d{4})|\d{4}-\d{2}-\d{2}|(\d{1,2})[/-](\d{1,2})[/-](\d{4})/gu;
const MADE = /dibuat|dicetak|diunduh|diekspor|cetak|unduh|generate|print|export|download/i;

/**
 * The day an export says it was made on, as that day's first moment in Waktu Indonesia Barat: what it says was so then
 * at the latest. `undefined` where it says none, or several without saying which (a period), or one that is yet to come.
 */
export function bannerMoment(banner: readonly Cell[], now: number): number | undefined {
  const marked = banner.filter((cell) => typeof cell === 'string' && MADE.test(cell));
  const days = new Set((marked.length > 0 ? marked : banner).flatMap(daysIn));
  const [only] = days;
  if (days.size !== 1 || only === undefined) return undefined;
  const at = Date.parse(`${only}T00:00:00+07:00`);
  return at <= now ? at : undefined;
}

function daysIn(cell: Cell): readonly string[] {
  if (cell instanceof Date) return [cell.toISOString().slice(0, 10)];
  if (typeof cell !== 'string') return [];
  return [...cell.matchAll(A_DAY)].flatMap(([text, , , , day, month, year]) => {
    const written = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
    return calendarDay(written.replace(/\s+/g, ' ')) ?? [];
  });
}

function calendarDay(text: string): string | undefined {
  const day = readDay({ day: text }, { asked: undefined, partial: false, drift: [], additive: [] });
  return typeof day === 'string' ? day : undefined;
}

const TIME = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(AM|PM)?(?:\s*WIB)?$/i;

/** `20:15`, `20.15.30 WIB`, `8:15 PM` to `20:15:00`; `undefined` for anything else. */
export function timeOfDay(text: string): string | undefined {
  const [, written = '', minute = '', second = '00', half] = TIME.exec(text.trim()) ?? [];
  const twelve = half !== undefined;
  if (written === '' || (twelve && (Number(written) < 1 || Number(written) > 12))) return undefined;
  const hour = twelve ? (Number(written) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0) : Number(written);
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${minute}:${second}`;
}
