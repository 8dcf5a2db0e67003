import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ActionResult } from '../services/service.ts';
import type { EdgeRequest } from './read-handler.ts';

/** A caller that takes nothing for so long is not there any more, whatever its connection says. */
const PATIENCE_MS = 60_000;

/**
 * Writes piece by piece, each when the caller took the one before. A caller that leaves ends the making. What fails before
 * the first piece is a problem like any other; later the connection is reset, so that a part is never taken for the whole.
 */
export async function answerInPieces(
  { response, requestId }: Pick<EdgeRequest, 'response' | 'requestId'>,
  result: ActionResult & { readonly kind: 'stream' },
): Promise<void> {
  const pieces = result.pieces[Symbol.asyncIterator]();
  try {
    let next = await pieces.next();
    response.writeHead(200, downloadHeaders(requestId, result));
    for (; !next.done && !response.destroyed; next = await pieces.next()) {
      if (!response.write(next.value) && !(await drained(response))) break;
    }
    if (next.done) response.end();
    else leave(response);
  } catch (error) {
    if (response.headersSent) leave(response);
    throw error;
  } finally {
    await pieces.return?.();
  }
}

/** Resolves `false` where the caller left, or is taken to have. */
async function drained(response: ServerResponse): Promise<boolean> {
  const over = new AbortController();
  const giveUp = () => over.abort();
  const timer = setTimeout(giveUp, PATIENCE_MS);
  response.once('close', giveUp);
  try {
    if (response.destroyed) return false;
    await once(response, 'drain', { signal: over.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    response.off('close', giveUp);
  }
}

/** A reset and no plain end: to HTTP/1.0, as some proxies still speak it, an end is all there is to a complete answer. */
function leave(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
  response.destroy();
}

export function downloadHeaders(
  requestId: string,
  { type, name, inline = false }: { readonly type: string; readonly name: string; readonly inline?: boolean },
) {
  return {
    'Content-Type': type,
    // a file somebody uploaded is never run in the hub's own name
    'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${fileNameOf(name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': requestId,
  };
}

/** RFC 8187, whose own signs are more than those of an address. A name that turns its direction hides what kind of file it is. */
function fileNameOf(name: string): string {
  const plain = name.replace(/\p{Bidi_Control}/gu, '');
  return encodeURIComponent(plain).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
