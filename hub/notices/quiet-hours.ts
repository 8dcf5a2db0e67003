import type { QuietHours } from '../store/notices.ts';
import { minuteOfDay } from './wib.ts';

/** From the first minute on, and no longer in the last one; over midnight where it ends before it begins. */
export function isQuiet(hours: QuietHours | null, at: number): boolean {
  if (hours === null) return false;
  const [from, to, now] = [minutesOf(hours.from), minutesOf(hours.to), minuteOfDay(at)];
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/** `22:30` as minutes after midnight. */
function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
