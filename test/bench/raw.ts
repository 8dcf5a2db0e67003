import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The ceiling: node's own server sending bytes it has ready. Takes the file with the answer to repeat. */
const [, , file = ''] = process.argv;
const answer = JSON.parse(readFileSync(file, 'utf8')) as { readonly headers: string[]; readonly body: string };
const body = Buffer.from(answer.body);

const server = createServer((_request, response) => {
  response.writeHead(200, answer.headers);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
