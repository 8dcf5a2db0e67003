import { bytesAsText } from '../exchange/snapshot.ts';
import { answerThisTurn } from './outbox.ts';
import type { EdgeRequest } from './read-handler.ts';

/** JSON of the moment: not to be kept by anybody. */
export function answerJson(
  { response, requestId }: Pick<EdgeRequest, 'response' | 'requestId'>,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  answerWritten({ response, requestId }, status, JSON.stringify(value), headers);
}

/** The same for what is written already. */
export function answerWritten(
  { response, requestId }: Pick<EdgeRequest, 'response' | 'requestId'>,
  status: number,
  json: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = bytesAsText(json);
  const list = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff', 'X-Request-Id', requestId];
  for (const [name, text] of Object.entries(headers)) list.push(name, text);
  list.push('Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(body.length));
  answerThisTurn(response, status, list, body);
}
