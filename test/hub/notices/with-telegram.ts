import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const TOKEN = '123456:a-token-of-the-tests-and-nobody';

export interface TelegramMessage {
  readonly chat_id: string;
  readonly text: string;
}

/** A status with the JSON of the Bot API, or whatever a test writes. */
export type Answering = { readonly status: number; readonly body: unknown } | ((response: ServerResponse) => void);

export interface Telegram {
  readonly url: string;
  /** What it took, in the order it came. */
  readonly received: readonly TelegramMessage[];
  readonly paths: readonly string[];
  /** For every call from now on; without one it takes what comes. */
  answer(answering?: Answering): void;
}

/** Something that speaks as the Bot API does (core.telegram.org/bots/api). Closes it even when an assertion fails. */
export async function withTelegram(use: (telegram: Telegram) => Promise<void>): Promise<void> {
  const received: TelegramMessage[] = [];
  const paths: string[] = [];
  let answering: Answering | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      paths.push(request.url ?? '');
      if (typeof answering === 'function') return answering(response);
      const { status, body } = answering ?? { status: 200, body: { ok: true, result: { message_id: 1 } } };
      if (answering === undefined) received.push(JSON.parse(Buffer.concat(chunks).toString()) as TelegramMessage);
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      received,
      paths,
      answer: (one) => {
        answering = one;
      },
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
