import type { RequestListener } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Operators } from '../access/operators.ts';
import { sendProblem } from '../api/answering.ts';
import { problemFrom } from '../api/failures.ts';
import type { Problem } from '../api/problems.ts';
import { requestIdOf } from '../api/request-id.ts';
import type { Audit } from '../audit/audit.ts';
import type { Endpoint } from './endpoint.ts';
import { endpoint, Stream } from './endpoint.ts';
import { createLive, type Topic } from './live.ts';
import { createRouter } from './router.ts';
import { createSignIn } from './sign-in.ts';
import { createPage } from './static.ts';
import type { Me } from './views/me.ts';

export interface ConsoleParts {
  readonly operators: Operators;
  readonly audit: Pick<Audit, 'record' | 'available'>;
  readonly endpoints: readonly Endpoint[];
  readonly topics: Readonly<Record<string, Topic>>;
  readonly surroundings: () => Promise<Me['hub']>;
  /** Browsers reach the hub by https. */
  readonly secure: boolean;
  readonly now: () => Date;
  readonly stopping: AbortSignal;
  readonly trouble: (what: string, error?: unknown) => void;
  readonly failed: (failure: { requestId: string; problem: Problem; cause?: unknown }) => void;
}

export interface Console {
  readonly listener: RequestListener;
  close(): void;
}

export function isConsoleUrl(url: string): boolean {
  return url === '/console' || url.startsWith('/console/') || url.startsWith('/console?');
}

/** The page of Diskominfo: its files, its data and its events. */
export function createConsole(parts: ConsoleParts): Console {
  const { topics, trouble, failed, stopping } = parts;
  const live = createLive({ topics, trouble });
  stopping.addEventListener('abort', () => live.close(), { once: true });
  const app = express().disable('x-powered-by').disable('etag');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      strictTransportSecurity: parts.secure,
    }),
  );
  app.use('/console/api', createSignIn(parts));
  app.use('/console/api', createRouter({ ...parts, endpoints: [...parts.endpoints, liveEndpoint(live)] }));
  const page = createPage();
  app.use('/console', (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') next();
    else if (!page.file(request, response)) page.index(request, response);
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const problem = problemFrom(error);
    const requestId = requestIdOf(request.headers['x-request-id']);
    failed({ requestId, problem, ...(problem === error ? {} : { cause: error }) });
    sendProblem(response, problem, requestId);
  });
  return { listener: app, close: live.close };
}

function liveEndpoint(live: ReturnType<typeof createLive>): Endpoint {
  return endpoint({
    method: 'GET',
    path: '/langsung',
    role: 'pengamat',
    query: ['topik'],
    async run({ query, stillSignedIn }) {
      const asked = (query.topik ?? '').split(',').filter((name) => live.topics.includes(name));
      return new Stream((response) => live.open(asked, response, stillSignedIn));
    },
  });
}
