import type { Status } from '../../openapi/generated/types.ts';
import type { Applications } from '../access/applications.ts';
import type { RateLimits } from '../access/limits.ts';
import type { Metrics } from '../health/metrics.ts';
import { authenticate, checkRate } from './caller.ts';
import { docsPage } from './docs.ts';
import type { ApiDocument, ApiOperation } from './document.ts';
import { answerJson } from './json-answer.ts';
import { Problem } from './problems.ts';
import type { EdgeRequest, Handler } from './read-handler.ts';
import type { Checked, RawRequest } from './validation.ts';

export interface SystemParts {
  readonly document: ApiDocument;
  readonly metrics: Metrics;
  readonly applications: Applications;
  readonly limits: RateLimits;
  /** Why the process may not be sent requests; `undefined` when it may. */
  readonly notReady: () => Promise<string | undefined>;
  /** The services of these scopes. */
  readonly statusFor: (scopes: readonly string[]) => Status;
  readonly checkOf: (operation: ApiOperation) => (request: RawRequest) => Checked;
}

/** The operations that are about the hub itself. */
export function systemHandlers(parts: SystemParts): ReadonlyMap<string, Handler> {
  const { document, metrics, applications, limits } = parts;
  const documentBytes = Buffer.from(document.text);
  const operation = document.operations.find(({ id }) => id === 'getStatus');
  const check = operation ? parts.checkOf(operation) : undefined;

  return new Map<string, Handler>([
    ['live', async (edge) => answerJson(edge, 200, { keadaan: 'hidup' })],
    [
      'ready',
      async (edge) => {
        const reason = await parts.notReady();
        if (reason === undefined) answerJson(edge, 200, { keadaan: 'siap' });
        else answerJson(edge, 503, { keadaan: 'belum-siap', alasan: [reason] });
      },
    ],
    ['openapi', async (edge) => sendText(edge, 'application/json; charset=utf-8', documentBytes)],
    ['docs', async (edge) => docsPage(edge)],
    ['metrics', async (edge) => sendText(edge, metrics.contentType, Buffer.from(await metrics.text()))],
    [
      'getStatus',
      async (edge) => {
        const application = authenticate(edge.request.headers, applications);
        edge.application = application.id;
        await checkRate(application, limits);
        const checked = check?.(edge);
        if (checked?.kind === 'bad')
          throw new Problem('permintaan-tidak-sah', {
            detail: 'Permintaan tidak sesuai dokumen; lihat "kesalahan".',
            mistakes: checked.mistakes,
          });
        answerJson(edge, 200, { data: parts.statusFor(application.scopes) });
      },
    ],
  ]);
}

function sendText({ response, requestId }: EdgeRequest, type: string, body: Buffer): void {
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Length': body.length,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': requestId,
  });
  response.end(body);
}
