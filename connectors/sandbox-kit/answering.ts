import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxFault } from '../connector.ts';
import type { LoggedCall } from './calls.ts';
import type { UpstreamAnswer } from './definition.ts';
import { numberOption, textOption } from './fault-kinds.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const plainText = { 'content-type': 'text/plain; charset=utf-8' };

/** What is answered in place of the upstream, or how its silence begins. */
export function insteadOf(fault: SandboxFault): UpstreamAnswer | 'hang' | 'reset' {
  switch (fault.kind) {
    case 'hang':
    case 'reset':
      return fault.kind;
    case 'maintenance': {
      const headers = { ...html, 'retry-after': textOption(fault, 'retryAfterSeconds') };
      return { status: 503, headers, body: '<html><body><h1>Sedang dalam pemeliharaan</h1></body></html>' };
    }
    default: {
      const headers = fault.kind === 'html' ? html : plainText;
      return { status: numberOption(fault, 'status'), headers, body: textOption(fault, 'body') };
    }
  }
}

/** Sends the upstream's answer, as it suffers from faults on its way. */
export async function sendSuffering(
  response: ServerResponse,
  answer: UpstreamAnswer,
  faults: readonly SandboxFault[],
  call: LoggedCall,
  signal: AbortSignal,
): Promise<void> {
  for (const slow of faults.filter(({ kind }) => kind === 'slow')) {
    await sleep(numberOption(slow, 'delayMs'), undefined, { signal });
  }
  const { body } = answer;
  const half = body.slice(0, Math.floor(body.length / 2));
  for (const fault of faults) {
    switch (fault.kind) {
      case 'reset-after':
        return reset(response);
      case 'cut':
        return cutShort(response, answer, half);
      case 'empty':
        return send(response, { status: 200, body: '' }, call);
      case 'truncate':
        return send(response, { ...answer, body: half }, call);
      case 'prefix':
        return send(response, { ...answer, body: textOption(fault, 'text') + String(body) }, call);
      default: // a fault of the content, already in the answer
    }
  }
  send(response, answer, call);
}

const noHeaders = {};

export function send(response: ServerResponse, answer: UpstreamAnswer, call: LoggedCall): void {
  call.status = answer.status;
  response.writeHead(answer.status, {
    ...(answer.headers ?? noHeaders),
    'content-length': Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
}

export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function cutShort(
  response: ServerResponse,
  { status, headers, body }: UpstreamAnswer,
  half: string | Uint8Array,
): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.write(half, () => response.socket?.destroy());
}

const largestBody = 2_000_000;

/** The body as text; `undefined` if it is larger than any upstream of ours takes. */
export async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Most reads have none, and waiting for nothing costs a turn of the event loop. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
