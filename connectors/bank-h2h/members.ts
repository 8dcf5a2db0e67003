import type { CallbackRequest } from '../callback.ts';
import { parseExactJson } from '../exact-json.ts';

export type Members = Readonly<Record<string, unknown>>;

/** The body of a call: a JSON object, or a form where its header says so; `undefined`: neither. No body has no members. */
export function bodyOf({ body, headers }: CallbackRequest): Members | undefined {
  if (body.trim() === '') return {};
  if (/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? ''))
    return Object.fromEntries(new URLSearchParams(body));
  try {
    const value = parseExactJson(body); // a NOP sent as a number keeps its digits
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}
