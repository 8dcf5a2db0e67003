import { createHmac } from 'node:crypto';

export interface Consumer {
  readonly id: string;
  readonly secret: string;
}

/**
 * The three headers every call carries. `X-timestamp` is Unix time in whole seconds, UTC. The interface of 1.1 knows no
 * `user_key`.
 */
export function signedHeaders({ id, secret }: Consumer, now: Date): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return { 'X-cons-id': id, 'X-timestamp': timestamp, 'X-signature': signature(`${id}&${timestamp}`, secret) };
}

/** Standard base64 of the HMAC-SHA256, not encoded for a URL. */
export function signature(message: string, secret: string): string {
  return createHmac('sha256', secret).update(message).digest('base64');
}
