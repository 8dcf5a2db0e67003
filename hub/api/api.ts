import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Metrics } from '../health/metrics.ts';
import { sendProblem } from './answering.ts';
import type { ApiDocument, ApiOperation } from './document.ts';
import { Problem } from './problems.ts';
import type { Handler } from './read-handler.ts';
import { requestIdOf } from './request-id.ts';

export interface ApiOptions {
  readonly document: ApiDocument;
  /** One per operationId: a missing or an orphan one stops the start. */
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly bodyBytes: number;
  readonly metrics: Metrics;
  /** Told of every request that ended in a problem. Never an address: addresses hold people's numbers. */
  readonly failed: (failure: Failure) => void;
  /** Mounts what is no operation: the files of the API page. */
  readonly mount?: (app: Express) => void;
}
export interface Failure {
  readonly requestId: string;
  readonly operation: string;
  readonly problem: Problem;
  /** What lies behind an internal error. */
  readonly cause?: unknown;
}

/** What a request leaves for the handler of its errors. */
interface Locals {
  readonly operation?: string;
  readonly requestId?: string;
}

/** Routes made from the OpenAPI document by operationId. Throws an Error that lists every mismatch. */
export function createApi(options: ApiOptions): Express {
  const { document, handlers, metrics, failed } = options;
  checkHandlers(document.operations, handlers);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // answers carry their own, made once per snapshot
  app.set('query parser', false); // unknown parameters are refused, so the raw query is wanted
  const readJson = express.json({ limit: options.bodyBytes, type: isJson });

  for (const [path, operations] of byPath(document.operations)) {
    const address = app.route(expressPath(path));
    for (const operation of operations) {
      const handler = handlers.get(operation.id);
      if (!handler) continue;
      const route = createRoute(operation, handler, metrics);
      const middlewares = operation.bodySchema === undefined ? [route] : [requireJson, readJson, route];
      address[operation.method as 'get'](...middlewares);
    }
    address.all(refuseMethod(operations));
  }
  options.mount?.(app);
  app.use(() => {
    throw new Problem('alamat-tidak-dikenal', { detail: 'Alamat ini tidak ada di Simpul. Lihat /docs.' });
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const { operation = '', requestId = requestIdOf(request.headers['x-request-id']) } = response.locals as Locals;
    const problem = problemFrom(error);
    metrics.answered(operation || 'none', problem.status, 0);
    failed({ requestId, operation, problem, ...(problem === error ? {} : { cause: error }) });
    sendProblem(response, problem, requestId);
  });
  return app;
}

function checkHandlers(operations: readonly ApiOperation[], handlers: ReadonlyMap<string, Handler>): void {
  const known = new Set(operations.map(({ id }) => id));
  const missing = [...known].filter((id) => !handlers.has(id));
  const orphans = [...handlers.keys()].filter((id) => !known.has(id));
  const said = [
    ...(missing.length ? [`no handler for ${missing.join(', ')}`] : []),
    ...(orphans.length ? [`no operation in the document for ${orphans.join(', ')}`] : []),
  ];
  if (said.length > 0) throw new Error(`openapi/simpul.yaml and the services do not match: ${said.join('; ')}`);
}

function createRoute({ id }: ApiOperation, handler: Handler, metrics: Metrics) {
  return async (request: Request, response: Response): Promise<void> => {
    const started = performance.now();
    const { url } = request;
    const mark = url.indexOf('?');
    const requestId = requestIdOf(request.headers['x-request-id']);
    response.locals.operation = id;
    response.locals.requestId = requestId;
    await handler({
      request,
      response,
      requestId,
      path: request.params as Record<string, string>,
      query: mark < 0 ? undefined : new URLSearchParams(url.slice(mark + 1)),
      headers: request.headers,
      body: request.body as unknown,
    });
    metrics.answered(id, response.statusCode, (performance.now() - started) / 1000);
  };
}

function expressPath(path: string): string {
  return path.replace(/\{([^}]+)\}/g, ':$1');
}

/** Plain paths before those with parts: `/v1/penduduk/verifikasi` is no NIK. */
function byPath(operations: readonly ApiOperation[]): readonly (readonly [string, readonly ApiOperation[]])[] {
  const paths = Map.groupBy(operations, ({ path }) => path);
  return [...paths].sort(([one], [other]) => Number(one.includes('{')) - Number(other.includes('{')));
}

function refuseMethod(operations: readonly ApiOperation[]) {
  const allowed = operations.map(({ method }) => (method === 'get' ? 'GET, HEAD' : method.toUpperCase())).join(', ');
  return () => {
    throw new Problem('metode-tidak-diizinkan', {
      detail: `Alamat ini hanya menerima ${allowed}.`,
      headers: { Allow: allowed },
    });
  };
}

function isJson(request: IncomingMessage): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
}

function requireJson(request: IncomingMessage, _response: ServerResponse, next: NextFunction): void {
  if (isJson(request)) next();
  else
    throw new Problem('jenis-isi-tidak-didukung', { detail: 'Kirim badan sebagai "Content-Type: application/json".' });
}

/** What express and its parsers throw, in our words. */
function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { type, status } =
    typeof error === 'object' && error !== null ? (error as { type?: unknown; status?: unknown }) : {};
  if (type === 'entity.too.large')
    return new Problem('isi-terlalu-besar', { detail: 'Badan permintaan melebihi batas.' });
  if (type === 'entity.parse.failed')
    return new Problem('permintaan-tidak-sah', {
      detail: 'Badan permintaan bukan JSON yang utuh.',
      mistakes: [{ di: 'body', masalah: 'bukan JSON yang utuh' }],
    });
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new Problem('jenis-isi-tidak-didukung', { detail: 'Kirim JSON sebagai UTF-8.' });
  if (status === 400)
    return new Problem('permintaan-tidak-sah', {
      detail: 'Alamat atau badan permintaan tidak dapat dibaca.',
      mistakes: [{ di: 'path', masalah: 'tidak dapat dibaca' }],
    });
  return new Problem('kesalahan-internal', {
    detail: 'Ada kesalahan di Simpul. Laporkan nomor permintaan ini kepada Diskominfo.',
  });
}
