import { VClaimUnreadable } from './errors.ts';

/** A value together with its place, so that a complaint can say where. */
export interface Place {
  readonly value: unknown;
  readonly at: string;
}

/** The member `name`. A member the catalogue lists is always there, if only as null. */
export function member({ value, at }: Place, name: string): Place {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new VClaimUnreadable(at, 'no object');
  const place = `${at}.${name}`;
  if (!Object.hasOwn(value, name)) throw new VClaimUnreadable(place, 'missing');
  return { value: (value as Readonly<Record<string, unknown>>)[name], at: place };
}

export function text({ value, at }: Place): string {
  if (typeof value !== 'string') throw new VClaimUnreadable(at, 'no text');
  return value;
}

export function textOrNull(place: Place): string | null {
  return place.value === null ? null : text(place);
}

export function oneOf<const Choice extends string>(place: Place, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text(place));
  if (found === undefined) throw new VClaimUnreadable(place.at, `none of ${choices.join(', ')}`);
  return found;
}

/** `yyyy-MM-dd`, a day that exists. */
export function date(place: Place): string {
  const value = text(place);
  const time = Date.parse(`${value}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(time) || !new Date(time).toISOString().startsWith(value)) {
    throw new VClaimUnreadable(place.at, 'no date');
  }
  return value;
}

/** Digits only, leading zeros kept: a number that is a name. */
export function digits(place: Place, count: number): string {
  const value = text(place);
  if (value.length !== count || !/^\d+$/.test(value)) throw new VClaimUnreadable(place.at, `not ${count} digits`);
  return value;
}

export function list({ value, at }: Place): readonly Place[] {
  if (!Array.isArray(value)) throw new VClaimUnreadable(at, 'no list');
  return value.map((item, index) => ({ value: item, at: `${at}[${index}]` }));
}
