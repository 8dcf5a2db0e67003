import type { KeyObject } from 'node:crypto';
import type { AuditRecord, AuditStore } from '../store/audit.ts';
import { beginningOf, type ChainEnd, chained, newChain } from './chain.ts';

/** Who saw whose data, and why. */
export interface Audit {
  /** Hands a record over to be written with the next group. */
  record(record: AuditRecord): void;
  /** `false` when records cannot be written: personal data must not be handed out then. */
  available(): boolean;
  /** Resolves when everything handed over before is written, or could not be. */
  flush(): Promise<void>;
}

export interface AuditOptions {
  readonly store: Pick<AuditStore, 'append' | 'newest'>;
  /** `auditKey` of `sealsOf`. */
  readonly key: KeyObject;
  readonly now: () => Date;
  /** Told when writing fails, and when it works again. */
  readonly trouble: (what: string, error?: unknown) => void;
  readonly groupMs?: number;
}

/** So many unwritten records mean that the disk does not keep up, or stands still. */
const MOST_WAITING = 20_000;
/** Their macs take six thousandths of a second of the hub's thread, and no other work goes on meanwhile. */
const MOST_AT_ONCE = 2000;
const RETRY_MS = 1000;
/** Enough to meet every process that writes. */
const LOOKED_BACK = 1000;

/**
 * Collects records for a moment and writes them as one group, so that the audit costs a read next to nothing.
 * A kill loses at most that moment. When writing fails nothing is dropped: records wait, and until they are written
 * `available` is false, because a read that cannot be accounted for may not happen.
 *
 * Every process has a chain of its own, which begins when this is called. Records are put on it when they are written and
 * not before: a group that fails takes no place.
 */
export function createAudit({ store, key, now, trouble, groupMs = 50 }: AuditOptions): Audit {
  let end: ChainEnd = newChain();
  let waiting: AuditRecord[] = [];
  let underWay = 0;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failing = false;

  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeWaiting().finally(() => {
      writing = undefined;
      if (failing) timer ??= setTimeout(write, RETRY_MS).unref();
      else if (waiting.length > 0) later();
    });
    return writing;
  };
  const later = () => {
    timer ??= setTimeout(write, groupMs);
  };
  const writeWaiting = async () => {
    const all = waiting;
    waiting = [];
    underWay = all.length;
    try {
      if (end.place === 0) await append([beginningOf(end, await store.newest(LOOKED_BACK), now().getTime())]);
      while (underWay > 0) {
        const group = all.slice(-underWay).slice(0, MOST_AT_ONCE);
        await append(group);
        underWay -= group.length;
      }
      if (failing) trouble('the audit is written again');
      failing = false;
    } catch (error) {
      if (!failing) trouble('the audit cannot be written; reads of personal data are refused until it can', error);
      failing = true;
      waiting = [...all.slice(all.length - underWay), ...waiting];
      underWay = 0;
    }
  };
  const append = async (records: readonly AuditRecord[]) => {
    const group = chained(records, end, key);
    await store.append(group);
    end = group.at(-1) ?? end;
  };

  later();
  return {
    record(record) {
      waiting.push(record);
      if (!failing) later();
    },
    available: () => !failing && waiting.length + underWay < MOST_WAITING,
    async flush() {
      await writing;
      await write();
    },
  };
}
