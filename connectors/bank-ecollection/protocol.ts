import type { BankEcollectionConfig } from '../../openapi/generated/config.ts';
import { parseExactJson, writeExactJson } from '../exact-json.ts';

/** What encodes and decodes on both sides; both are texts, and their case counts. */
export interface Keys {
  readonly clientId: string;
  readonly secretKey: string;
}

/**
 * An object as BNI eCollection sends it (the eCollection notes, section 3.1): reversed Unix seconds, a dot and ASCII JSON,
 * both keys added to it byte by byte, in the alphabet of base64url without padding. It keeps nobody out who has seen one
 * message, and whoever changes a byte changes that byte of the content (section 9).
 */
export function encode(value: unknown, keys: Keys, now: Date): string {
  return addKeys(Buffer.from(plainText(value, now), 'ascii'), keys).toString('base64url');
}

export function plainText(value: unknown, now: Date): string {
  return `${reversed(String(unixSeconds(now)))}.${asciiJson(value)}`;
}

/** Stage by stage in section 3.3: the client id first, then the secret key. */
export function addKeys(bytes: Uint8Array, { clientId, secretKey }: Keys): Buffer {
  return addKey(addKey(bytes, clientId), secretKey);
}

/** The key turned right by one: position 0 takes its last byte, position 1 the first. */
export function addKey(bytes: Uint8Array, key: string): Buffer {
  const turned = turnedKey(key);
  return Buffer.from(bytes.map((byte, index) => (byte + (turned[index % turned.length] ?? 0)) % 128));
}

function subtractKey(bytes: Uint8Array, key: string): Buffer {
  const turned = turnedKey(key);
  return Buffer.from(bytes.map((byte, index) => (byte - (turned[index % turned.length] ?? 0) + 256) % 128));
}

/** Throws a RangeError for an empty key, which would send everything in clear text. */
function turnedKey(key: string): Uint8Array {
  const bytes = Buffer.from(key, 'utf8');
  const last = bytes.at(-1);
  if (last === undefined) throw new RangeError('an empty key encodes nothing');
  return Uint8Array.of(last, ...bytes.subarray(0, -1));
}

const ABOVE_ASCII = /[\u0080-\uffff]/g;

/** JSON whose every character is one byte below 128: the addition drops the top bit of all others (section 3.4). */
function asciiJson(value: unknown): string {
  return writeExactJson(value).replace(ABOVE_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export type Decoded =
  | { readonly kind: 'opened'; readonly value: Readonly<Record<string, unknown>> }
  /** Another key, or cut short. */
  | { readonly kind: 'unreadable' }
  /** Readable, and older or newer than the window allows: a clock is wrong, or it is an old message again. */
  | { readonly kind: 'outside-window' };

/** In both alphabets, with padding or without it: the reference decoders take them all (section 3.2). */
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const PLAIN = /^(\d{1,12})\.(.*)$/s;

/** The reverse. A sender's clock may be off by `windowSeconds` either way, that second included. */
export function decode(
  data: string,
  keys: Keys,
  clock: { readonly now: Date; readonly windowSeconds: number },
): Decoded {
  if (!BASE64.test(data)) return UNREADABLE;
  const bytes = subtractKey(subtractKey(Buffer.from(data, 'base64'), keys.clientId), keys.secretKey);
  const [, turnedTime, json] = PLAIN.exec(bytes.toString('latin1')) ?? [];
  const value = json === undefined ? undefined : parsedObject(json);
  if (turnedTime === undefined || value === undefined) return UNREADABLE;
  const off = unixSeconds(clock.now) - Number(reversed(turnedTime));
  return Math.abs(off) > clock.windowSeconds ? { kind: 'outside-window' } : { kind: 'opened', value };
}

const UNREADABLE: Decoded = { kind: 'unreadable' };

function parsedObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asRecord(parseExactJson(json));
  } catch {
    return undefined; // what a wrong key makes of it
  }
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

function unixSeconds(now: Date): number {
  return Math.floor(now.getTime() / 1000);
}

/** At most so many characters, of what a payer may have made longer (section 4.1). */
const LONGEST: ReadonlyMap<string, number> = new Map([
  ['customer_name', 255],
  ['description', 100],
]);
/** An expiry of a mapping that means "as soon as the bank lets it be". */
const SOON = 'segera';
const FRACTION = /\.\d+(?=Z|[+-]\d{2}:?\d{2}$)/;

/**
 * The object that is encoded: what the mapping says, and what every request has. An open bill has no amount (code 011);
 * a change says neither type nor number of the account, which cannot change (section 4.3), so `billing_type` is there
 * for the amount only.
 */
export function requestOf(
  body: Readonly<Record<string, unknown>>,
  { clientId, closeAfterSeconds }: BankEcollectionConfig,
  now: Date,
): Readonly<Record<string, unknown>> {
  const { type, billing_type: billingType, ...others } = body;
  const made: Record<string, unknown> = { type, client_id: clientId, ...others };
  if (billingType === 'o') made.trx_amount = '0';
  if (billingType !== undefined && type !== 'updatebilling') made.billing_type = billingType;
  for (const [name, longest] of LONGEST) if (typeof made[name] === 'string') made[name] = cut(made[name], longest);
  const { datetime_expired: expiry } = made;
  if (expiry === SOON) made.datetime_expired = jakartaTime(new Date(now.getTime() + closeAfterSeconds * 1000));
  else if (typeof expiry === 'string') made.datetime_expired = expiry.replace(FRACTION, '');
  return made;
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : Array.from(text).slice(0, longest).join('').trimEnd();
}

const WIB_MS = 7 * 3_600_000;

function jakartaTime(at: Date): string {
  return `${new Date(at.getTime() + WIB_MS).toISOString().slice(0, 19)}+07:00`;
}

/** What stands around the data (section 2); the prefix where the contract has one. */
export function envelopeOf(data: string, { clientId, prefix }: BankEcollectionConfig): string {
  return JSON.stringify({ client_id: clientId, ...(prefix === undefined ? {} : { prefix }), data });
}

const NUMBER_LENGTH = 16;

/** How account numbers of this contract are made (section 4.1): prefix, client id, and digits of the city's own. */
export function numbering({ clientId, prefix, numberPrefix }: BankEcollectionConfig) {
  const before = (prefix ?? numberPrefix) + clientId;
  return { before, ownDigits: NUMBER_LENGTH - before.length };
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
