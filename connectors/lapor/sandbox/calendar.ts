const DAY_MS = 24 * 3600 * 1000;
const WIB_MS = 7 * 3600 * 1000;

/** ISO 8601 in Waktu Indonesia Barat, whole seconds, as the document's complaint has it. */
export function wib(ms: number): string {
  return `${new Date(ms + WIB_MS).toISOString().slice(0, 19)}+07:00`;
}

/** So many working days later at the same time of day. Public holidays are not counted: nobody knows LAPOR's list. */
export function workingDaysLater(fromMs: number, days: number): number {
  let at = fromMs;
  for (let left = days; left > 0; ) {
    at += DAY_MS;
    const weekday = new Date(at + WIB_MS).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return at;
}

const MONTHS = 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' ');

/** `3 Jan 2026` and `20:15`, as the Excel export has them (section 2.3). */
export function exportDate(ms: number): { readonly date: string; readonly time: string } {
  const local = new Date(ms + WIB_MS);
  return {
    date: `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`,
    time: local.toISOString().slice(11, 16),
  };
}
