const WIB_MS = 7 * 3_600_000;

/** The day in western Indonesia, `yyyy-MM-dd`. */
export function jakartaDay(ms: number): string {
  return new Date(ms + WIB_MS).toISOString().slice(0, 10);
}

/** As `getlisttask` writes it (section 7.3): `20-11-2026 08:05:10 WIB`. */
export function jakartaMoment(ms: number): string {
  const [day = '', time = ''] = new Date(ms + WIB_MS).toISOString().split('T');
  return `${day.split('-').toReversed().join('-')} ${time.slice(0, 8)} WIB`;
}
