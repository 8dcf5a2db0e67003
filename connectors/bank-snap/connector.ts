import type { BankSnapConfig } from '../../openapi/generated/config.ts';
import {
  type Connector,
  type HttpResponse,
  type Protocol,
  type ProtocolContext,
  type Reply,
  type UpstreamCall,
  UpstreamFault,
} from '../connector.ts';
import { accessToken, dropToken } from './access-token.ts';
import { bankSnapCallbacks } from './callbacks.ts';
import { openEnvelope } from './envelope.ts';
import { privateKeyOf } from './keys.ts';
import { jakartaText } from './moments.ts';
import { completeBody, externalId, partnerServiceId, signedPath, withSortedQuery } from './protocol.ts';
import { bankSnapSandbox } from './sandbox/server.ts';
import {
  asymmetricText,
  encodeSignature,
  type SignedRequest,
  signAsymmetric,
  signSymmetric,
  symmetricText,
} from './signature.ts';

type Context = ProtocolContext<BankSnapConfig>;

/** Version 1.0 of the standard (the SNAP notes, sections 3 to 9). */
const snap1: Protocol<BankSnapConfig> = {
  async send(call, context) {
    let { reply, token } = await attempt(call, context);
    if (isTokenRefused(reply)) {
      if (token !== undefined) dropToken(context.config, token);
      ({ reply, token } = await attempt(call, context)); // refused at the door: nothing was done
      if (isTokenRefused(reply) && token !== undefined) dropToken(context.config, token);
    }
    // another external id for the same business act: section 9, 409 00
    return reply.code === CONFLICT ? (await attempt(call, context)).reply : reply;
  },
};

/** Token invalid, token not found (section 9). */
const TOKEN_REFUSED: readonly (string | undefined)[] = ['40101', '40103'];
const CONFLICT = '40900';

function isTokenRefused({ code }: Reply): boolean {
  return TOKEN_REFUSED.includes(code);
}

async function attempt(call: UpstreamCall, context: Context) {
  const { instance, config, now } = context;
  const token = config.signature === 'asymmetric' ? undefined : await accessToken(config, context);
  const response = await sendSigned(call, context, token);
  const reply = openEnvelope(response, { instance, now: now(), list: LISTS.has(call.operation) });
  return { reply, token };
}

/** Operations that are answered with many, and with one where there is one (section 7.4). */
const LISTS: ReadonlySet<string> = new Set(['va-status', 'va-report']);

async function sendSigned(call: UpstreamCall, context: Context, token: string | undefined): Promise<HttpResponse> {
  const { instance, config, http, now, signal } = context;
  // time ran out while a token was fetched: not sent is better than sent and not waited for
  if (signal.aborted)
    throw new UpstreamFault(instance, { trouble: 'unanswered', outcome: 'not-done', reason: 'timeout' });
  const { method, operation, headers, address, body } = call;
  const baseUrl = address ?? config.baseUrl;
  const path = config.sortedQuery ? withSortedQuery(call.path) : call.path;
  const text = body === undefined ? '' : JSON.stringify(completeBody(body, config));
  const at = now();
  const timestamp = jakartaText(at);
  const signed = { method, path: signedPath({ ...config, baseUrl }, operation, path), body: text, timestamp };
  return http.request({
    method,
    url: baseUrl + path,
    headers: {
      Accept: 'application/json',
      ...withoutIdempotencyKey(headers),
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      'X-TIMESTAMP': timestamp,
      'X-SIGNATURE': signatureOf(signed, config, token),
      ...(config.origin === undefined ? {} : { ORIGIN: config.origin }),
      'X-PARTNER-ID': config.partnerId,
      'X-EXTERNAL-ID': externalId(at),
      'CHANNEL-ID': config.channelId,
    },
    ...(text === '' ? {} : { body: text }),
    signal,
  });
}

function signatureOf(signed: SignedRequest, config: BankSnapConfig, token: string | undefined): string {
  const bytes =
    token === undefined
      ? signAsymmetric(asymmetricText(signed), privateKeyOf(config.privateKey))
      : signSymmetric(symmetricText(signed, token), config.clientSecret);
  return encodeSignature(bytes, config.signatureEncoding);
}

/** The standard has keys of its own for repeats, and a header it does not name may be refused. */
function withoutIdempotencyKey(headers: UpstreamCall['headers']): UpstreamCall['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'idempotency-key'));
}

/** `partnerServiceId` is for queries; the rest is what the services build virtual accounts with. */
function settingsOf({ virtualAccount }: BankSnapConfig): Readonly<Record<string, string>> {
  if (!virtualAccount) return {};
  const { companyCode, customerDigits, issuer } = virtualAccount;
  return {
    virtualAccountPrefix: companyCode,
    customerDigits: String(customerDigits),
    virtualAccountIssuer: issuer,
    partnerServiceId: partnerServiceId(companyCode),
  };
}

export const bankSnap = {
  name: 'bank-snap',
  configSchema: 'BankSnapConfig',
  protocols: { 'snap-1.0': snap1 },
  addressOf: ({ baseUrl }) => baseUrl,
  settingsOf,
  callbacks: bankSnapCallbacks,
  sandbox: bankSnapSandbox,
} satisfies Connector<BankSnapConfig>;
