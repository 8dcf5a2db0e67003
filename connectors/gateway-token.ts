import { faultOfStatus, readAnswerText } from './answer-text.ts';
import type { Fault, HttpClient } from './connector.ts';
import { UpstreamFault } from './connector.ts';

/** An account at the national gateway: the same service for every upstream behind it. */
interface GatewayAccount {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface GatewayToken {
  readonly text: string;
  /** It was kept from an earlier call: where it is refused, a new one may not be. */
  readonly wasKept: boolean;
}

interface Kept {
  readonly text: string;
  readonly until: number;
}

/** Renewed this long before it ends, so that it does not end on its way. */
const EARLY_MS = 30_000;
const SHORTEST_SECONDS = 60;

/** By the settings they were fetched with: they live as long as the instance. */
const kept = new WeakMap<GatewayAccount, Kept>();
const underWay = new WeakMap<GatewayAccount, Promise<string>>();

export interface Fetching {
  readonly instance: string;
  readonly http: HttpClient;
  readonly now: () => Date;
}

/**
 * The token of the national gateway, SPLP: OAuth2 client credentials with HTTP Basic (the LAPOR notes, section 4).
 * Whatever goes wrong here, the call itself was not sent: the outcome of every fault is `not-done`.
 */
export async function gatewayToken(splp: GatewayAccount, fetching: Fetching): Promise<GatewayToken> {
  const held = kept.get(splp);
  if (held && held.until > fetching.now().getTime()) return { text: held.text, wasKept: true };
  const waiting = underWay.get(splp) ?? fetchToken(splp, fetching).finally(() => underWay.delete(splp));
  underWay.set(splp, waiting);
  return { text: await waiting, wasKept: false };
}

/** Only the very token that was refused: another call may have brought a new one meanwhile. */
export function dropToken(splp: GatewayAccount, text: string): void {
  if (kept.get(splp)?.text === text) kept.delete(splp);
}

async function fetchToken(splp: GatewayAccount, { instance, http, now }: Fetching): Promise<string> {
  const refuse = (fault: Fault) => new UpstreamFault(instance, { ...fault, outcome: 'not-done' });
  const { tokenUrl, clientId, clientSecret } = splp;
  // several calls wait for it, so none of them may end it for the others: the client's own timeout does
  const { signal } = new AbortController();
  const response = await http
    .request({
      method: 'POST',
      url: tokenUrl,
      headers: {
        Accept: 'application/json',
        Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      signal,
    })
    .catch((error: unknown) => {
      throw error instanceof UpstreamFault ? refuse(error.fault) : error;
    });
  const { status, headers } = response;
  if (status === 400 || status === 401 || status === 403)
    throw refuse({ trouble: 'auth', outcome: 'not-done', reason: 'gateway_refused' });
  if (status >= 300) throw refuse(faultOfStatus(status, headers, `gateway_http_${status}`, now()));
  const body = readAnswerText(response, now());
  const { access_token: token, expires_in: seconds } = tokenBody(body.kind === 'json' ? body.value : undefined);
  if (typeof token !== 'string' || token === '')
    throw refuse({ trouble: 'unavailable', outcome: 'not-done', reason: 'gateway_without_token' });
  const livesMs = (Number(seconds) > 0 ? Number(seconds) : SHORTEST_SECONDS) * 1000;
  // a short life is used to its half rather than not at all
  kept.set(splp, { text: token, until: now().getTime() + Math.max(livesMs - EARLY_MS, livesMs / 2) });
  return token;
}

function tokenBody(value: unknown): { readonly access_token?: unknown; readonly expires_in?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}
