import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import findMyWay from 'find-my-way';
import type { Metrics } from '../health/metrics.ts';
import type { ApiDocument, ApiOperation } from './document.ts';
import { createFail, type Fail, type Failure } from './failures.ts';
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
type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  path: Readonly<Record<string, string | undefined>>,
  body?: unknown,
) => Promise<void>;

/**
 * Routes made from the OpenAPI document by operationId. Throws an Error that lists every mismatch.
 *
 * Express serves everything. In front of it stands a lane for plain reads, by far the most requests: finding a route
 * through Express costs a known answer an eighth of its time, through a radix tree next to nothing. What the lane does
 * not know (another method, another case, a path that cannot be decoded) goes on to the same routes in Express.
 */
export function createApi(options: ApiOptions): RequestListener {
  const { document, handlers, metrics } = options;
  checkHandlers(document.operations, handlers);
  const fail = createFail(metrics, options.failed);
  const routes = new Map<string, Route>();
  for (const { id } of document.operations) {
    const handler = handlers.get(id);
    if (handler) routes.set(id, createRoute(id, handler, metrics, fail));
  }
  const app = createExpress(options, routes, fail);
  const lane = findMyWay({ defaultRoute: app, querystringParser: () => ({}) });
  for (const [path, operations] of byPath(document.operations)) {
    const read = operations.find(({ method, bodySchema }) => method === 'get' && bodySchema === undefined);
    const route = read && routes.get(read.id);
    // an address without a read is named too, or `/v1/penduduk/verifikasi` would be read as a NIK
    if (route) lane.on('GET', colonPath(path), (request, response, params) => void route(request, response, params));
    else lane.on('GET', colonPath(path), (request, response) => app(request, response));
  }
  return (request, response) => lane.lookup(request, response);
}

function createExpress(
  { document, bodyBytes, mount }: ApiOptions,
  routes: ReadonlyMap<string, Route>,
  fail: Fail,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // answers carry their own, made once per snapshot
  app.set('query parser', false); // unknown parameters are refused, so the raw query is wanted
  const readJson = express.json({ limit: bodyBytes, type: isJson });

  for (const [path, operations] of byPath(document.operations)) {
    const address = app.route(colonPath(path));
    for (const { id, method, bodySchema } of operations) {
      const run = (request: Request, response: Response) =>
        routes.get(id)?.(request, response, request.params as Record<string, string>, request.body);
      address[method as 'get'](...(bodySchema === undefined ? [run] : [requireJson, readJson, run]));
    }
    address.all(refuseMethod(operations));
  }
  mount?.(app);
  app.use(() => {
    throw new Problem('alamat-tidak-dikenal', { detail: 'Alamat ini tidak ada di Simpul. Lihat /docs.' });
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    fail(error, response, { requestId: requestIdOf(request.headers['x-request-id']), operation: '' });
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

function createRoute(operation: string, handler: Handler, metrics: Metrics, fail: Fail): Route {
  return async (request, response, path, body) => {
    const started = performance.now();
    const url = request.url ?? '';
    const mark = url.indexOf('?');
    const requestId = requestIdOf(request.headers['x-request-id']);
    try {
      await handler({
        request,
        response,
        requestId,
        path,
        query: mark < 0 ? undefined : new URLSearchParams(url.slice(mark + 1)),
        headers: request.headers,
        body,
      });
      metrics.answered(operation, response.statusCode, (performance.now() - started) / 1000);
    } catch (error) {
      fail(error, response, { requestId, operation });
    }
  };
}

/** `{nomor}` of the document is `:nomor` to both routers. */
function colonPath(path: string): string {
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
