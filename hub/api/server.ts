import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { sendProblem } from './answering.ts';
import { Problem, problemBody } from './problems.ts';
import { requestIdOf } from './request-id.ts';

const LONGEST_ADDRESS = 4096;
const MOST_HEADER_BYTES = 16_384;
const SWEEP_MS = 50;

export interface ApiServer {
  readonly port: number;
  /** Stops taking connections, lets requests end, and closes what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Listens, with every size and time bounded. Rejects with a readable Error when the port is taken. */
export async function listen(app: RequestListener, host: string, port: number): Promise<ApiServer> {
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES, keepAliveTimeout: 65_000 }, (request, response) => {
    if ((request.url?.length ?? 0) <= LONGEST_ADDRESS) app(request, response);
    else
      sendProblem(
        response,
        new Problem('alamat-terlalu-panjang', { detail: `Alamat paling banyak ${LONGEST_ADDRESS} karakter.` }),
        requestIdOf(request.headers['x-request-id']),
      );
  });
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
  server.on('clientError', refuse);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: (graceMs) => close(server, graceMs),
  };
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new Error(`port ${port} on ${host} is taken; set PORT to a free one`, { cause: error });
  if (error.code === 'EACCES')
    return new Error(`port ${port} needs more rights; set PORT to one above 1023`, { cause: error });
  return new Error(`cannot listen on ${host}:${port} (${error.code})`, { cause: error });
}

/** What is no HTTP at all, or has headers beyond every measure, still gets a readable answer. */
function refuse(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem('header-terlalu-besar', { detail: `Alamat dan header paling banyak ${MOST_HEADER_BYTES} bita.` })
      : new Problem('permintaan-tidak-sah', { detail: 'Permintaan ini bukan HTTP yang dapat dibaca.' });
  const body = JSON.stringify(problemBody(problem, requestIdOf(undefined)));
  socket.end(
    `HTTP/1.1 ${problem.status} Problem\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    // a connection that was busy when the stop began stays open for its next request, which will not come
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
