import type { OssConfig } from '../../openapi/generated/config.ts';
import {
  type Connector,
  type HttpResponse,
  type Protocol,
  type ProtocolContext,
  type Reply,
  type UpstreamCall,
  UpstreamFault,
} from '../connector.ts';
import { ossCallbacks } from './callbacks.ts';
import { completeBody, openEnvelope } from './protocol.ts';
import { ossSandbox } from './sandbox/server.ts';
import { dropKey, securityKey } from './security-key.ts';
import { serviceOf } from './services.ts';

type Context = ProtocolContext<OssConfig>;

/** OSS-RBA: a static key of the institution in `user_key` (the OSS notes, section 3.2). */
const rba: Protocol<OssConfig> = {
  async send(call, context) {
    const { userKey = '', baseUrl } = serviceOf(context.config, call.service, ['userKey']);
    const response = await sendJson(call, baseUrl, { user_key: userKey }, context);
    return openEnvelope(response, { instance: context.instance, now: context.now() });
  },
};

/** OSS 1.x: a key that is fetched with name and password. A refused key means that nothing was done: once more. */
const securityKeyed: Protocol<OssConfig> = {
  async send(call, context) {
    const first = await attempt(call, context);
    return isKeyRefused(first.reply) && first.wasKept ? (await attempt(call, context)).reply : first.reply;
  },
};

async function attempt(call: UpstreamCall, context: Context) {
  const { instance, config, http, now } = context;
  const service = serviceOf(config, call.service, ['username', 'password']);
  const { address } = call;
  const key = await securityKey(service, { instance, http, now, ...(address === undefined ? {} : { address }) });
  const response = await sendJson(call, service.baseUrl, { 'OSS-API-KEY': key.text }, context);
  if (response.status === 401) dropKey(service, key.text); // which may have no envelope
  const reply = openEnvelope(response, { instance, now: now() });
  if (isKeyRefused(reply)) dropKey(service, key.text);
  return { reply, wasKept: key.wasKept };
}

function isKeyRefused({ code }: Reply): boolean {
  return code === '401';
}

async function sendJson(
  { method, operation, path, headers, body, address }: UpstreamCall,
  baseUrl: string,
  key: Readonly<Record<string, string>>,
  { instance, config: { institution, envelopes }, http, signal }: Context,
): Promise<HttpResponse> {
  // time ran out while a key was fetched: not sent is better than sent and not waited for
  if (signal.aborted)
    throw new UpstreamFault(instance, { trouble: 'unanswered', outcome: 'not-done', reason: 'timeout' });
  const text = body && JSON.stringify(completeBody(body, institution, envelopes?.[operation]));
  return http.request({
    method,
    url: (address ?? baseUrl) + path,
    headers: {
      Accept: 'application/json',
      ...withoutIdempotencyKey(headers),
      'Content-Type': 'application/json',
      ...key,
    },
    ...(text === undefined ? {} : { body: text }),
    signal,
  });
}

/** OSS recognises no repeats by a header, and one that no guide names may be refused. */
function withoutIdempotencyKey(headers: UpstreamCall['headers']): UpstreamCall['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'idempotency-key'));
}

export const oss = {
  name: 'oss',
  configSchema: 'OssConfig',
  protocols: { rba, 'security-key': securityKeyed },
  addressOf: (config, service) => serviceOf(config, service).baseUrl,
  settingsOf: ({ regionCode }) => ({ regionCode }),
  callbacks: ossCallbacks,
  sandbox: ossSandbox,
} satisfies Connector<OssConfig>;
