/** What an officer reads: Indonesian dates in Waktu Indonesia Barat, and numbers with decimal commas. */

const inJakarta = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', ...options });
const MONTH = inJakarta({ month: 'long', year: 'numeric' });
const DAY = inJakarta({ day: 'numeric', month: 'long', year: 'numeric' });
const SHORT_DAY = inJakarta({ day: 'numeric', month: 'short' });
const CLOCK = inJakarta({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const WHOLE = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 0 });
const TWO_PLACES = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `2026-10` as `Oktober 2026`. */
export function monthInWords(month: string): string {
  return MONTH.format(new Date(`${month}-15T00:00:00Z`));
}

/** `20 November 2026`. */
export function dayInWords(at: number | string): string {
  return DAY.format(new Date(at));
}

/** `20 November 2026 pukul 13.30 WIB`. */
export function momentInWords(at: number | string): string {
  return `${dayInWords(at)} pukul ${CLOCK.format(new Date(at))} WIB`;
}

/** `20 Nov 13.30`, where the year is known. */
export function shortMoment(at: string): string {
  return `${SHORT_DAY.format(new Date(at))} ${CLOCK.format(new Date(at))}`;
}

/** `12.345`. */
export function wholeInWords(count: number): string {
  return WHOLE.format(count);
}

/** `99,87 %`, and a dash where nothing was asked. */
export function percentInWords(percent: number | null): string {
  return percent === null ? '–' : `${TWO_PLACES.format(percent)} %`;
}

/** `+3,12`: percentage points. */
export function differenceInWords(points: number | null): string {
  if (points === null) return '–';
  return `${points > 0 ? '+' : points < 0 ? '–' : ''}${TWO_PLACES.format(Math.abs(points))}`;
}

/** `42 ms` or `1,25 dtk`. */
export function latencyInWords(ms: number | null): string {
  if (ms === null) return '–';
  return ms < 1000 ? `${WHOLE.format(Math.ceil(ms))} ms` : `${TWO_PLACES.format(ms / 1000)} dtk`;
}

const UNITS = [
  { word: 'hari', minutes: 1440 },
  { word: 'jam', minutes: 60 },
  { word: 'menit', minutes: 1 },
];

/** `1 hari 4 jam`: its two largest units. */
export function lengthInWords(minutes: number): string {
  const first = UNITS.findIndex((unit) => minutes >= unit.minutes);
  if (first < 0) return '0 menit';
  let left = minutes;
  const parts = UNITS.slice(first, first + 2).flatMap((unit) => {
    const count = Math.floor(left / unit.minutes);
    left -= count * unit.minutes;
    return count === 0 ? [] : [`${WHOLE.format(count)} ${unit.word}`];
  });
  return parts.join(' ');
}
