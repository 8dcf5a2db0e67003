import { Webhook } from 'standardwebhooks';
import { request } from 'undici';
import { newId } from '../identifiers/new-id.ts';
import type { ApplicationQuestion } from '../services/callback-service.ts';
import type { TraceLine, Traces } from '../traces/traces.ts';

/** Where an application answers questions, and the secret both sides know. */
export interface AnsweringAddress {
  readonly url: string;
  /** `whsec_` and base64, as of a webhook. */
  readonly secret: string;
}

export interface AskingParts {
  readonly now: () => Date;
  readonly withinMs: number;
  readonly traces: Traces;
  readonly trouble: (what: string, error?: unknown) => void;
}

const MOST_BYTES = 65_536;

/**
 * One question, signed as webhooks are (Standard Webhooks), answered with a JSON object. Never rejects: an application
 * that is down, slow or confused is no reason to leave an upstream without an answer.
 */
export function askAddress(
  address: AnsweringAddress,
  question: ApplicationQuestion,
  parts: AskingParts,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const doing = { kind: 'post', what: 'question', url: address.url } as const;
  return parts.traces.during(doing, (line) => ask(address, question, parts, line));
}

async function ask(
  { url, secret }: AnsweringAddress,
  question: ApplicationQuestion,
  { now, withinMs, traces, trouble }: AskingParts,
  line: TraceLine,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), withinMs);
  try {
    const at = now();
    const id = newId('tny', at.getTime());
    const body = JSON.stringify({ id, jenis: question.jenis, pada: at.toISOString(), data: question.data });
    const traceparent = traces.traceparent();
    const answer = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
        ...(traceparent ? { traceparent } : {}),
      },
      body,
      signal: patience.signal,
    });
    line.came({ status: answer.statusCode });
    const text = await textOf(answer.body);
    if (answer.statusCode !== 200) {
      line.came({ failed: String(answer.statusCode) });
      trouble(`an application answered a question with HTTP ${answer.statusCode}`);
      return undefined;
    }
    return objectIn(text) ?? unreadable(trouble);
  } catch (error) {
    line.came({ failed: 'unanswered' });
    trouble('an application did not answer a question', error);
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`the answer is longer than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined; // a parser's message repeats what it could not read
  }
}

function unreadable(trouble: AskingParts['trouble']): undefined {
  trouble('an application answered a question with something that is no JSON object');
  return undefined;
}
