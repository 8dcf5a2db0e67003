import type { BpjsConfig } from '../../openapi/generated/config.ts';
import type { Connector, Protocol, ProtocolContext, Reply, UpstreamCall } from '../connector.ts';
import { bpjsCallbacks } from './callbacks.ts';
import { vclaim1Facade } from './facade.ts';
import { accountOf, openEnvelope, sealingText, signedHeaders, unixSeconds } from './protocol.ts';
import { bpjsSandbox } from './sandbox/server.ts';

async function ask(
  call: UpstreamCall,
  { instance, config, http, now, signal }: ProtocolContext<BpjsConfig>,
  { sealed }: { readonly sealed: boolean },
): Promise<Reply> {
  const account = accountOf(config, call.service);
  const timestamp = unixSeconds(now()); // once: it signs the question and seals the answer
  const response = await http.request({
    method: call.method,
    url: (call.address ?? account.baseUrl) + call.path,
    headers: {
      Accept: 'application/json',
      ...(call.body === undefined ? {} : JSON_BODY),
      ...call.headers,
      ...signedHeaders(account, timestamp),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    signal,
  });
  return openEnvelope(response, {
    instance,
    now: now(),
    ...(sealed ? { keyText: sealingText(account, timestamp) } : {}),
  });
}

/** Antrean takes any; a mapping whose service wants another says so in its `headers` (the BPJS notes, section 2). */
const JSON_BODY = { 'Content-Type': 'application/json' };

/** VClaim 1 and 1.1, Aplicares: signed questions, plain answers. */
const plain: Protocol<BpjsConfig> = { send: (call, context) => ask(call, context, { sealed: false }) };

/** VClaim 2.0, Antrean RS: a user key per service, answers sealed with the timestamp of their own question. */
const sealed: Protocol<BpjsConfig> = { send: (call, context) => ask(call, context, { sealed: true }) };

export const bpjs = {
  name: 'bpjs',
  configSchema: 'BpjsConfig',
  protocols: { 'vclaim-1': plain, 'vclaim-2': sealed, antrean: sealed },
  addressOf: (config, service) => accountOf(config, service).baseUrl,
  settingsOf: () => ({}),
  facades: { 'vclaim-1': vclaim1Facade },
  callbacks: bpjsCallbacks,
  sandbox: bpjsSandbox,
} satisfies Connector<BpjsConfig>;
