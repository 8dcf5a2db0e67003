import { bpjsCallbacks } from '../../../connectors/bpjs/callbacks.ts';
import type { Callback, CallbackAnswer, CallbackContext, Received } from '../../../connectors/callback.ts';
import type { BpjsConfig } from '../../../openapi/generated/config.ts';

/** Friday, eight in the morning in western Indonesia. */
export const NOW = new Date('2026-11-20T01:00:00Z');
export const ACCOUNT = {
  username: 'mobile-jkn',
  password: 'rahasia-mobile',
  tokenSecret: 'rahasia-token-yang-cukup-panjang-32',
  tokenMinutes: 60,
  statusStyle: 'selalu-200' as const,
};

type Callbacks = NonNullable<BpjsConfig['callbacks']>;
export function contextOf(change: Partial<Callbacks> = {}, now = NOW): CallbackContext<BpjsConfig> {
  const services = { 'antrean-rs': { baseUrl: 'http://127.0.0.1:1' } };
  return {
    config: { consumerId: '1000', consumerSecret: 'x', services, callbacks: { ...ACCOUNT, ...change } },
    now: () => now,
  };
}

export interface Call {
  readonly body?: unknown;
  readonly names?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly context?: CallbackContext<BpjsConfig>;
}

export function callbackNamed(name: string, method?: string): Callback<BpjsConfig> {
  const found = bpjsCallbacks.find((one) => one.name === name && (method ?? one.method) === one.method);
  if (!found) throw new Error(`no callback "${name}"`);
  return found;
}

export function tokenFor(username = ACCOUNT.username, password = ACCOUNT.password, context = contextOf()): Received {
  return heard('mobile-jkn.token', { headers: { 'x-username': username, 'x-password': password }, context });
}

export function goodToken(context = contextOf()): string {
  const { response } = JSON.parse(responseOf(tokenFor(undefined, undefined, context)).body) as {
    response: { token: string };
  };
  return response.token;
}

/** What a callback makes of a call; with a good token unless headers are given. */
export function heard(
  name: string,
  { body, names = {}, headers, context = contextOf() }: Call,
  method?: string,
): Received {
  const callback = callbackNamed(name, method);
  return callback.receive(
    {
      method: callback.method,
      ...{ url: `/callbacks/bpjs/${callback.path}`, path: `/${callback.path}` },
      pathNames: names,
      query: new URLSearchParams(),
      headers: headers ?? { 'x-token': goodToken(), 'x-username': ACCOUNT.username },
      body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
    },
    context,
  );
}

export function responseOf(received: Received) {
  if (received.kind !== 'answered') throw new Error('it was asked, not answered');
  return received.response;
}

/** `201 nik harus 16 digit`, of what the connector answers by itself. */
export function said(received: Received): string {
  if (received.kind === 'asked') return 'asked';
  const { metadata, response } = JSON.parse(received.response.body);
  return `${metadata.code} ${metadata.message}${response === undefined ? '' : ' with content'}`;
}

export function answered(name: string, answer: CallbackAnswer, context = contextOf()) {
  return callbackNamed(name).answer(answer, context);
}
