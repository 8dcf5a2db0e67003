import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import LZString from 'lz-string';
import { request } from 'undici';

/** A client written for these tests from the BPJS notes alone, sharing no line with the connector or the sandbox. */
export interface Caller {
  readonly consumerId: string;
  readonly secret: string;
  readonly userKey?: string;
  readonly timestamp?: string;
  readonly signature?: string;
}

export const first: Caller = { consumerId: '1000', secret: 'contoh-rahasia', userKey: 'kunci-vclaim-1000' };
export const second: Caller = { consumerId: '2000', secret: 'rahasia-kedua', userKey: 'kunci-vclaim-2000' };
export const firstQueue: Caller = { ...first, userKey: 'kunci-antrean-1000' };
export const secondQueue: Caller = { ...second, userKey: 'kunci-antrean-2000' };

export interface Heard {
  readonly status: number;
  readonly text: string;
  readonly timestamp: string;
}

export async function call(
  url: string,
  path: string,
  caller: Caller = first,
  method: 'GET' | 'POST' = 'GET',
  body?: object,
): Promise<Heard> {
  const { consumerId, secret, userKey, timestamp = String(Math.floor(Date.now() / 1000)) } = caller;
  const signature = createHmac('sha256', secret).update(`${consumerId}&${timestamp}`).digest('base64');
  const headers = {
    'X-cons-id': consumerId,
    'X-timestamp': timestamp,
    'X-signature': caller.signature ?? signature,
    ...(userKey !== undefined && { user_key: userKey }),
  };
  const answer = await request(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: answer.statusCode, text: await answer.body.text(), timestamp };
}

/** The three steps of section 4, on the text of `response`. */
export function opened(sealed: string, { consumerId, secret }: Caller, timestamp: string): string | null {
  const key = createHash('sha256').update(`${consumerId}${secret}${timestamp}`).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  const compressed = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]);
  return LZString.decompressFromEncodedURIComponent(compressed.toString('latin1'));
}

/** The payload of a sealed success; with a body, of a POST. */
export async function read(url: string, path: string, caller: Caller = first, body?: object): Promise<unknown> {
  const { text, timestamp } = await call(url, path, caller, body ? 'POST' : 'GET', body);
  const { response } = JSON.parse(text) as { response: string };
  return JSON.parse(opened(response, caller, timestamp) ?? '');
}
