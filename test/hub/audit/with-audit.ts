import { type Audit, createAudit } from '../../../hub/audit/audit.ts';
import { type AuditReport, type VerifyOptions, verifyAudit } from '../../../hub/audit/verify.ts';
import type { AuditRecord, AuditStore } from '../../../hub/store/audit.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { withStore } from '../store/with-store.ts';

/** Children that write on their own have the same. */
export const SECRET = 'a secret of the tests, 32 characters at least';
const { auditKey } = sealsOf(SECRET);

export interface AuditSurroundings {
  readonly store: AuditStore;
  readonly client: SqliteClient;
  readonly troubles: readonly string[];
  /** An audit as one process has it. */
  start(store?: Pick<AuditStore, 'append' | 'newest'>): Audit;
  /** A process that starts, writes its beginning and so many reads, and ends. */
  process(name: string, reads: number): Promise<void>;
  verify(options?: VerifyOptions & { readonly secret?: string }): Promise<AuditReport>;
}

export async function withAudit(use: (given: AuditSurroundings) => Promise<void>): Promise<void> {
  await withStore(async ({ audit: store }, client) => {
    const troubles: string[] = [];
    let minute = 0;
    const now = () => {
      minute += 1;
      return new Date(Date.parse('2026-11-20T03:00:00Z') + minute * 60_000);
    };
    const start: AuditSurroundings['start'] = (other = store) =>
      createAudit({ store: other, key: auditKey, now, trouble: (what) => void troubles.push(what), groupMs: 1 });
    await use({
      ...{ store, client, troubles, start },
      async process(name, reads) {
        const audit = start();
        for (let index = 1; index <= reads; index += 1)
          audit.record(read({ requestId: `${name}${index}`, at: now().getTime() }));
        await audit.flush();
      },
      verify: ({ secret = SECRET, ...options } = {}) => verifyAudit(store, sealsOf(secret).auditKey, options),
    });
  });
}

export function read(changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    ...{ at: 1, requestId: 'request', application: 'e-dokter', purpose: 'pelayanan', agreement: 'PKS/1/2026' },
    ...{ service: 'getPeserta', subject: 'subject', fields: '*', outcome: 'segar', ...changes },
  };
}
