import type { LaporConfig } from '../../openapi/generated/config.ts';
import type { Drift, HttpResponse, Protocol, ProtocolContext, Reply, UpstreamCall } from '../connector.ts';
import { type Connector, UpstreamFault } from '../connector.ts';
import { extraOf, noteExtra } from '../envelope-drift.ts';
import { dropToken, gatewayToken } from '../gateway-token.ts';
import { xml1Facade } from './facade.ts';
import {
  anySentenceOf,
  comeBack,
  type LaporService,
  openBare,
  openEnvelope,
  refuseBrokenStatus,
  refusePage,
  serviceOf,
} from './protocol.ts';
import { laporSandbox } from './sandbox/server.ts';
import { readXml, writeXml } from './xml.ts';

type Context = ProtocolContext<LaporConfig>;

/** The proposed interface (the LAPOR notes, section 4): JSON, a bearer token of its own or of the national gateway. */
const json1: Protocol<LaporConfig> = {
  async send(call, context) {
    const service = serviceOf(context.config, call.service);
    const { instance, now } = context;
    const response = await sendWithToken(call, service, context);
    return openEnvelope(response, { instance, now: now(), isWrite: call.method !== 'GET' });
  },
};

async function sendWithToken(call: UpstreamCall, service: LaporService, context: Context): Promise<HttpResponse> {
  const { token, splp } = service;
  if (!splp) return sendJson(call, service, token ?? '', context);
  const first = await gatewayToken(splp, context);
  const response = await sendJson(call, service, first.text, context);
  if (response.status !== 401) return response;
  dropToken(splp, first.text);
  if (!first.wasKept) return response;
  const second = await gatewayToken(splp, context); // 401 means that nothing was done: the call may go again
  const again = await sendJson(call, service, second.text, context);
  if (again.status === 401) dropToken(splp, second.text);
  return again;
}

async function sendJson(
  { method, path, headers, body, address }: UpstreamCall,
  { baseUrl }: LaporService,
  token: string,
  { instance, http, signal }: Context,
): Promise<HttpResponse> {
  // time ran out while the gateway was asked: not sent is better than sent and not waited for
  if (signal.aborted)
    throw new UpstreamFault(instance, { trouble: 'unanswered', outcome: 'not-done', reason: 'timeout' });
  return http.request({
    method,
    url: (address ?? baseUrl) + path,
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
      Authorization: `Bearer ${token}`,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
  });
}

/** The first generation's intake: XML both ways, the token an attribute (the LAPOR notes, section 2.1). */
const xml1: Protocol<LaporConfig> = {
  async send({ method, path, headers, body, service: name, address }, { instance, config, http, now, signal }) {
    const { baseUrl, token } = serviceOf(config, name);
    const response = await http.request({
      method,
      url: (address ?? baseUrl) + path,
      headers: { Accept: 'text/xml', ...headers, 'Content-Type': 'text/xml; charset=UTF8' },
      body: writeXml({ lapor: { '@token': token, ...body } }),
      signal,
    });
    return openXml(response, instance, now());
  },
};

function openXml(response: HttpResponse, instance: string, now: Date): Reply {
  const { status: httpStatus, text } = response;
  const opening = { instance, now };
  refuseBrokenStatus(response, opening);
  refusePage(response, instance);
  const attributes: Drift[] = [];
  const payload = readXml(text, (path) => noteExtra(attributes, path, 'nothing', path));
  if (payload)
    return {
      payload,
      httpStatus,
      ...anySentenceOf(payload),
      ...comeBack(response, opening),
      ...extraOf(attributes),
    };
  const sentence = text.trim();
  if (sentence === '' || sentence.startsWith('<') || httpStatus >= 400) return openBare(response, opening);
  return { payload: undefined, httpStatus, message: sentence.slice(0, LONGEST_SENTENCE) };
}

const LONGEST_SENTENCE = 300;

/** The first generation's data access: a form, its key among the fields (the LAPOR notes, section 2.2). */
const form1: Protocol<LaporConfig> = {
  async send({ method, path, headers, body = {}, service: name, address }, { instance, config, http, now, signal }) {
    const { baseUrl, keyToken = '' } = serviceOf(config, name);
    const form = new URLSearchParams(
      Object.entries(body).map(([field, value]): [string, string] => [field, String(value)]),
    );
    form.set('KEYTOKEN', keyToken);
    const response = await http.request({
      method,
      url: (address ?? baseUrl) + path,
      headers: { Accept: 'application/json', ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      signal,
    });
    return openBare(response, { instance, now: now() });
  },
};

/** The Excel export is handed over as a file: there is nobody to ask. */
const file: Protocol<LaporConfig> = {
  async send({ operation }) {
    throw new Error(`${operation} is read from a file, not asked for`);
  },
};

export const lapor = {
  name: 'lapor',
  configSchema: 'LaporConfig',
  protocols: { 'json-1': json1, 'xml-1': xml1, 'form-1': form1, file },
  addressOf: (config, service) => serviceOf(config, service).baseUrl,
  settingsOf: () => ({}),
  facades: { 'xml-1': xml1Facade },
  sandbox: laporSandbox,
} satisfies Connector<LaporConfig>;
