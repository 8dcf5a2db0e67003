import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/**
 * Personal payloads at rest: AES-256-GCM under a key that the store's files do not hold.
 *
 * Sealed bytes: version 1, length of the key id, key id, nonce (12), tag (16), ciphertext. The header and the context are
 * authenticated with the payload, so nothing sealed for one person opens as another's.
 * Nonces are random: renew the key before it has sealed 2^32 payloads (NIST SP 800-38D, section 8.3).
 */
export interface Sealing {
  /** `context` names what the payload belongs to, for instance the key of its snapshot; it is needed to open it again. */
  seal(plaintext: string | Uint8Array, context: string): Uint8Array;
  /** Throws a `SealError` for an unknown key, altered bytes or another context. */
  open(sealed: Uint8Array, context: string): Buffer;
}

export interface SealingKey {
  /** Stored in clear beside what it sealed. */
  readonly id: string;
  readonly secret: string;
}

/** Never carries any of the payload, its context or a key. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const NONCES_AT_ONCE = 340;
let nonces = Buffer.alloc(0);
let used = 0;

/** Asking the system for twelve bytes costs as much as sealing a small payload: they are fetched by the page. */
function nextNonce(): Buffer {
  if (used >= nonces.length) {
    nonces = randomBytes(NONCE_BYTES * NONCES_AT_ONCE);
    used = 0;
  }
  const nonce = nonces.subarray(used, used + NONCE_BYTES);
  used += NONCE_BYTES;
  return nonce;
}

/** The first key seals, every key opens: a new key goes first, and the old one stays until nothing sealed with it is left. */
export function createSealing({ keys }: { readonly keys: readonly SealingKey[] }): Sealing {
  const [current] = keys;
  if (current === undefined) throw new SealError('sealing: no key is set');
  const known = new Map(keys.map(({ id, secret }) => [id, deriveKey(secret, 'simpul sealing 1')]));
  if (known.size < keys.length) throw new SealError('sealing: two keys have the same id');
  const header = createHeader(current.id);

  return {
    seal(plaintext, context) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', keyOf(known, current.id), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(authenticated(header, context));
      const ciphertext = Buffer.concat([
        typeof plaintext === 'string' ? cipher.update(plaintext, 'utf8') : cipher.update(plaintext),
        cipher.final(),
      ]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), ciphertext]);
    },
    open(sealed, context) {
      const { header, id, nonce, tag, ciphertext } = takeApart(sealed);
      const decipher = createDecipheriv('aes-256-gcm', keyOf(known, id), nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(authenticated(header, context));
      decipher.setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
      } catch (cause) {
        throw new SealError('sealing: the payload was altered, or sealed for another context or key', { cause });
      }
    },
  };
}

/** What a hub seals, hashes and signs with: the same for every process and command that works on its data. */
export function sealsOf(secretKey: string) {
  const keyedHash = createKeyedHash(secretKey);
  return {
    keyedHash,
    sealing: createSealing({ keys: [{ id: keyedHash('sealing key').slice(0, 8), secret: secretKey }] }),
    auditKey: deriveKey(secretKey, 'simpul audit 1'),
  };
}

/** Finds what belongs to one person without storing who it is. The same secret may serve for sealing: the keys differ. */
export function createKeyedHash(secret: string): (text: string) => string {
  const key = deriveKey(secret, 'simpul keyed hash 1');
  return (text) => createHmac('sha256', key).update(text, 'utf8').digest('base64url');
}

/** One secret, one key per use (RFC 5869): knowing one of the keys says nothing about the others. */
function deriveKey(secret: string, use: string): KeyObject {
  if (secret === '') throw new SealError('sealing: a secret is empty');
  // bytes would be made into a key object again at every use, which costs five times as much as the hash itself
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', use, 32)));
}

function keyOf(known: ReadonlyMap<string, KeyObject>, id: string): KeyObject {
  const key = known.get(id);
  if (key === undefined) throw new SealError('sealing: the payload was sealed with a key that is not known here');
  return key;
}

function createHeader(keyId: string): Buffer {
  const id = Buffer.from(keyId, 'utf8');
  if (id.length === 0 || id.length > 255) throw new SealError('sealing: the id of a key has 1 to 255 bytes');
  return Buffer.concat([Buffer.of(VERSION, id.length), id]);
}

function takeApart(sealed: Uint8Array) {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const headerEnd = 2 + (bytes[1] ?? 0);
  const nonceEnd = headerEnd + NONCE_BYTES;
  const tagEnd = nonceEnd + TAG_BYTES;
  if (bytes[0] !== VERSION || bytes.length < tagEnd) throw new SealError('sealing: this is not a sealed payload');
  return {
    header: bytes.subarray(0, headerEnd),
    id: bytes.toString('utf8', 2, headerEnd),
    nonce: bytes.subarray(headerEnd, nonceEnd),
    tag: bytes.subarray(nonceEnd, tagEnd),
    ciphertext: bytes.subarray(tagEnd),
  };
}

/** The header says its own length, so header and context cannot be divided in another way. */
function authenticated(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context, 'utf8')]);
}
