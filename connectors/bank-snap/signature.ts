import { createHash, createHmac, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto';

export type SignatureEncoding = 'base64' | 'hex';

/** What a transaction signature covers, as it goes over the wire (the SNAP notes, section 5). */
export interface SignedRequest {
  readonly method: string;
  /** After host and port, with the query, in the form sent. */
  readonly path: string;
  /** The very text; `''` where there is none. */
  readonly body: string;
  /** The header, character for character. */
  readonly timestamp: string;
}

const BLANKS: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n']);

/**
 * Drops space, tab, CR and LF outside string literals and changes nothing else: parsing and writing again would change
 * `10000.00`, `\/` and `\u00e9`, and lose double members and digits (the SNAP notes, section 5.1).
 */
export function minify(json: string): string {
  let made = '';
  let from = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const one = json[at] ?? '';
    if (inText && one === '\\') at += 1;
    else if (one === '"') inText = !inText;
    else if (!inText && BLANKS.has(one)) {
      made += json.slice(from, at);
      from = at + 1;
    }
  }
  return from === 0 ? json : made + json.slice(from);
}

/** Lower-case hex; of no body, that of the empty text. */
export function bodyHash(body: string): string {
  return createHash('sha256').update(minify(body), 'utf8').digest('hex');
}

/** Type 1 (section 5.1). `token` is without the word Bearer. */
export function symmetricText({ method, path, body, timestamp }: SignedRequest, token: string): string {
  return `${method.toUpperCase()}:${path}:${token}:${bodyHash(body)}:${timestamp}`;
}

/** Type 2, without a token (section 5.2). */
export function asymmetricText({ method, path, body, timestamp }: SignedRequest): string {
  return `${method.toUpperCase()}:${path}:${bodyHash(body)}:${timestamp}`;
}

/** What the request for a token is signed over (section 3). */
export function clientText(clientId: string, timestamp: string): string {
  return `${clientId}|${timestamp}`;
}

/** HMAC-SHA512. The secret is used as its characters, even where it looks like base64. */
export function signSymmetric(text: string, secret: string): Buffer {
  return createHmac('sha512', Buffer.from(secret, 'utf8')).update(text, 'utf8').digest();
}

/** RSA PKCS#1 v1.5 with SHA-256. */
export function signAsymmetric(text: string, privateKey: KeyObject): Buffer {
  return sign('sha256', Buffer.from(text, 'utf8'), privateKey);
}

export function encodeSignature(bytes: Buffer, encoding: SignatureEncoding): string {
  return bytes.toString(encoding);
}

/**
 * `undefined` for what this encoding never writes: Node skips what is no base64, and the last letter of base64 has bits
 * that mean nothing, so that several texts would be the same bytes. Hex may have either case.
 */
export function decodeSignature(text: string, encoding: SignatureEncoding): Buffer | undefined {
  const bytes = Buffer.from(text, encoding);
  const written = bytes.toString(encoding);
  return bytes.length > 0 && written === (encoding === 'hex' ? text.toLowerCase() : text) ? bytes : undefined;
}

export function isSignedSymmetric(text: string, secret: string, signature: Buffer): boolean {
  const wanted = signSymmetric(text, secret);
  return signature.length === wanted.length && timingSafeEqual(signature, wanted);
}

export function isSignedAsymmetric(text: string, publicKey: KeyObject, signature: Buffer): boolean {
  return verify('sha256', Buffer.from(text, 'utf8'), publicKey, signature);
}
