import { requireAudit } from '../api/admission.ts';
import { problemOf } from '../api/answering.ts';
import { recordRead } from '../api/read-audit.ts';
import type { ReadEdge } from '../api/read-handler.ts';
import type { AnyReadService, ReadService } from '../exchange/read-service.ts';
import type { FacadeOperation } from '../mapping/backwards/facade.ts';
import type { AdmittedCall } from './asking.ts';
import { asAnswer, cannotSay, type Said } from './saying.ts';

/** Reads as the unified API does, and answers as the old interface did. Throws a Problem. */
export async function readCall(
  call: AdmittedCall,
  operation: FacadeOperation,
  service: AnyReadService,
  edge: ReadEdge,
): Promise<Said> {
  const { application, purpose, params, asked } = call;
  const reading = service as unknown as ReadService<Record<string, unknown>>;
  const wanted = reading.asksFor?.(params) ?? [];
  const permission = edge.permissions.of(application, purpose, service, wanted);
  if (reading.subject) requireAudit(edge);
  const result = await edge.exchange.read(reading, params, permission.instances);
  const grant = permission.grants.get(result.kind === 'answer' ? result.snapshot.source : result.source);
  const { agreement, fields } = grant ?? {};
  recordRead(edge, { ...call, service: reading, result, agreement, wanted, fields });
  if (result.kind !== 'answer') throw problemOf(result, edge.now());
  const { snapshot, keadaan } = result;
  // what an answer would be misread without comes along
  const allowed = fields?.union(new Set(reading.always ?? []));
  const found = operation.found(snapshot.value, { asked, now: edge.now(), allowed });
  if (!found) throw cannotSay();
  const age = Math.max(0, Math.floor((edge.now().getTime() - snapshot.fetchedAt) / 1000));
  const answer = asAnswer(found.word);
  const { sentence } = answer;
  return {
    keadaan,
    answer: {
      ...answer,
      // only where a sentence stands beside every record: elsewhere one means that there is no record
      ...(keadaan === 'usang' && sentence !== undefined && 'payload' in found
        ? { sentence: `${sentence} (data lama, diambil ${new Date(snapshot.fetchedAt).toISOString()})` }
        : {}),
      ...('payload' in found ? { payload: found.payload } : {}),
    },
    headers: {
      'X-Simpul-Keadaan': keadaan,
      Age: String(age),
      ...(keadaan === 'usang' ? { Warning: '110 simpul "Response is Stale"' } : {}), // RFC 7234, 5.5.1
    },
  };
}
