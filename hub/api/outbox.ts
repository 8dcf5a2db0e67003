import type { ServerResponse } from 'node:http';

interface Answer {
  readonly response: ServerResponse;
  /** Names and values in one flat list: node writes it as it is, without looking at an object's keys. */
  readonly headers: readonly string[];
  /** UTF-8 bytes as latin1 text. */
  readonly body: string | undefined;
}

let waiting: Answer[] = [];

/**
 * Writes an answer at the end of this turn of the event loop, together with all others of the turn.
 *
 * Writing to a peer that sleeps has the kernel wake it, which costs more than the write. Answer by answer that happens for
 * nearly every one; in one go the first write wakes the peer and the rest finds it at work. Measured under load: a quarter
 * more answers a second from the same core. Alone on its turn, an answer leaves some microseconds later.
 */
export function answerThisTurn(
  response: ServerResponse,
  status: number,
  headers: readonly string[],
  body?: string,
): void {
  response.statusCode = status;
  if (waiting.length === 0) setImmediate(writeAll);
  waiting.push({ response, headers, body });
}

function writeAll(): void {
  const answers = waiting;
  waiting = [];
  for (const { response, headers, body } of answers) {
    if (response.destroyed) continue; // the caller left
    response.writeHead(response.statusCode, headers as string[]);
    response.end(body, 'latin1');
  }
}
