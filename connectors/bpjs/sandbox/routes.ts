import type { Bookings } from './bookings.ts';
import type { Facility, ServiceName } from './facilities.ts';
import type { Finding } from './finding.ts';
import type { Register } from './register.ts';
import type { ScheduleChanges } from './schedule-changes.ts';
import type { BpjsSettingValues } from './settings.ts';

/** A request that has been let in. */
export interface Question {
  readonly facility: Facility;
  readonly service: ServiceName;
  readonly register: Register;
  readonly bookings: Bookings;
  readonly scheduleChanges: ScheduleChanges;
  readonly settings: BpjsSettingValues;
  /** The body as it was sent; JSON whatever its header says (section 2). */
  readonly body: string;
  /** Milliseconds. */
  readonly now: number;
  /** The day in western Indonesia, `yyyy-MM-dd`. */
  readonly today: string;
  /** What stands in the path where the pattern has a name in braces. */
  readonly named: (name: string) => string;
  /** Whether Antrean lists come as `{ "list": [ … ] }`. */
  readonly wrapsLists: boolean;
}

export interface Route {
  readonly method: string;
  readonly pattern: readonly string[];
  readonly find: (question: Question) => Finding;
}

/** `pattern` in the words of the document: `Peserta/nik/{nik}/tglSEP/{date}`. */
export function get(pattern: string, find: Route['find']): Route {
  return route('GET', pattern, find);
}

export function post(pattern: string, find: Route['find']): Route {
  return route('POST', pattern, find);
}

function route(method: string, pattern: string, find: Route['find']): Route {
  return { method, pattern: pattern.split('/').map((part) => (isName(part) ? part : part.toLowerCase())), find };
}

/** Path letters are compared without case (section 14, 7); longer literal matches come first in the lists. */
export function matchingRoute(routes: readonly Route[], method: string, parts: readonly string[]): Route | undefined {
  const lowerParts = parts.map((part) => part.toLowerCase());
  return routes.find(
    ({ method: wanted, pattern }) =>
      wanted === method &&
      pattern.length === parts.length &&
      pattern.every((part, index) => isName(part) || part === lowerParts[index]),
  );
}

export function namedPart({ pattern }: Route, parts: readonly string[], name: string): string {
  return parts[pattern.indexOf(`{${name}}`)] ?? '';
}

export function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isName(part: string): boolean {
  return part.startsWith('{');
}
