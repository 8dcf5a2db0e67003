import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address in front of the city at which calls arrive otherwise than OSS's sandbox writes them. */
export interface AlteringDoor {
  readonly url: string;
  close(): Promise<void>;
}

/** `target` is asked for each call: the city may be somewhere else by then. */
export async function startAlteringDoor(target: () => string, alter: (body: string) => string): Promise<AlteringDoor> {
  const server = createServer(async (request, response) => {
    try {
      let body = '';
      for await (const part of request.setEncoding('utf8')) body += part;
      const answer = await fetch(target() + request.url, {
        method: request.method ?? 'POST',
        headers: { 'content-type': 'application/json', token: String(request.headers.token ?? '') },
        body: alter(body),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    } catch {
      response.destroy(); // nobody is there: no answer, as without the door
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
