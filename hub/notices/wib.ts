const WIB_MS = 7 * 3_600_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];

/** Waktu Indonesia Barat is UTC+7 all year. */
function wibOf(at: number): Date {
  return new Date(at + WIB_MS);
}

export function minuteOfDay(at: number): number {
  const wib = wibOf(at);
  return wib.getUTCHours() * 60 + wib.getUTCMinutes();
}

/** `10.02`, as Indonesian writes it. */
export function clockOf(at: number): string {
  const wib = wibOf(at);
  return `${twoDigits(wib.getUTCHours())}.${twoDigits(wib.getUTCMinutes())}`;
}

/** `10.02`, and `19 Nov 10.02` where that is not the day of `now`. */
export function momentOf(at: number, now: number): string {
  const wib = wibOf(at);
  const today = wib.toISOString().slice(0, 10) === wibOf(now).toISOString().slice(0, 10);
  return today ? clockOf(at) : `${wib.getUTCDate()} ${MONTHS[wib.getUTCMonth()]} ${clockOf(at)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
