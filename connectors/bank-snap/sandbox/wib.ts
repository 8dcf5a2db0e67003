/** `2026-02-03T10:15:30+07:00`, what a bank of this country writes. */
export function wib(ms: number): string {
  return `${new Date(ms + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

/** The bank's day, in Jakarta. */
export function wibDay(ms: number): string {
  return wib(ms).slice(0, 10);
}
