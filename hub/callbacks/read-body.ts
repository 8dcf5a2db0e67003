import type { IncomingMessage } from 'node:http';

export type ReadBody =
  | { readonly kind: 'read'; readonly body: string }
  | { readonly kind: 'too-large' }
  /** The caller went away, or sent too slowly. */
  | { readonly kind: 'broken' };

/** Reads a body of at most `mostBytes` within `withinMs`. Never rejects. */
export function readBody(request: IncomingMessage, mostBytes: number, withinMs: number): Promise<ReadBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => end({ kind: 'broken' }), withinMs);
    const end = (read: ReadBody) => {
      clearTimeout(timer);
      request.off('data', take).off('end', whole).off('close', broken).off('error', broken);
      request.on('error', () => {}); // whoever goes away now goes unheard
      resolve(read);
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) end({ kind: 'too-large' });
      else chunks.push(chunk);
    };
    const whole = () => end({ kind: 'read', body: Buffer.concat(chunks).toString('utf8') });
    const broken = () => end({ kind: 'broken' });
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) {
      end({ kind: 'too-large' });
      return;
    }
    request.on('data', take).on('end', whole).on('close', broken).on('error', broken);
  });
}
