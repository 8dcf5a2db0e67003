import { readRupiah } from '../rupiah.ts';
import type { WireField, WireFields } from './callback-fields.ts';
import { jakartaText, readSnapMoment } from './moments.ts';

export type Members = Readonly<Record<string, unknown>>;

export type ReadMembers =
  | { readonly kind: 'read'; readonly question: Members }
  | { readonly kind: 'missing' | 'malformed'; readonly name: string };

/** Every mandatory member is looked for before any form is judged (the SNAP notes, section 7.3). */
export function readMembers(fields: WireFields, members: Members): ReadMembers {
  const entries = Object.entries(fields);
  const missing = entries.find(([name, field]) => field.required && isBlank(givenIn(name, field, members)));
  if (missing) return { kind: 'missing', name: missing[0] };
  const question: Record<string, unknown> = {};
  for (const [name, field] of entries) {
    const value = givenIn(name, field, members);
    if (isBlank(value)) continue;
    const read = readers[field.as](value, field);
    if (read === undefined) return { kind: 'malformed', name };
    if (field.asked !== undefined) question[field.asked] = read;
  }
  return { kind: 'read', question };
}

function givenIn(name: string, { or }: WireField, members: Members): unknown {
  const value = memberOf(members, name);
  return isBlank(value) && or !== undefined ? memberOf(members, or) : value;
}

/** Only what the call itself says: a member named like something every object has is not there. */
export function memberOf(members: Members, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

type Reader = (value: unknown, field: WireField) => unknown;

/** `undefined`: it is malformed. */
const readers: Readonly<Record<WireField['as'], Reader>> = {
  /** A JSON number may have lost its zeros. */
  digits: (value, field) => (typeof value === 'string' && /^\d+$/.test(value) ? short(value, field) : undefined),
  /** With the spaces it is padded with, or trimmed by a framework on its way (section 6). */
  account: (value, field) =>
    typeof value === 'string' && /^ *\d+ *$/.test(value) && short(value, field) ? value.trim() : undefined,
  text: (value, field) => (typeof value === 'string' ? short(value, field) : undefined),
  number: (value, field) =>
    typeof value === 'number' || typeof value === 'string'
      ? /^\d+$/.test(String(value))
        ? short(String(value), field)
        : undefined
      : undefined,
  amount: (value) => readAmount(value),
  moment: (value) => {
    const at = typeof value === 'string' ? readSnapMoment(value.trim()) : undefined;
    return at && jakartaText(at);
  },
  list: (value) => (Array.isArray(value) ? value : undefined),
  object: (value) => asMembers(value),
};

function short(text: string, { most = 255 }: WireField): string | undefined {
  return text.length <= most ? text : undefined;
}

const AMOUNT = /^\d{1,16}\.\d{2}$/;

/** `{"value":"125000.00","currency":"IDR"}`: text with two decimals, never a JSON number; sen are refused (section 6). */
export function readAmount(value: unknown): number | undefined {
  const { value: text, currency } = asMembers(value) ?? {};
  if (typeof text !== 'string' || !AMOUNT.test(text) || currency !== 'IDR') return undefined;
  return readRupiah(text);
}

export function writeAmount(amount: number): Members {
  return { value: `${amount}.00`, currency: 'IDR' };
}

export function asMembers(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}
