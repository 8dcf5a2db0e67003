import { faultOfStatus, readAnswerText } from '../answer-text.ts';
import type { Fault, HttpClient } from '../connector.ts';
import { UpstreamFault } from '../connector.ts';
import { asMembers, trimmedMembers } from './members.ts';
import type { OssService } from './services.ts';

export interface SecurityKey {
  readonly text: string;
  /** It was kept from an earlier call: where it is refused, a new one may not be. */
  readonly wasKept: boolean;
}
export interface Fetching {
  readonly instance: string;
  readonly http: HttpClient;
  readonly now: () => Date;
  /** Where the release says that the host moved. */
  readonly address?: string;
}

/** By the settings they were fetched with: they live as long as the instance. */
const kept = new WeakMap<OssService, { readonly text: string; readonly until: number }>();
const underWay = new WeakMap<OssService, Promise<string>>();
const EARLY_MS = 30_000;

/**
 * The key of OSS 1.x, sent in `OSS-API-KEY` (the OSS notes, section 3.2).
 * Whatever goes wrong here, the call itself was not sent: the outcome of every fault is `not-done`.
 */
export async function securityKey(service: OssService, fetching: Fetching): Promise<SecurityKey> {
  const held = kept.get(service);
  if (held && held.until > fetching.now().getTime()) return { text: held.text, wasKept: true };
  const waiting = underWay.get(service) ?? fetchKey(service, fetching).finally(() => underWay.delete(service));
  underWay.set(service, waiting);
  return { text: await waiting, wasKept: false };
}

/** Only the very key that was refused: another call may have brought a new one meanwhile. */
export function dropKey(service: OssService, text: string): void {
  if (kept.get(service)?.text === text) kept.delete(service);
}

async function fetchKey(service: OssService, { instance, http, now, address }: Fetching): Promise<string> {
  const refuse = (fault: Fault) => new UpstreamFault(instance, { ...fault, outcome: 'not-done' });
  const { baseUrl, username: user_akses, password: pwd_akses, keyMinutes } = service;
  const { signal } = new AbortController(); // several calls wait for it: the client's own timeout ends it
  const response = await http
    .request({
      method: 'POST',
      url: `${address ?? baseUrl}/sendSecurityKey`,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: JSON.stringify({ securityKey: { user_akses, pwd_akses } }),
      signal,
    })
    .catch((error: unknown) => {
      throw error instanceof UpstreamFault ? refuse(error.fault) : error;
    });
  const body = readAnswerText(response, now());
  if (body.kind === 'fault') throw refuse(body.fault);
  const root = body.kind === 'json' ? asMembers(trimmedMembers(body.value)) : undefined;
  const { key, masa_berlaku: until } = asMembers(root?.responsendSecurityKey) ?? {};
  if (response.status >= 300) throw refuse(faultOfStatus(response.status, response.headers, 'security_key', now()));
  // how a wrong password is answered is not documented: an envelope without a key
  if (typeof key !== 'string' || key === '') throw refuse({ trouble: 'auth', outcome: 'not-done', reason: 'no_key' });
  const ends = endOf(until, now()) ?? now().getTime() + keyMinutes * 60_000;
  kept.set(service, { text: key, until: ends - EARLY_MS });
  return key;
}

/** `YYYY-MM-DD HH:MM:SS`, Jakarta, is taken for it (unverified); anything else says nothing. */
function endOf(until: unknown, now: Date): number | undefined {
  const text = typeof until === 'string' ? until.trim() : '';
  if (!/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d$/.test(text)) return undefined;
  const at = Date.parse(`${text.replace(' ', 'T')}+07:00`);
  return at > now.getTime() + EARLY_MS ? at : undefined;
}
