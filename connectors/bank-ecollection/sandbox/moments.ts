const WIB_MS = 7 * 3_600_000;
const ISO = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}$/;

/** `2026-02-03 10:15:31`, Jakarta. */
export function localTime(ms: number): string {
  return new Date(ms + WIB_MS).toISOString().slice(0, 19).replace('T', ' ');
}

export function isoTime(ms: number): string {
  return `${localTime(ms).replace(' ', 'T')}+07:00`;
}

/** Either form of section 4.1 to milliseconds; `undefined` for any other, and for a day that does not exist. */
export function readTime(text: string): number | undefined {
  const day = (ISO.exec(text) ?? LOCAL.exec(text))?.[1];
  if (day === undefined || !isDay(day)) return undefined;
  const ms = Date.parse(LOCAL.test(text) ? `${text.replace(' ', 'T')}+07:00` : text);
  return Number.isNaN(ms) ? undefined : ms;
}

function isDay(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}
