import { wireJson } from '../../sandbox-kit/wire-json.ts';

/** One partner's keys, as BNI keeps them. */
export interface PartnerKeys {
  readonly clientId: string;
  readonly secretKey: string;
}

export interface Opened {
  /** Unix seconds by the sender's clock. */
  readonly sentAt: number;
  readonly value: unknown;
}

/** The plain bytes and what they are after each key: the rows of the table in section 3.3 of the eCollection notes. */
export interface Stages {
  readonly plain: readonly number[];
  readonly afterClientId: readonly number[];
  readonly afterSecretKey: readonly number[];
}

/** Section 3.1, step by step. `at` is in Unix seconds. */
export function stagesOf(value: unknown, { clientId, secretKey }: PartnerKeys, at: number): Stages {
  const plain = bytesOf(plainOf(value, at));
  const afterClientId = plain.map((byte, place) => (byte + keyByte(clientId, place)) % 128);
  const afterSecretKey = afterClientId.map((byte, place) => (byte + keyByte(secretKey, place)) % 128);
  return { plain, afterClientId, afterSecretKey };
}

export function seal(value: unknown, keys: PartnerKeys, at: number): string {
  return written(stagesOf(value, keys, at).afterSecretKey);
}

/** Step 6. */
export function written(bytes: readonly number[]): string {
  const base64 = Buffer.from(bytes).toString('base64');
  return base64.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
}

/** What PHP's decoder makes of it; `undefined` where there is no time or no object in it (section 3.2). */
export function open(data: string, { clientId, secretKey }: PartnerKeys): Opened | undefined {
  const base64 = data.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = [...Buffer.from(base64, 'base64')];
  const plain = bytes
    .map((byte, place) => (byte - keyByte(clientId, place) + 256) % 128)
    .map((byte, place) => (byte - keyByte(secretKey, place) + 256) % 128);
  const text = String.fromCharCode(...plain);
  const dot = text.indexOf('.');
  const time = text.slice(0, Math.max(0, dot));
  if (!/^[0-9]+$/.test(time)) return undefined;
  try {
    return { sentAt: Number(turned(time)), value: JSON.parse(text.slice(dot + 1)) };
  } catch {
    return undefined;
  }
}

/** Section 3.1, step 4: `(i mod L) - 1`, where -1 is the last character. */
function keyByte(key: string, place: number): number {
  const character = (place % key.length) - 1;
  return key.charCodeAt(character === -1 ? key.length - 1 : character);
}

export function plainOf(value: unknown, at: number): string {
  return `${turned(String(at))}.${phpJson(value)}`;
}

/** As PHP writes it: `\/`, and `\uXXXX` for everything above one byte (section 3.1, step 2). */
function phpJson(value: unknown): string {
  let json = '';
  for (const unit of wireJson(value).split('')) {
    const code = unit.charCodeAt(0);
    if (unit === '/') json += '\\/';
    else json += code < 128 ? unit : `\\u${`000${code.toString(16)}`.slice(-4)}`;
  }
  return json;
}

function turned(text: string): string {
  return text.split('').toReversed().join('');
}

function bytesOf(text: string): number[] {
  return text.split('').map((character) => character.charCodeAt(0));
}
