import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Callback, CallbackAnswer, CallbackContext, Received } from '../../../connectors/callback.ts';
import { ossCallbacks } from '../../../connectors/oss/callbacks.ts';
import { createRoutes } from '../../../hub/callbacks/routes.ts';
import type { OssConfig } from '../../../openapi/generated/config.ts';
import { configAt, NOW, PARTNER } from './wire.ts';

export type Partner = NonNullable<OssConfig['callbacks']>;
type Context = CallbackContext<OssConfig>;

export function cityContext(changes: Partial<Partner> = {}, now = NOW): Context {
  return { config: configAt(undefined, { callbacks: { ...PARTNER, ...changes } }), now: () => now };
}

export function callbackAt(path: string): Callback<OssConfig> {
  const found = ossCallbacks.find((one) => one.path === path);
  if (!found) throw new Error(`no callback at ${path}`);
  return found;
}

/** Made here and not by the connector. */
export function token(nib: string, day = '20260203', username = 'OSSCONTOH', password = 'sandi-contoh'): string {
  return createHash('sha1').update(`${username}${password}${nib}${day}`).digest('hex');
}

export interface Push {
  readonly body: string | object;
  readonly context?: Context;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

/** What the city makes of one push, whose token is that of the example unless `headers` says otherwise. */
export function heard(path: string, { body, context = cityContext(), headers, query = '' }: Push): Received {
  return callbackAt(path).receive(
    {
      ...{ method: 'POST', url: `/callbacks/oss/${path}${query}`, path: `/${path}`, pathNames: {} },
      query: new URLSearchParams(query),
      headers: headers ?? { token: '5b7a946451e74872dc743171c04aa452c212af73' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    context,
  );
}

export function questionOf(received: Received): Readonly<Record<string, unknown>> {
  if (received.kind !== 'asked') throw new Error(`it was answered: ${received.response.body}`);
  return received.question;
}

export function saidBy(received: Received): string {
  if (received.kind !== 'answered') throw new Error('it was asked, not answered');
  return received.response.body;
}

export type Deciding = (name: string, question: Readonly<Record<string, unknown>>) => Promise<CallbackAnswer>;

export interface City {
  readonly url: string;
  /** What the services were asked, in order; a repeat that is known by its identity is not asked again. */
  readonly asked: { readonly name: string; readonly question: Readonly<Record<string, unknown>> }[];
}

/** The connector's callbacks at their real addresses, behind a server that keeps the first answer of each identity. */
export async function withCity(use: (city: City) => Promise<void>, context = cityContext(), decide = taken) {
  const asked: City['asked'] = [];
  const first = new Map<string, Promise<CallbackAnswer>>();
  const connector = { callbacks: ossCallbacks } as never;
  const match = createRoutes([{ name: 'oss', connector, settings: undefined }]);
  const server = createServer(async (request, response) => {
    const url = request.url ?? '';
    const matched = match(request.method ?? '', url);
    if (matched.kind !== 'route') {
      response.writeHead(404).end('{}');
      return;
    }
    const callback = matched.route.callback as Callback<OssConfig>;
    const received = callback.receive(
      {
        ...{ method: 'POST', url, path: url.slice('/callbacks/oss'.length), pathNames: {} },
        ...{ query: new URLSearchParams(), headers: request.headers as Record<string, string> },
        body: await text(request),
      },
      context,
    );
    const answer = await answerTo(received, callback);
    response.writeHead(answer.status, { ...answer.headers, connection: 'close' }).end(answer.body);
  });

  async function answerTo(received: Received, callback: Callback<OssConfig>) {
    if (received.kind === 'answered') return received.response;
    const name = received.as?.name ?? callback.name;
    const key = `${name} ${received.identity}`;
    const decided = first.get(key) ?? decide(name, received.question);
    if (!first.has(key)) {
      first.set(key, decided);
      asked.push({ name, question: received.question });
    }
    return (received.answer ?? ((answer) => callback.answer(answer, context)))(await decided);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/oss`, asked });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const taken: Deciding = async () => ({ kind: 'done', value: {} });
