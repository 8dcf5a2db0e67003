import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ecollectionCallbacks } from '../../../connectors/bank-ecollection/callbacks.ts';
import type { CallbackAnswer, CallbackContext, CallbackResponse, Received } from '../../../connectors/callback.ts';
import type { BankEcollectionConfig } from '../../../openapi/generated/config.ts';
import { CONFIG, NOW } from './wire.ts';

export interface Posted {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly config?: BankEcollectionConfig;
  readonly now?: Date;
}

export function contextOf({
  config = CONFIG,
  now = NOW,
}: Partial<Posted> = {}): CallbackContext<BankEcollectionConfig> {
  return { config, now: () => now };
}

export function callback() {
  const [only] = ecollectionCallbacks;
  if (!only || ecollectionCallbacks.length > 1) throw new Error('not one callback');
  return only;
}

/** What the connector makes of a notification. */
export function heard({ body, headers = { 'content-type': 'application/json' }, ...of }: Posted): Received {
  const url = '/callbacks/bank-bni-ecollection/notifikasi';
  const request = { method: 'POST', url, path: '/notifikasi', pathNames: {}, query: new URLSearchParams() };
  return callback().receive({ ...request, headers, body }, contextOf(of));
}

export interface City {
  readonly url: string;
  /** Every question that was asked, in order. */
  readonly asked: readonly Readonly<Record<string, unknown>>[];
  readonly calls: () => number;
}
export interface CityParts {
  readonly config?: BankEcollectionConfig;
  readonly now?: () => Date;
  readonly decide?: (question: Readonly<Record<string, unknown>>, turn: number) => CallbackAnswer;
  /** Before anything is looked at; what it gives is answered. */
  readonly instead?: (turn: number) => CallbackResponse | 'cut' | undefined;
}

const DONE: CallbackAnswer = { kind: 'done', value: { ulang: false } };

/** A city behind the connector's callbacks: closes when `use` has ended. */
export async function withCity(
  { config = CONFIG, now = () => NOW, decide = () => DONE, instead = () => undefined }: CityParts,
  use: (city: City) => Promise<void>,
): Promise<void> {
  const asked: Readonly<Record<string, unknown>>[] = [];
  let calls = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    calls += 1;
    const first = instead(calls);
    if (first === 'cut') {
      response.socket?.destroy();
      return;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const answer = first ?? answerTo(body, request.headers as Record<string, string>);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  const answerTo = (body: string, headers: Readonly<Record<string, string>>): CallbackResponse => {
    const received = heard({ body, headers, config, now: now() });
    if (received.kind === 'answered') return received.response;
    asked.push(received.question);
    return callback().answer(decide(received.question, asked.length), contextOf({ config, now: now() }));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await use({ url: `http://127.0.0.1:${port}`, asked, calls: () => calls });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
