import { generateKeyPairSync } from 'node:crypto';

export interface KeyTexts {
  readonly privateKey: string;
  readonly publicKey: string;
}

const made = new Map<string, KeyTexts>();

/** An RSA pair as PEM, by whose it is: made when it is first wanted, the same until the process ends, written nowhere. */
export function keysOf(whose: string): KeyTexts {
  const keys = made.get(whose) ?? pair();
  made.set(whose, keys);
  return keys;
}

function pair(): KeyTexts {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKey, publicKey };
}
