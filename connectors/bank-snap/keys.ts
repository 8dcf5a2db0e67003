import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Keys by the setting they came from: reading one costs more than a signature's check. */
const privateKeys = new Map<string, KeyObject>();
const publicKeys = new Map<string, KeyObject>();

/** `setting` is PEM text or the path of a file with it. Throws an Error that shows neither. */
export function privateKeyOf(setting: string): KeyObject {
  return kept(privateKeys, setting, 'private key', createPrivateKey);
}

/** The same of a public key; a certificate will do. */
export function publicKeyOf(setting: string): KeyObject {
  return kept(publicKeys, setting, 'public key', createPublicKey);
}

function kept(keys: Map<string, KeyObject>, setting: string, what: string, read: (pem: string) => KeyObject) {
  const there = keys.get(setting);
  if (there) return there;
  const key = rsaKey(setting, what, read);
  keys.set(setting, key);
  return key;
}

function rsaKey(setting: string, what: string, read: (pem: string) => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read(pemOf(setting));
  } catch {
    throw new Error(`the ${what} of this bank cannot be read`); // the cause may show a path or the key's text
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`the ${what} of this bank is no RSA key`);
  return key;
}

/** An environment variable often holds its line breaks as `\n`. */
function pemOf(setting: string): string {
  return setting.includes('-----BEGIN') ? setting.replaceAll('\\n', '\n') : readFileSync(setting, 'utf8');
}
