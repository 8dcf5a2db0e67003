import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '../api/problems.ts';
import { requestIdOf } from '../api/request-id.ts';
import { readBody } from '../callbacks/read-body.ts';
import { addressOf, send } from '../callbacks/wire.ts';
import { type FacadeAddress, readAddress } from './address.ts';
import { createCallers } from './callers.ts';
import { type RawCall, type Travelled, travel } from './journey.ts';
import type { FacadeParts, OfferedRelease } from './parts.ts';
import { sayProblem } from './saying.ts';

const BODY_WITHIN_MS = 10_000;

/** Old interfaces of upstreams as addresses of the hub, below `/fasad/{upstream}/{release}/`. */
export function createFacades(parts: FacadeParts): (request: IncomingMessage, response: ServerResponse) => void {
  const { edge, credentials, clockToleranceSeconds, trouble } = parts;
  const { applications, now } = edge;
  const callerOf = createCallers({ credentials, applications, now, clockToleranceSeconds, trouble });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const requestId = requestIdOf(request.headers['x-request-id']);
    const address = readAddress(request.url ?? '');
    const offered = address && parts.releaseOf(address.upstream, address.release);
    if (!address || !offered) {
      refuseAddress(response, requestId);
      return;
    }
    const read = await readBody(request, parts.bodyBytes, BODY_WITHIN_MS);
    if (read.kind === 'broken') {
      response.destroy();
      return;
    }
    const travelled =
      read.kind === 'too-large'
        ? tooLarge(offered)
        : await travel(callOf(request, requestId, read.body), address, offered, callerOf, parts);
    finish(response, { requestId, address, offered, travelled, started });
  }

  function finish(response: ServerResponse, { requestId, address, offered, travelled, started }: Ending): void {
    const { said, operation, cause, served } = travelled;
    const tookSeconds = (performance.now() - started) / 1000;
    const written = offered.protocol.answer(said.answer);
    const { status } = written;
    const facade = `${address.upstream}/${address.release}${operation === undefined ? '' : ` ${operation}`}`;
    send(response, { ...written, headers: { ...written.headers, ...said.headers, 'X-Request-Id': requestId } });
    parts.answered(`fasad ${facade}`, status, tookSeconds);
    if (served) parts.served(served, tookSeconds);
    parts.told({
      ...{ requestId, facade, status },
      ...(said.problem === undefined ? {} : { problem: said.problem }),
      ...(cause === undefined ? {} : { cause }),
    });
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      trouble('a call of an old interface was not answered', error);
      response.destroy();
    });
  };
}

interface Ending {
  readonly requestId: string;
  readonly address: FacadeAddress;
  readonly offered: OfferedRelease;
  readonly travelled: Travelled;
  readonly started: number;
}

function callOf(request: IncomingMessage, requestId: string, body: string): RawCall {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')] as const);
  return {
    requestId,
    method: request.method ?? '',
    headers: Object.fromEntries(headers),
    body,
    from: addressOf(request),
  };
}

function tooLarge({ facade }: OfferedRelease): Travelled {
  const problem = new Problem('isi-terlalu-besar', {
    detail: 'Badan permintaan melebihi batas.',
    headers: { Connection: 'close' }, // the rest of the body is not wanted
  });
  return { said: sayProblem(problem, facade.word) };
}

/** No old protocol is known here: whoever set up the address reads it. */
function refuseAddress(response: ServerResponse, requestId: string): void {
  const message =
    'Tidak ada antarmuka lama di alamat ini: /fasad/{sistem}/{rilis}/..., misalnya /fasad/bpjs/vclaim-1.1/.';
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    Connection: 'close', // whatever body is on its way is not wanted
    'X-Request-Id': requestId,
  };
  send(response, { status: 404, headers, body: JSON.stringify({ message }) });
}
