import { readFileSync } from 'node:fs';
import type { TLSSocket } from 'node:tls';
import { Axios } from 'axios';
import { buildConnector, Pool } from 'undici';
import { type Fault, type HttpClient, UpstreamFault } from '../../connectors/connector.ts';
import type { TlsConfig } from '../../openapi/generated/config.ts';
import { createUndiciAdapter } from './undici-adapter.ts';

export interface HttpClientOptions {
  readonly instance: string;
  readonly timeoutMs: number;
  readonly mostBytes: number;
  readonly connections: number;
  readonly tls?: TlsConfig;
  /** Told of the `Date` of each answer that has one. */
  readonly heard?: (date: string) => void;
  /** Told, at each new connection, until when the certificate of the other side is good. */
  readonly certified?: (validTo: string) => void;
}
export interface ClosableHttpClient extends HttpClient {
  close(): Promise<void>;
}

/**
 * The one way out to an instance: axios over a keep-alive pool of its own, so that one upstream's slowness never
 * takes another's connections. Redirects are not followed: credentials would travel to wherever they point.
 */
export function createHttpClient(options: HttpClientOptions): ClosableHttpClient {
  const { instance, timeoutMs, mostBytes, heard } = options;
  const pools = new Map<string, Pool>();
  const connect = tlsConnector(options);
  const poolOf = (origin: string): Pool => {
    const there = pools.get(origin);
    if (there) return there;
    const pool = new Pool(origin, {
      connections: options.connections,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: mostBytes,
      connect,
    });
    pools.set(origin, pool);
    return pool;
  };
  // an instance of our own: the library's usual one carries defaults that every call would merge anew
  const client = new Axios({
    adapter: createUndiciAdapter({ poolOf, mostBytes }),
    validateStatus: null, // any HTTP status is an answer; what it means is the connector's business
  });
  return {
    async request({ method, url, headers, body, signal }) {
      try {
        const {
          status,
          headers: answered,
          data,
        } = await client.request<string>({ method, url, headers, data: body, signal });
        const { date } = answered as Record<string, string>;
        if (date !== undefined) heard?.(date);
        return { status, headers: answered as Record<string, string>, text: data };
      } catch (cause) {
        throw new UpstreamFault(instance, faultOf(cause), { cause: withoutRequest(cause) });
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** Errors before a byte was sent: nothing happened there. Everything else may have. */
const NOT_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection_refused',
  ENOTFOUND: 'name_unknown',
  EAI_AGAIN: 'name_unknown',
  EHOSTUNREACH: 'host_unreachable',
  ENETUNREACH: 'network_unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  ERR_SIMPUL_CERTIFICATE: 'certificate_not_accepted',
};

function faultOf(error: unknown): Fault {
  const code = codeOf(error);
  const reason =
    NOT_SENT[code] ??
    (/CERT|SELF_SIGNED|TLS|SSL|LEAF_SIGNATURE|EPROTO/.test(code) ? 'certificate_not_accepted' : undefined);
  if (reason !== undefined) return { trouble: 'unreachable', outcome: 'not-done', reason };
  const timedOut = code === 'ERR_CANCELED' || code === 'ABORT_ERR' || code.includes('TIMEOUT');
  return { trouble: 'unanswered', outcome: 'unknown', reason: timedOut ? 'timeout' : 'connection_lost' };
}

/** What is read of an error, whichever realm or library it comes from. */
interface ErrorLike {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The code of the innermost error that has one: axios wraps undici, which wraps the socket. */
function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 5) return '';
  const { name, code, cause, errors } = error as ErrorLike;
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0], depth + 1); // one per address that was tried
  if (name === 'AbortError' || name === 'CanceledError') return 'ABORT_ERR';
  return codeOf(cause, depth + 1) || (typeof code === 'string' ? code : '');
}

/** Axios hangs the whole request, secrets included, on its errors; only what went wrong may go on. */
function withoutRequest(error: unknown): Error {
  return new Error(codeOf(error) || 'no code');
}

/** Upstreams behind an address that no authority vouches for are known by their own certificate, not by trusting all. */
function tlsConnector({ tls, timeoutMs, certified }: HttpClientOptions): buildConnector.connector {
  const pinned = tls?.sha256Fingerprint?.toUpperCase();
  const base = buildConnector({
    timeout: Math.min(timeoutMs, 5000),
    ...(tls?.caFile === undefined ? {} : { ca: readFileSync(tls.caFile) }),
    ...(pinned === undefined ? {} : { rejectUnauthorized: false }),
  });
  return (options, callback) =>
    base(options, (error, socket) => {
      if (!socket) {
        callback(error ?? new Error('no connection'), null);
        return;
      }
      const certificate = 'getPeerCertificate' in socket ? (socket as TLSSocket).getPeerCertificate() : undefined;
      if (pinned !== undefined && certificate && certificate.fingerprint256 !== pinned) {
        socket.destroy();
        callback(Object.assign(new Error('another certificate'), { code: 'ERR_SIMPUL_CERTIFICATE' }), null);
        return;
      }
      if (certificate?.valid_to) certified?.(certificate.valid_to); // a resumed session shows none
      callback(null, socket);
    });
}
