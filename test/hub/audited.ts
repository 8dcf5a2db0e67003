import type { KeptAuditRecord } from '../../hub/store/audit.ts';
import type { Store } from '../../hub/store/store.ts';

/** Who did what, oldest first; without what the hub writes down about itself. */
export async function auditedIn({ audit }: Pick<Store, 'audit'>): Promise<readonly KeptAuditRecord[]> {
  const records = await audit.read({ after: 0, limit: 10_000 });
  return records.filter(({ application }) => application !== 'simpul');
}
