import { createHash, createHmac, createSign, createVerify, timingSafeEqual } from 'node:crypto';

/**
 * Signatures as the SNAP notes print them (sections 3 and 5), written from their vectors and not from the connector: the
 * two must not be able to share a mistake.
 */
export interface Sealed {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly timestamp: string;
}
export type Encoding = 'base64' | 'hex';

/** String literals stay as they are; blanks between them go. */
const LITERAL_OR_BLANKS = /"(?:\\[\s\S]|[^"\\])*"|[ \t\r\n]+/g;

export function withoutBlanks(json: string): string {
  return json.replace(LITERAL_OR_BLANKS, (piece) => (piece.startsWith('"') ? piece : ''));
}

export function hashOf(body: string): string {
  return createHash('sha256')
    .update(Buffer.from(withoutBlanks(body), 'utf8'))
    .digest('hex');
}

export function textWithToken({ method, path, body, timestamp }: Sealed, token: string): string {
  return [method, path, token, hashOf(body), timestamp].join(':');
}

export function textWithoutToken({ method, path, body, timestamp }: Sealed): string {
  return [method, path, hashOf(body), timestamp].join(':');
}

export function hmac(text: string, secret: string, encoding: Encoding): string {
  return createHmac('sha512', secret).update(text).digest(encoding);
}

export function rsa(text: string, privateKey: string, encoding: Encoding): string {
  return createSign('RSA-SHA256').update(text).end().sign(privateKey, encoding);
}

export function isHmac(text: string, secret: string, given: string, encoding: Encoding): boolean {
  const wanted = Buffer.from(hmac(text, secret, encoding));
  const sent = Buffer.from(encoding === 'hex' ? given.toLowerCase() : given);
  return sent.length === wanted.length && timingSafeEqual(sent, wanted);
}

export function isRsa(text: string, publicKey: string, given: string, encoding: Encoding): boolean {
  const bytes = Buffer.from(given, encoding);
  if (bytes.toString(encoding) !== (encoding === 'hex' ? given.toLowerCase() : given)) return false;
  return createVerify('RSA-SHA256').update(text).end().verify(publicKey, bytes);
}
