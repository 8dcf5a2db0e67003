import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import findMyWay from 'find-my-way';
import type { Metrics } from '../health/metrics.ts';
import type { Traces } from '../traces/traces.ts';
import type { ApiDocument, ApiOperation } from './document.ts';
import { createFail, type Fail, type Failure } from './failures.ts';
import { Problem } from './problems.ts';
import type { EdgeRequest, Handler } from './read-handler.ts';
import { requestIdOf } from './request-id.ts';

export interface ApiOptions {
  readonly document: ApiDocument;
  /** One per operationId: a missing or an orphan one stops the start. */
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly bodyBytes: number;
  /** Throws a Problem before the bytes of a file are read. */
  readonly admitUpload?: (headers: IncomingHttpHeaders) => void;
  readonly metrics: Metrics;
  readonly traces: Traces;
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
 * Express serves everything. In front of it stands a lane for reads and posts, by far the most requests: finding a route
 * through Express costs a known answer an eighth of its time, through a radix tree next to nothing. What the lane does
 * not know (another method, another case, a path that cannot be decoded) goes on to the same routes in Express.
 */
export function createApi(options: ApiOptions): RequestListener {
  const { document, handlers, metrics, traces } = options;
  checkHandlers(document.operations, handlers);
  const fail = createFail(metrics, (failure) => {
    traces.request({ ...(failure.operation ? { name: failure.operation } : {}), problem: failure.problem.kind });
    options.failed(failure);
  });
  const routes = new Map<string, Route>();
  for (const operation of document.operations) {
    const handler = handlers.get(operation.id);
    if (handler) routes.set(operation.id, createRoute(operation, handler, options, fail));
  }
  const app = createExpress(options, routes, fail);
  const lane = findMyWay({ defaultRoute: app, querystringParser: () => ({}) });
  const readBody = createJsonReader(options.bodyBytes, fail);
  for (const [path, operations] of byPath(document.operations)) {
    for (const method of ['get', 'post'] as const) {
      const operation = operations.find((one) => one.method === method && one.byteTypes.length === 0);
      const route = operation && routes.get(operation.id);
      // an address without that method is named too, or `/v1/penduduk/verifikasi` would be read as a NIK
      lane.on(method === 'get' ? 'GET' : 'POST', colonPath(path), (request, response, params) => {
        if (!route) app(request, response);
        else if (operation.bodySchema === undefined) void route(request, response, params);
        else
          readBody(
            operation,
            request as Request,
            response as Response,
            () => void route(request, response, params, (request as Request).body),
          );
      });
    }
  }
  return (request, response) => lane.lookup(request, response);
}

function createExpress(
  { document, bodyBytes, admitUpload, mount }: ApiOptions,
  routes: ReadonlyMap<string, Route>,
  fail: Fail,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // answers carry their own, made once per snapshot
  app.set('query parser', false); // unknown parameters are refused, so the raw query is wanted
  const readBody = createJsonReader(bodyBytes, fail);
  const readBytes = createByteReader(fail, admitUpload);

  for (const [path, operations] of byPath(document.operations)) {
    const address = app.route(colonPath(path));
    for (const operation of operations) {
      const { id, method, bodySchema, byteTypes } = operation;
      const run = (request: Request, response: Response) =>
        routes.get(id)?.(request, response, request.params as Record<string, string>, request.body);
      const json = (request: Request, response: Response, next: NextFunction) =>
        readBody(operation, request, response, next);
      const before = bodySchema !== undefined ? [json] : byteTypes.length > 0 ? [readBytes(operation)] : [];
      address[method as 'get'](...before, run);
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

function createRoute(
  { id: operation, path: route }: ApiOperation,
  handler: Handler,
  { metrics, traces }: Pick<ApiOptions, 'metrics' | 'traces'>,
  fail: Fail,
): Route {
  const told = { name: operation, route };
  return async (request, response, path, body) => {
    const started = performance.now();
    traces.request(told);
    const url = request.url ?? '';
    const mark = url.indexOf('?');
    const requestId = requestIdOf(request.headers['x-request-id']);
    const edge: EdgeRequest = {
      request,
      response,
      requestId,
      path,
      query: mark < 0 ? undefined : new URLSearchParams(url.slice(mark + 1)),
      headers: request.headers,
      body,
    };
    try {
      await handler(edge);
      traces.request({ application: edge.application, keadaan: edge.keadaan });
      const tookSeconds = (performance.now() - started) / 1000;
      metrics.answered(operation, response.statusCode, tookSeconds, edge.keadaan, edge.application);
    } catch (error) {
      const { application } = edge;
      traces.request({ application });
      const tookSeconds = (performance.now() - started) / 1000;
      fail(error, response, {
        requestId,
        operation,
        tookSeconds,
        ...(application === undefined ? {} : { application }),
      });
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

type JsonReader = (operation: ApiOperation, request: Request, response: Response, next: () => void) => void;

/** The JSON of a body as `request.body`; a body that may be left out stays undefined. */
function createJsonReader(limit: number, fail: Fail): JsonReader {
  const read = express.json({ limit, type: isJson });
  return (operation, request, response, next) => {
    const refuse = (error: unknown) =>
      fail(error, response, { requestId: requestIdOf(request.headers['x-request-id']), operation: operation.id });
    const empty = (request.headers['content-length'] ?? '0') === '0' && !request.headers['transfer-encoding'];
    if (!operation.bodyRequired && empty) next();
    else if (isJson(request)) read(request, response, (error?: unknown) => (error ? refuse(error) : next()));
    else refuse(new Problem('jenis-isi-tidak-didukung', { detail: WANTS_JSON }));
  };
}

/** The bytes of a body as `request.body`, where its type is one of those that the operation takes. */
/** Megabytes are taken from nobody who has no key; everything else about the caller is looked at afterwards. */
function createByteReader(fail: Fail, admitUpload: ApiOptions['admitUpload']) {
  return (operation: ApiOperation) => {
    const read = express.raw({ limit: MOST_UPLOADED_BYTES, type: [...operation.byteTypes] });
    return (request: Request, response: Response, next: () => void) => {
      const refuse = (error: unknown) =>
        fail(error, response, { requestId: requestIdOf(request.headers['x-request-id']), operation: operation.id });
      try {
        admitUpload?.(request.headers);
      } catch (error) {
        refuse(error);
        return;
      }
      read(request, response, (error?: unknown) => (error === undefined ? next() : refuse(error)));
    };
  };
}

const WANTS_JSON = 'Kirim badan sebagai "Content-Type: application/json".';
const MOST_UPLOADED_BYTES = 5_242_880;
