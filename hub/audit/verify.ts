import type { KeyObject } from 'node:crypto';
import type { AuditStore, KeptAuditRecord } from '../store/audit.ts';
import { BEGINNING, type Named, namedBy } from './chain.ts';
import { type AuditBreak, createLinks, type Where, whereOf } from './links.ts';

export interface AuditReport {
  readonly records: number;
  readonly chains: number;
  /** Of them from before there were chains: nobody can say whether they are as they were. */
  readonly unchained: number;
  /** To be kept elsewhere: whoever has it will notice when it is gone. Absent where there is none on a chain. */
  readonly newest?: Named & Where;
  /** The first of them, in the order they were found in. */
  readonly breaks: readonly AuditBreak[];
  /** How many breaks there are. */
  readonly broken: number;
}

export interface AuditProgress {
  readonly records: number;
  readonly last: Where;
}

export interface VerifyOptions {
  /** From this sequence on; what was before is taken for good. */
  readonly from?: number;
  /** What somebody noted down: it must be there still. */
  readonly known?: readonly Named[];
  readonly onProgress?: (progress: AuditProgress) => void;
}

const AT_ONCE = 1000;
/** More are counted, and say nothing new. */
const MOST_BREAKS = 1000;

/**
 * Reads every record and follows the chains. A bite takes the database and the hub's thread some thousandths of a second
 * each; other work goes on between. Rejects with a `StoreError`.
 */
export async function verifyAudit(
  store: Pick<AuditStore, 'read'>,
  key: KeyObject,
  { from = 0, known = [], onProgress }: VerifyOptions = {},
): Promise<AuditReport> {
  const breaks: AuditBreak[] = [];
  let broken = 0;
  const report = (one: AuditBreak) => {
    broken += 1;
    if (breaks.length < MOST_BREAKS) breaks.push(one);
  };
  const links = createLinks({ key, report, underWay: from > 1 });
  const lookFor = async (named: readonly Named[], seenBy: Where | 'you') => {
    for (const { sequence, mac } of named) {
      const [found] = await store.read({ after: sequence - 1, limit: 1 });
      if (found?.sequence !== sequence || found.mac !== mac) report({ kind: 'cut', sequence, seenBy });
    }
  };
  let records = 0;
  let newest: KeptAuditRecord | undefined;
  for (;;) {
    const bite = await store.read({ after: Math.max(newest?.sequence ?? 0, from - 1), limit: AT_ONCE });
    for (const record of bite) {
      const good = links.look(record);
      if (good && record.service === BEGINNING) await lookFor(namedBy(record), whereOf(record));
      newest = record;
    }
    records += bite.length;
    if (newest) onProgress?.({ records, last: whereOf(newest) });
    if (bite.length < AT_ONCE) break;
  }
  links.end();
  await lookFor(known, 'you');
  return {
    ...{ records, chains: links.chains(), unchained: links.unchained(), breaks, broken },
    ...(newest?.mac ? { newest: { ...whereOf(newest), mac: newest.mac } } : {}),
  };
}
