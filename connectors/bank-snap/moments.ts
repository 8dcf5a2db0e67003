const JAKARTA_MS = 7 * 3600 * 1000;

/** `2026-02-03T10:15:30+07:00`, 25 characters: the only form that is sent (the SNAP notes, section 6). */
export function jakartaText(at: Date): string {
  return `${new Date(at.getTime() + JAKARTA_MS).toISOString().slice(0, 19)}+07:00`;
}

const LONG = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const SHORT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * A moment in any form that published clients send: an offset, `Z`, milliseconds, `-00:00`, and `20201231T235959Z` of
 * the site's samples (section 6). `undefined` without a zone, and for a day that does not exist.
 */
export function readSnapMoment(text: string): Date | undefined {
  const long = LONG.exec(text);
  const parts = long ?? SHORT.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const clock = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const local = new Date(`${clock}Z`);
  if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, 19) !== clock) return undefined;
  const zone = long?.[8] ?? 'Z';
  const thousandths = Number((long?.[7] ?? '.0').slice(1, 4).padEnd(3, '0'));
  return new Date(local.getTime() + thousandths - offsetMs(zone));
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
