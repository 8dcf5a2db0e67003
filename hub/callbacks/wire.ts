import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackRequest, CallbackResponse } from '../../connectors/callback.ts';
import { PREFIX, type Route } from './routes.ts';

export function requestOf(request: IncomingMessage, { pathNames }: Route, body: string): CallbackRequest {
  const url = request.url ?? '';
  const [path = ''] = url.slice(PREFIX.length - 1).split('?', 1);
  const mark = url.indexOf('?');
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')] as const);
  return {
    method: request.method ?? '',
    url,
    path: path.slice(Math.max(0, path.indexOf('/', 1))),
    pathNames,
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers: Object.fromEntries(headers),
    body,
    from: addressOf(request),
  };
}

/** Who called, as the connection says: a proxy's address where there is one in between. */
export function addressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? '';
}

export function send(response: ServerResponse, { status, headers, body }: CallbackResponse): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** No upstream's form is known here: whoever set up the address reads it. */
export function refuseAddress(response: ServerResponse, allowed: readonly string[] | undefined): void {
  const reason = allowed
    ? `Alamat ini hanya menerima ${allowed.join(', ')}.`
    : 'Tidak ada panggilan balik di alamat ini.';
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    connection: 'close', // whatever body is on its way is not wanted
    ...(allowed ? { allow: allowed.join(', ') } : {}),
  };
  send(response, { status: allowed ? 405 : 404, headers, body: JSON.stringify({ message: reason }) });
}
