import type { SipdConfig } from '../../openapi/generated/config.ts';
import type {
  Connector,
  HttpRequest,
  HttpResponse,
  Protocol,
  ProtocolContext,
  Reply,
  UpstreamCall,
} from '../connector.ts';
import { UpstreamFault } from '../connector.ts';
import { dropToken, gatewayToken } from '../gateway-token.ts';
import { openSipd } from './envelope.ts';
import { openMirror } from './mirror.ts';
import { sipdSandbox } from './sandbox/server.ts';
import { type SipdService, serviceOf } from './services.ts';
import { refuseEnded, sessionEnd } from './session.ts';
import { refuseThrottled, sendInTurn, windowOf } from './throttle.ts';

type Context = ProtocolContext<SipdConfig>;

/** The WP-SIPD mirror: a form, its key among the fields (the SIPD notes, section 8). */
const wpAjax: Protocol<SipdConfig> = {
  async send(call, context) {
    const service = serviceOf(context.config, call.service, ['apiKey']);
    return withWindow(service, context, async () => {
      const response = await sendOnce(call, service, { api_key: service.apiKey ?? '' }, {}, context);
      return openMirror(response, { instance: context.instance, now: context.now() });
    });
  },
};

/** An official channel through the national gateway; or a bearer token of its own, where one is granted. */
const splp: Protocol<SipdConfig> = {
  async send(call, context) {
    const service = serviceOf(context.config, call.service, ['splp', 'token']);
    const isPlanning = call.method !== 'GET'; // planning reads with POST, the treasury with GET (sections 3 and 5)
    return withWindow(service, context, async () => {
      const response = await twiceWhereNothingIsFound(() => sendWithToken(call, service, context));
      return openSipd(response, { instance: context.instance, now: context.now(), isPlanning });
    });
  },
};

/** An officer's own session at the treasury, handed over (section 2.2). Planning has none: its key is never made here. */
const session: Protocol<SipdConfig> = {
  async send(call, context) {
    const { instance, now } = context;
    const service = serviceOf(context.config, call.service, ['token']);
    const { token = '' } = service;
    refuseEnded(token, instance, now());
    return withWindow(service, context, async () => {
      const response = await twiceWhereNothingIsFound(() => sendBearer(call, service, token, context));
      return openSipd(response, { instance, now: now(), isPlanning: false });
    });
  },
};

/** What an officer exported is handed over: there is nobody to ask. */
const file: Protocol<SipdConfig> = {
  async send({ operation }) {
    throw new Error(`${operation} is read from a file, not asked for`);
  },
};

/** What SIPD said of its limit comes along with every answer, and with every fault, so that the hub can keep it. */
async function withWindow(
  service: SipdService,
  { instance, now }: Context,
  answer: () => Promise<Reply>,
): Promise<Reply> {
  try {
    const reply = await answer();
    const window = windowOf(service, now());
    return window ? { ...reply, window } : reply;
  } catch (error) {
    const window = windowOf(service, now());
    if (!(error instanceof UpstreamFault) || error.fault.retryAt || !window?.closed) throw error;
    throw new UpstreamFault(instance, { ...error.fault, retryAt: window.endsAt }, { cause: error });
  }
}

/** "Data tidak ditemukan" is sometimes a false alarm (section 7): asked once more, then believed. Reads only. */
async function twiceWhereNothingIsFound(ask: () => Promise<HttpResponse>): Promise<HttpResponse> {
  const first = await ask();
  return first.status === 404 && /tidak ditemukan/i.test(first.text) ? ask() : first;
}

async function sendWithToken(call: UpstreamCall, service: SipdService, context: Context): Promise<HttpResponse> {
  const { splp: account, token } = service;
  if (!account) return sendBearer(call, service, token ?? '', context);
  const first = await gatewayToken(account, context);
  const response = await sendBearer(call, service, first.text, context);
  if (response.status !== 401) return response;
  dropToken(account, first.text);
  if (!first.wasKept) return response;
  const second = await gatewayToken(account, context);
  const again = await sendBearer(call, service, second.text, context);
  if (again.status === 401) dropToken(account, second.text);
  return again;
}

function sendBearer(call: UpstreamCall, service: SipdService, token: string, context: Context): Promise<HttpResponse> {
  // every call of planning carries SIPD's own number of the region (section 3)
  const { idDaerah } = service;
  const common: Fields = idDaerah === undefined ? {} : { id_daerah: idDaerah };
  return sendOnce(call, service, common, { Authorization: `Bearer ${token}` }, context);
}

type Fields = Readonly<Record<string, string>>;

async function sendOnce(
  { method, path, headers, body, address }: UpstreamCall,
  service: SipdService,
  fields: Fields,
  credentials: Fields,
  context: Context,
): Promise<HttpResponse> {
  const { instance, now, signal } = context;
  if (signal.aborted)
    throw new UpstreamFault(instance, { trouble: 'unanswered', outcome: 'not-done', reason: 'timeout' });
  const request: HttpRequest = {
    method,
    url: (address ?? service.baseUrl) + path,
    headers: {
      Accept: 'application/json',
      ...headers,
      ...(method === 'GET' ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...credentials,
    },
    ...(method === 'GET' ? {} : { body: formOf({ ...body, ...fields }) }),
    signal,
  };
  const response = await sendInTurn(service, request, context);
  refuseThrottled(service, response, instance, now());
  return response;
}

/** Reads too are POSTs of forms, in planning and at the mirror. */
function formOf(fields: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

export const sipd = {
  name: 'sipd',
  configSchema: 'SipdConfig',
  protocols: { 'wp-ajax': wpAjax, splp, session, file },
  addressOf: (config, service) => serviceOf(config, service).baseUrl,
  settingsOf(config, service): Record<string, string> {
    const { idDaerah } = config.services[service] ?? {};
    return idDaerah === undefined ? {} : { idDaerah };
  },
  accessEnd({ services }) {
    const ends = Object.entries(services).flatMap(([service, { token }]) => {
      const at = token === undefined ? undefined : sessionEnd(token);
      return at ? [{ service, at }] : [];
    });
    return ends.sort((one, next) => one.at.getTime() - next.at.getTime())[0];
  },
  sandbox: sipdSandbox,
} satisfies Connector<SipdConfig>;
