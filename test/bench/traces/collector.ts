import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes whatever is told to it and counts the spans; `GET /` says how many. Stands in for a collector. */
let spans = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('latin1');
    spans += body.split('"spanId"').length - 1;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(request.method === 'POST' ? '{}' : JSON.stringify({ spans }));
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Collector http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
