import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import type { Fault } from '../../connectors/connector.ts';
import type { Traces } from '../traces/traces.ts';
import { type AddressRules, checkedLookup, type Resolve } from './webhook-address.ts';
import { faultOfError, faultOfStatus } from './webhook-answer.ts';

export interface WebhookPostParts {
  readonly rules: AddressRules;
  /** To one address, at once. */
  readonly connections: number;
  readonly timeoutMs: number;
  readonly now: () => Date;
  readonly resolve?: Resolve;
  /** The receiver is told of what it is sent for, so that it can go on with the same trace. */
  readonly traces: Traces;
}

/** What a receiver answered, if it did, and the fault that comes to; `undefined`: it took it. */
export interface Posted {
  readonly status?: number;
  readonly fault: Fault | undefined;
}

export interface WebhookPost {
  /** A redirect is a fault: it is not followed. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string, stopping: AbortSignal): Promise<Posted>;
  close(): Promise<void>;
}

/** What a receiver says beside its status is read no further, and never kept. */
const MOST_ANSWER_BYTES = 64 * 1024;

export function createWebhookPost({
  rules,
  connections,
  timeoutMs,
  now,
  resolve,
  traces,
}: WebhookPostParts): WebhookPost {
  const agent = new Agent({
    connections,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs, lookup: checkedLookup(rules, resolve) },
  });

  async function send(url: string, headers: Record<string, string>, body: string, stopping: AbortSignal) {
    const giveUp = new AbortController();
    const abort = () => giveUp.abort();
    const timer = setTimeout(abort, timeoutMs);
    stopping.addEventListener('abort', abort, { once: true });
    if (stopping.aborted) abort();
    try {
      const { signal } = giveUp;
      const answer = await request(url, { method: 'POST', dispatcher: agent, headers, body, signal });
      await answer.body.dump({ limit: MOST_ANSWER_BYTES, signal }).catch(() => undefined); // the status has said it all
      const status = answer.statusCode;
      return { status, fault: faultOfStatus(status, answer.headers['retry-after'], now()) };
    } catch (error) {
      return { fault: faultOfError(error) };
    } finally {
      clearTimeout(timer);
      stopping.removeEventListener('abort', abort);
    }
  }

  return {
    post: (url, headers, body, stopping) =>
      traces.during({ kind: 'post', what: 'webhook', url }, async (line) => {
        const traceparent = traces.traceparent();
        const posted = await send(url, traceparent ? { ...headers, traceparent } : { ...headers }, body, stopping);
        line.came({ status: posted.status, failed: posted.fault?.trouble });
        return posted;
      }),
    close: () => agent.destroy(),
  };
}

export interface SignedBody {
  /** The same at every attempt: a receiver throws away what it knows. */
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  readonly secrets: readonly string[];
}

/** By Standard Webhooks (github.com/standard-webhooks, spec 1.0.0). Throws for a secret that is none. */
export function signedHeaders({ id, at, body, secrets }: SignedBody): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Simpul',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
