import type { Fault } from '../../connectors/connector.ts';
import { ADDRESS_NOT_ALLOWED } from './webhook-address.ts';

const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** What the status of a receiver says; `undefined`: it took it. Nothing else of its answer counts. */
export function faultOfStatus(status: number, retryAfter: string | string[] | undefined, now: Date): Fault | undefined {
  if (status >= 200 && status < 300) return undefined;
  const reason = `http_${status}`;
  if (status === 410) return { trouble: 'auth', outcome: 'not-done', reason };
  if (status === 429) {
    const retryAt = retryAtOf(String(retryAfter ?? ''), now);
    return { trouble: 'throttled', outcome: 'not-done', reason, ...(retryAt ? { retryAt } : {}) };
  }
  return { trouble: 'unavailable', outcome: status >= 500 ? 'unknown' : 'not-done', reason };
}

/** Seconds or a date, RFC 9110 section 10.2.3. */
function retryAtOf(retryAfter: string, now: Date): Date | undefined {
  const at = /^\d+$/.test(retryAfter) ? now.getTime() + Number(retryAfter) * 1000 : Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : new Date(Math.min(at, now.getTime() + LONGEST_RETRY_AFTER_MS));
}

/** Errors before a byte was sent. */
const NOT_SENT: Readonly<Record<string, string>> = {
  [ADDRESS_NOT_ALLOWED]: 'address_not_allowed',
  ECONNREFUSED: 'connection_refused',
  ENOTFOUND: 'name_unknown',
  EAI_AGAIN: 'name_unknown',
  EHOSTUNREACH: 'host_unreachable',
  ENETUNREACH: 'host_unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
};

export function faultOfError(error: unknown): Fault {
  const { code, name } =
    typeof error === 'object' && error !== null ? (error as { code?: unknown; name?: unknown }) : {};
  const known = String(code ?? '');
  const reason =
    NOT_SENT[known] ?? (/CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL|EPROTO/.test(known) ? 'tls_failed' : undefined);
  if (reason !== undefined) return { trouble: 'unreachable', outcome: 'not-done', reason };
  const timedOut = name === 'AbortError' || known.includes('TIMEOUT') || known === 'UND_ERR_ABORTED';
  return { trouble: 'unanswered', outcome: 'unknown', reason: timedOut ? 'timeout' : 'connection_lost' };
}

const WORDS: Readonly<Record<string, string>> = {
  http_410: 'menjawab 410: alamat ini tidak dipakai lagi',
  http_429: 'membatasi kiriman (429)',
  address_not_allowed: 'namanya mengarah ke alamat yang tidak diizinkan',
  secret_unreadable: 'rahasianya tidak dapat dibuka; ganti rahasia',
  connection_refused: 'menolak sambungan',
  name_unknown: 'namanya tidak ditemukan di DNS',
  host_unreachable: 'tidak dapat dicapai',
  connect_timeout: 'tidak dapat dihubungi pada waktunya',
  tls_failed: 'sambungan amannya (TLS) gagal; periksa sertifikatnya',
  timeout: 'tidak menjawab pada waktunya',
  connection_lost: 'memutus sambungan',
};

/** Why an address takes nothing, for whoever runs it: in Indonesian, and never the address. */
export function wordsOf(reason = 'connection_lost'): string {
  const status = /^http_(\d+)$/.exec(reason)?.[1];
  const redirected = status?.startsWith('3') ? `mengalihkan (${status}); pengalihan tidak diikuti` : undefined;
  return WORDS[reason] ?? redirected ?? (status === undefined ? 'tidak dapat dikirimi' : `menjawab ${status}`);
}
