const WIB_MS = 7 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;

/** The calendar day in Waktu Indonesia Barat, as `yyyy-MM-dd`. WIB is UTC+7 all year; Binjai and the quotas live in it. */
export function jakartaDate(now: Date): string {
  return new Date(now.getTime() + WIB_MS).toISOString().slice(0, 10);
}

/** The next midnight of Waktu Indonesia Barat: when daily quotas return. */
export function nextDayInJakarta(now: Date): Date {
  const day = Math.floor((now.getTime() + WIB_MS) / DAY_MS);
  return new Date((day + 1) * DAY_MS - WIB_MS);
}
