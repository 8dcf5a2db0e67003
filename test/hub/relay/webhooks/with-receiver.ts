import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** As it came, byte for byte. */
  readonly body: string;
}

/** What it does with a request: a status, a cut connection, or whatever a test writes. */
export type Answering = number | 'reset' | ((response: ServerResponse) => void);

export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** For every request from now on. */
  answer(answering: Answering): void;
  /** Ids of what it took with 2xx, in the order it came, each once: a receiver throws away the ids it knows. */
  taken(): readonly string[];
}

/** A server of an application that takes webhooks. Closes it even when an assertion fails. */
export async function withReceiver(use: (receiver: Receiver) => Promise<void>): Promise<void> {
  const received: Received[] = [];
  const taken = new Set<string>();
  let answering: Answering = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { headers } = request;
      received.push({ headers, body: Buffer.concat(chunks).toString() });
      if (answering === 'reset') request.socket.destroy();
      else if (typeof answering === 'function') answering(response);
      else {
        if (answering < 300) taken.add(String(headers['webhook-id']));
        response.writeHead(answering).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  try {
    await use({
      url: `http://127.0.0.1:${port}/simpul`,
      port,
      received,
      answer: (one) => {
        answering = one;
      },
      taken: () => [...taken],
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
