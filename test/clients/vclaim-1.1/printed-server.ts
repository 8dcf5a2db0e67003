import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { envelope, PESERTA, RUJUKAN, VECTOR } from './document.ts';

export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface PrintedServer {
  readonly baseUrl: string;
  /** Answers this to whatever comes, from now on. */
  answer(page: Partial<Page>): void;
  /** Says nothing any more. */
  fallSilent(): void;
}

/** The printed paths and the printed answers. */
const PRINTED = new Map([
  ['/vclaim/Peserta/nik/9901010101900001/tglSEP/2026-11-20', envelope(PESERTA)],
  ['/vclaim/Peserta/nokartu/0009900000001/tglSEP/2026-11-20', envelope(PESERTA)],
  ['/vclaim/Rujukan/990101011126P000001', envelope(`{ "rujukan": ${RUJUKAN} }`)],
  ['/vclaim/Rujukan/List/Peserta/0009900000001', envelope(`{ "rujukan": [${RUJUKAN}] }`)],
]);

/** A server that knows the examples of the reference and one signature, that of its check vector. */
export async function withPrintedServer(use: (server: PrintedServer) => Promise<void>): Promise<void> {
  let answering: (request: IncomingMessage) => Page | undefined = printed;
  const server = createServer((request, response) => {
    const page = answering(request);
    if (page) response.writeHead(page.status, { 'content-type': page.type }).end(page.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use({
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/vclaim`,
      answer(page) {
        answering = () => ({ status: 200, type: 'application/json', body: '', ...page });
      },
      fallSilent() {
        answering = () => undefined;
      },
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function printed(request: IncomingMessage): Page {
  const json = (body: string, status = 200): Page => ({ status, type: 'application/json', body });
  const { headers, method, url = '' } = request;
  if (headers['x-cons-id'] !== VECTOR.consumer.id || headers['x-timestamp'] !== VECTOR.timestamp) {
    return json(
      envelope('null', '{ "code": "401", "message": "Unauthorized! You are not registered for this service!" }'),
    );
  }
  if (headers['x-signature'] !== VECTOR.signature) {
    return json(envelope('null', '{ "code": "401", "message": "Signature Service Tidak Sesuai" }'), 401);
  }
  if ('user_key' in headers) return { status: 403, type: 'text/plain', body: 'Authentication failed' };
  const body = method === 'GET' ? PRINTED.get(url) : undefined;
  return json(body ?? envelope('null', '{ "code": "201", "message": "Peserta Tidak Terdaftar" }'));
}
