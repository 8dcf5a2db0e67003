import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import pLimit from 'p-limit';

/** Parameters of scrypt (RFC 7914). A hash takes 128 × N × r bytes of memory while it is made. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

export interface Passwords {
  /** `scrypt$N$r$p$salt$key`: what it takes to check it, so that a later version may ask for more. */
  hash(password: string): Promise<string>;
  /** Takes as long where there is no hash to compare with: how long it took must not say that a name is wrong. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
}

/** 32 MiB and a third of a second of one core. OWASP Password Storage Cheat Sheet, "scrypt", its third choice. */
const COST: ScryptCost = { N: 32_768, r: 8, p: 3 };
/** Each takes one of the four threads that files and names of hosts wait for as well. */
const AT_ONCE = 2;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const SHORTEST = 12;
const LONGEST = 200;

export function createPasswords(cost: ScryptCost = COST): Passwords {
  const oneOfFew = pLimit(AT_ONCE);
  const derive = (password: string, salt: Buffer, { N, r, p }: ScryptCost) =>
    oneOfFew(() => deriveKey(password.normalize('NFKC'), salt, { N, r, p, maxmem: 256 * N * r }));
  const nobody = { cost, salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) };
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const key = await derive(password, salt, cost);
      return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
    },
    async matches(password, hash) {
      const known = hash === undefined ? nobody : takeApart(hash);
      const given = password.length <= LONGEST * 4 ? password : ''; // no good one is longer, and hashing it would take time
      const key = await derive(given, known.salt, known.cost);
      return key.length === known.key.length && timingSafeEqual(key, known.key);
    },
  };
}

/** What is wrong with a password that somebody wants to have, in both languages; `undefined`: nothing. */
export function passwordMistake(
  password: string,
  name: string,
): { readonly id: string; readonly en: string } | undefined {
  const length = Array.from(password.normalize('NFKC')).length;
  if (length < SHORTEST)
    return {
      id: `Kata sandi harus terdiri atas sekurang-kurangnya ${SHORTEST} karakter.`,
      en: `a password has at least ${SHORTEST} characters`,
    };
  if (length > LONGEST)
    return { id: `Kata sandi paling banyak ${LONGEST} karakter.`, en: `a password has at most ${LONGEST} characters` };
  if (password.toLowerCase() === name)
    return { id: 'Kata sandi tidak boleh sama dengan nama masuk.', en: 'the password must not be the name' };
  if (password === DEMO_PASSWORD)
    return { id: 'Kata sandi contoh diketahui semua orang; pilih yang lain.', en: 'everybody knows the demo password' };
  return undefined;
}

/** Of the operator that development starts with. Everybody knows it: nobody else may have it. */
export const DEMO_PASSWORD = 'simpul-demo-konsol';

function takeApart(hash: string) {
  const [kind, N, r, p, salt = '', key = ''] = hash.split('$');
  if (kind !== 'scrypt' || key === '') throw new Error('access: this is not the hash of a password');
  const cost: ScryptCost = { N: Number(N), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
}

function deriveKey(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
