import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import LZString from 'lz-string';

/** One caller within one second: signature and key depend on nothing else (sections 2 and 4). */
export interface SecondOfCaller {
  readonly signature: string;
  /** A key object: with the bare bytes, Node would make a new one for every answer, which costs more than sealing it. */
  readonly key: KeyObject;
  readonly iv: Buffer;
}

const seconds = new LRUCache<string, SecondOfCaller>({ max: 2_000 });

/** Derived once per second and caller: a load test asks thousands of times within one. */
export function secondOfCaller(consumerId: string, consumerSecret: string, timestamp: string): SecondOfCaller {
  const name = `${consumerId}&${timestamp}&${consumerSecret}`;
  const known = seconds.get(name);
  if (known) return known;
  const signature = createHmac('sha256', consumerSecret).update(`${consumerId}&${timestamp}`).digest('base64');
  const derived = { signature, ...keyFrom(consumerId + consumerSecret + timestamp) };
  seconds.set(name, derived);
  return derived;
}

export function keyFrom(keyText: string): Pick<SecondOfCaller, 'key' | 'iv'> {
  const bytes = createHash('sha256').update(keyText).digest();
  return { key: createSecretKey(bytes), iv: bytes.subarray(0, 16) };
}

export function compressed(json: string): string {
  return LZString.compressToEncodedURIComponent(json);
}

export function sealed(compressedText: string, { key, iv }: Pick<SecondOfCaller, 'key' | 'iv'>): string {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return cipher.update(compressedText, 'latin1', 'base64') + cipher.final('base64');
}

/** Sealed with a key that the caller does not have, found so that the caller's own accepts the padding (section 4, traps). */
export function sealedUnluckily(compressedText: string, caller: SecondOfCaller): string {
  for (let attempt = 1; ; attempt += 1) {
    const text = sealed(compressedText, keyFrom(`a key nobody was given ${attempt}`));
    if (acceptsPadding(text, caller)) return text;
  }
}

/** One key in about 256 does. */
function acceptsPadding(text: string, { key, iv }: SecondOfCaller): boolean {
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  decipher.update(text, 'base64');
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}
