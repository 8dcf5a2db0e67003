import type { BankSnapConfig } from '../../openapi/generated/config.ts';
import { faultOfStatus, readAnswerText } from '../answer-text.ts';
import { type Fault, type HttpClient, type HttpResponse, UpstreamFault } from '../connector.ts';
import { asRecord } from '../unreadable.ts';
import { responseCodeOf } from './envelope.ts';
import { privateKeyOf } from './keys.ts';
import { jakartaText } from './moments.ts';
import { clientText, encodeSignature, signAsymmetric } from './signature.ts';

export interface Fetching {
  readonly instance: string;
  readonly http: HttpClient;
  readonly now: () => Date;
}

interface Held {
  readonly text: string;
  readonly renewAt: number;
  readonly endsAt: number;
}

/** By the settings they were fetched with: they live as long as the instance. */
const held = new WeakMap<BankSnapConfig, Held>();
const underWay = new WeakMap<BankSnapConfig, Promise<Held>>();

const SHORTEST_SECONDS = 60;
const PAUSE_MS = 10_000;

/**
 * One token for all requests of the instance. It is renewed at 80 % of its life, once, while the others wait (the SNAP
 * notes, section 3); where that fails, the old one is used to its end.
 * Whatever goes wrong here, the call itself was not sent: the outcome of every fault is `not-done`.
 */
export async function accessToken(config: BankSnapConfig, fetching: Fetching): Promise<string> {
  const now = fetching.now().getTime();
  const there = held.get(config);
  if (there && now < there.renewAt) return there.text;
  try {
    return (await renewed(config, fetching)).text;
  } catch (error) {
    if (!there || now >= there.endsAt || held.get(config) !== there) throw error;
    held.set(config, { ...there, renewAt: Math.min(now + PAUSE_MS, there.endsAt) });
    return there.text;
  }
}

/** Only the very token that was refused: another call may have brought a new one meanwhile. */
export function dropToken(config: BankSnapConfig, text: string): void {
  if (held.get(config)?.text === text) held.delete(config);
}

function renewed(config: BankSnapConfig, fetching: Fetching): Promise<Held> {
  const waiting = underWay.get(config);
  if (waiting) return waiting;
  const fetched = fetchToken(config, fetching)
    .then((token) => {
      held.set(config, token);
      return token;
    })
    .finally(() => underWay.delete(config));
  underWay.set(config, fetched);
  return fetched;
}

async function fetchToken(config: BankSnapConfig, { instance, http, now }: Fetching): Promise<Held> {
  const refuse = (fault: Fault) => new UpstreamFault(instance, { ...fault, outcome: 'not-done' });
  const { clientId, privateKey, signatureEncoding, baseUrl, tokenUrl = `${baseUrl}/v1.0/access-token/b2b` } = config;
  const at = now();
  const timestamp = jakartaText(at);
  const signature = signAsymmetric(clientText(clientId, timestamp), privateKeyOf(privateKey));
  const response = await http
    .request({
      method: 'POST',
      url: tokenUrl,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'X-TIMESTAMP': timestamp,
        'X-CLIENT-KEY': clientId,
        'X-SIGNATURE': encodeSignature(signature, signatureEncoding),
      },
      body: '{"grantType":"client_credentials"}',
      // several calls wait for it, so none of them may end it for the others: the client's own timeout does
      signal: new AbortController().signal,
    })
    .catch((error: unknown) => {
      throw error instanceof UpstreamFault ? refuse(error.fault) : error;
    });
  const token = readToken(response, at);
  if ('trouble' in token) throw refuse(token);
  return token;
}

function readToken(response: HttpResponse, at: Date): Held | Fault {
  const { status, headers } = response;
  const body = readAnswerText(response, at);
  if (body.kind === 'fault') return body.fault;
  const answer = body.kind === 'json' ? asRecord(body.value) : undefined;
  const code = responseCodeOf(answer?.responseCode);
  if (code === undefined && status >= 400) return faultOfStatus(status, headers, `token_http_${status}`, at);
  if (code !== undefined && !code.startsWith('200')) {
    const said = faultOfStatus(Number(code.slice(0, 3)), headers, `token_${code}`, at);
    // a wrong grant, timestamp or client is a matter of settings, as a wrong key is
    return code.startsWith('400') ? { ...said, trouble: 'auth' } : said;
  }
  const { accessToken: text, expiresIn } = answer ?? {};
  if (typeof text !== 'string' || text === '')
    return { trouble: 'unavailable', outcome: 'not-done', reason: 'token_missing' };
  const seconds = Math.max(Number(expiresIn) || 0, 0) || SHORTEST_SECONDS; // text in the standard, a number from others
  const from = at.getTime();
  return { text, renewAt: from + seconds * 800, endsAt: from + seconds * 1000 };
}
