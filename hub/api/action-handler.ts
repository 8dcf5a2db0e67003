import type { ActionResult, ActionService } from '../services/service.ts';
import { admit, record, requireAudit } from './admission.ts';
import type { ApiOperation } from './document.ts';
import { answerJson, answerWritten } from './json-answer.ts';
import { Problem } from './problems.ts';
import type { EdgeRequest, Handler } from './read-handler.ts';
import { answerInPieces, downloadHeaders } from './streaming.ts';
import type { ForwardEdge } from './submit-handler.ts';
import type { Checked, RawRequest } from './validation.ts';

/** An operation over what the city itself keeps. */
export function createActionHandler(
  given: ActionService,
  operation: ApiOperation,
  check: (request: RawRequest) => Checked,
  edge: ForwardEdge,
): Handler {
  const service = given as unknown as ActionService<Record<string, unknown>>;
  return async (request) => {
    const bytes = operation.byteTypes.length > 0 ? bytesOf(request, operation) : {};
    const admitted = await admit(request, operation, check, edge, service.connector !== undefined);
    if (service.subject) requireAudit(edge);
    const result = await service.run({ ...admitted.params, ...bytes }, edge.contextFor(admitted));
    if (service.subject) {
      const subject = subjectOf(result) ?? service.subject(admitted.params);
      record(edge, request, admitted, { service: service.name, subject, outcome: 'segar' });
    }
    await answer(request, result);
  };
}

function bytesOf({ body, headers }: EdgeRequest, { byteTypes }: ApiOperation) {
  if (!Buffer.isBuffer(body))
    throw new Problem('jenis-isi-tidak-didukung', { detail: `Kirim berkas sebagai ${byteTypes.join(', ')}.` });
  return { bytes: body, type: String(headers['content-type'] ?? '') };
}

function subjectOf(result: ActionResult): string | undefined {
  return result.kind === 'json' ? result.subject : undefined;
}

async function answer(request: EdgeRequest, result: ActionResult): Promise<void> {
  const { response, requestId } = request;
  switch (result.kind) {
    case 'json':
      answerJson(request, result.status, result.body, result.headers);
      return;
    case 'written':
      answerWritten(request, 200, result.json);
      return;
    case 'stream':
      await answerInPieces(request, result);
      return;
    case 'nothing':
      response.writeHead(204, { 'Cache-Control': 'no-store', 'X-Request-Id': requestId }).end();
      return;
    case 'bytes':
      response.writeHead(200, {
        ...downloadHeaders(requestId, result),
        'Content-Length': result.bytes.length,
      });
      response.end(result.bytes);
      return;
    default:
      result satisfies never;
  }
}
