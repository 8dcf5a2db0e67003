const WIB_MS = 7 * 3_600_000;

/** `YYYY-MM-DD HH:MM:SS`, Jakarta. */
export function wibMoment(at: number): string {
  return new Date(at + WIB_MS).toISOString().slice(0, 19).replace('T', ' ');
}

export function wibDay(at: number): string {
  return wibMoment(at).slice(0, 10);
}
