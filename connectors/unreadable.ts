import type { Drift, Reply } from './connector.ts';

/** An answer that cannot be read: the one thing about it that should have been another. */
export function damaged(httpStatus: number, path: string, expected: string, got: string): Reply {
  const drift: Drift = { kind: 'breaking', path, expected, got };
  return { payload: undefined, httpStatus, damage: [drift] };
}

const GONE: readonly number[] = [404, 405, 410];

/** Nobody is at home at this address, unless the upstream itself wrote the answer: how it writes is the connector's to know. */
export function isGoneStatus(httpStatus: number): boolean {
  return GONE.includes(httpStatus);
}

/** "Not Found" that no application wrote: the path, or the method on it, is not there any more, and nothing was done. */
export function pathGone(httpStatus: number): Reply {
  return { ...damaged(httpStatus, '(path)', 'a path that is answered', `HTTP ${httpStatus}`), notDone: true };
}

export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value;
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
