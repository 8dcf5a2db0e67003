import { isCalendarDay } from './date-format.ts';

/**
 * Age in years, months and days as BPJS writes it: `36 tahun ,10 bulan ,19 hari`; the spaces before the commas are real
 * (the BPJS notes, section 6.1). `undefined` for what are no two days, the first before the second.
 */
export function ageAt(born: string, at: string): string | undefined {
  if (!isCalendarDay(born) || !isCalendarDay(at) || born > at) return undefined;
  const [birthYear = 0, birthMonth = 0, birthDay = 0] = born.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = at.split('-').map(Number);
  const short = day < birthDay;
  const months = (year - birthYear) * 12 + month - birthMonth - (short ? 1 : 0);
  const daysOfMonthBefore = new Date(Date.UTC(year, month - 1, 0)).getUTCDate();
  const days = short ? Math.max(0, daysOfMonthBefore - birthDay) + day : day - birthDay;
  return `${Math.floor(months / 12)} tahun ,${months % 12} bulan ,${days} hari`;
}
