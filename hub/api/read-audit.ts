import type { Application } from '../access/applications.ts';
import type { Audit } from '../audit/audit.ts';
import type { ReadResult } from '../exchange/exchange.ts';
import type { ReadService } from '../exchange/read-service.ts';

/** A read that was let in and came to something. */
export interface AuditedRead {
  readonly requestId: string;
  readonly application: Application;
  readonly purpose: string;
  readonly service: ReadService<Record<string, unknown>>;
  readonly params: Record<string, unknown>;
  readonly result: ReadResult;
  /** Of the agreement that covers it. */
  readonly agreement: string | undefined;
  /** What the caller asked for by name. */
  readonly wanted: readonly string[];
  /** What was handed out; absent: all of it. */
  readonly fields: ReadonlySet<string> | undefined;
}

export interface AuditEdge {
  readonly audit: Pick<Audit, 'record'>;
  readonly keyedHash: (text: string) => string;
  readonly now: () => Date;
}

/** Writes down who read what about whom, whatever door they came through; nothing where no person is read about. */
export function recordRead({ audit, keyedHash, now }: AuditEdge, read: AuditedRead) {
  const { requestId, application, purpose, service, params, result, agreement = '', wanted, fields } = read;
  if (!service.subject) return;
  audit.record({
    at: now().getTime(),
    requestId,
    application: application.id,
    purpose,
    agreement,
    service: service.name,
    subject: subjectOf(result) || keyedHash(service.subject(params)),
    fields: wanted.length > 0 ? wanted.join(',') : fields ? [...fields].join(',') : '*',
    outcome: result.kind === 'answer' ? result.keadaan : result.kind,
  });
}

function subjectOf(result: ReadResult): string {
  return result.kind === 'answer' ? result.snapshot.subject : '';
}
