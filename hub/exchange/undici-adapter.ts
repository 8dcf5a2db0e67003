import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { type AxiosAdapter, AxiosError, type AxiosResponse, type RawAxiosRequestHeaders } from 'axios';
import type { Dispatcher, Pool } from 'undici';

export interface UndiciAdapterOptions {
  /** The pool of an origin (`https://host:port`). */
  readonly poolOf: (origin: string) => Pool;
  /** The most a body may hold, before and after decompression. */
  readonly mostBytes: number;
}

interface Answered {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/**
 * Axios over undici's connection pool: axios's own adapter makes half as many calls a second. Bodies are collected by
 * undici's dispatch interface, because its `request` builds a stream for each, which costs as much as the rest.
 * Answers are text; errors carry undici's error as their cause.
 */
export function createUndiciAdapter({ poolOf, mostBytes }: UndiciAdapterOptions): AxiosAdapter {
  return async (config) => {
    const { origin, path } = splitUrl(config.url ?? '');
    const request = {
      path,
      method: (config.method ?? 'GET').toUpperCase() as Dispatcher.HttpMethod,
      headers: config.headers.toJSON() as Record<string, string>,
      body: (config.data as string | undefined) ?? null,
    };
    const { status, headers, body } = await dispatch(
      poolOf(origin),
      request,
      mostBytes,
      config.signal as AbortSignal | undefined,
    );
    const encoding = headers['content-encoding'];
    const response: AxiosResponse<string> = {
      data: (typeof encoding === 'string' ? decompress(body, encoding, mostBytes) : body).toString('utf8'),
      status,
      statusText: '',
      headers: headers as RawAxiosRequestHeaders,
      config,
    };
    return response;
  };
}

function splitUrl(url: string): { origin: string; path: string } {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start < 0 ? { origin: url, path: '/' } : { origin: url.slice(0, start), path: url.slice(start) };
}

function dispatch(
  pool: Pool,
  request: Dispatcher.DispatchOptions,
  mostBytes: number,
  signal: AbortSignal | undefined,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let status = 0;
    let headers: Answered['headers'] = {};
    let controller: Dispatcher.DispatchController | undefined;
    const abort = () => {
      const error = Object.assign(new Error('given up'), { code: 'ABORT_ERR' });
      controller?.abort(error);
      reject(error); // before a connection was there, nobody else would
    };
    if (signal?.aborted) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort, { once: true });
    pool.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (signal?.aborted) abort();
      },
      onResponseStart(_controller, statusCode, answered) {
        status = statusCode;
        headers = answered;
      },
      onResponseData(receiving, chunk) {
        length += chunk.length;
        if (length > mostBytes) receiving.abort(new AxiosError('answer is too large', 'ERR_TOO_LARGE'));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        signal?.removeEventListener('abort', abort);
        resolve({
          status,
          headers,
          body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length),
        });
      },
      onResponseError(_controller, error) {
        signal?.removeEventListener('abort', abort);
        reject(error);
      },
    });
  });
}

/** We ask for none; some gateways compress all the same. */
function decompress(bytes: Buffer, encoding: string, maxOutputLength: number): Buffer {
  switch (encoding.toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, { maxOutputLength });
    case 'deflate':
      return inflateSync(bytes, { maxOutputLength });
    case 'br':
      return brotliDecompressSync(bytes, { maxOutputLength });
    default:
      return bytes;
  }
}
