import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { SandboxFault } from '../connector.ts';
import { bodyOf, hasBody, insteadOf, reset, send, sendSuffering } from './answering.ts';
import type { CallLog, LoggedCall } from './calls.ts';
import { type ControlAnswer, controlPath } from './control.ts';
import type { Upstream, UpstreamRequest } from './definition.ts';
import type { FaultKinds } from './fault-kinds.ts';
import type { FaultList } from './faults.ts';

export interface Served {
  readonly upstream: Upstream;
  readonly kinds: FaultKinds;
  readonly faults: FaultList;
  readonly calls: CallLog;
  readonly now: () => Date;
  /** Requests that are left without an answer. */
  readonly hanging: Set<ServerResponse>;
  /** Ends the waiting of slow answers when the sandbox closes. */
  readonly signal: AbortSignal;
  readonly control: (method: string, path: string, body: string) => Promise<ControlAnswer>;
}

/** Every request of a sandbox: its own control surface, and the upstream it plays. */
export function createListener(served: Served): RequestListener {
  return (request, response) => {
    const isControl = request.url?.startsWith(controlPath) ?? false;
    if (isControl || hasBody(request)) {
      settle(withBody(served, request, response, isControl), response);
      return;
    }
    try {
      play(served, request, response, '');
    } catch (error) {
      fail(response, error);
    }
  };
}

async function withBody(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
  isControl: boolean,
): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined) {
    response.writeHead(413, { connection: 'close' }).end();
  } else if (isControl) {
    const answer = await served.control(request.method ?? 'GET', request.url ?? '', body);
    response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(answer.body, undefined, 2), answer.afterwards);
  } else {
    play(served, request, response, body);
  }
}

function play(served: Served, request: IncomingMessage, response: ServerResponse, body: string): void {
  const { method = 'GET', url: path = '/' } = request;
  const headers = request.headers as Record<string, string>; // only `set-cookie` may be a list, and no request has it
  const call = served.calls.add({ at: served.now().getTime(), method, path, headers, body, status: 0 });
  const faults = served.faults.take(path);
  const before = faults.find(({ kind }) => served.kinds[kind]?.stage === 'before');
  if (before) {
    playInstead(served, response, before, faults, call);
    return;
  }
  const answer = served.upstream.answer({ ...readPath(path), method, path, headers, body, faults });
  if (faults.length === 0 && !(answer instanceof Promise)) {
    send(response, answer, call);
    return;
  }
  const sending = Promise.resolve(answer).then((ready) => sendSuffering(response, ready, faults, call, served.signal));
  settle(sending, response);
}

function playInstead(
  { hanging, signal }: Served,
  response: ServerResponse,
  before: SandboxFault,
  faults: readonly SandboxFault[],
  call: LoggedCall,
): void {
  const answer = insteadOf(before);
  if (answer === 'reset') {
    reset(response);
  } else if (answer === 'hang') {
    hanging.add(response);
    response.once('close', () => hanging.delete(response));
  } else {
    settle(sendSuffering(response, answer, faults, call, signal), response);
  }
}

/** A mistake in a sandbox must not look like one of the upstream's own answers. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(500, { 'content-type': 'text/plain' }).end(`sandbox mistake: ${String(error)}`);
}

function settle(work: Promise<void>, response: ServerResponse): void {
  work.catch((error: unknown) => fail(response, error));
}

function readPath(path: string): Pick<UpstreamRequest, 'pathParts' | 'query'> {
  const mark = path.indexOf('?');
  const pathname = mark === -1 ? path : path.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : path.slice(mark + 1));
  return { pathParts: pathname.split('/').filter(Boolean).map(decoded), query };
}

function decoded(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // not an encoding: no upstream path has such a part, so it will not be found
  }
}
