import type { AuditRecord, AuditStore } from '../store/store.ts';

/** Who saw whose data, and why. */
export interface Audit {
  /** Hands a record over to be written with the next group. */
  record(record: AuditRecord): void;
  /** `false` when records cannot be written: personal data must not be handed out then. */
  available(): boolean;
  /** Resolves when everything handed over before is written. */
  flush(): Promise<void>;
}

export interface AuditOptions {
  readonly store: AuditStore;
  /** Told when writing fails, and when it works again. */
  readonly trouble: (what: string, error?: unknown) => void;
  readonly groupMs?: number;
}

/** So many unwritten records mean that the disk does not keep up, or stands still. */
const MOST_WAITING = 20_000;
const RETRY_MS = 1000;

/**
 * Collects records for a moment and writes them as one group, so that the audit costs a read next to nothing.
 * A kill loses at most that moment. When writing fails nothing is dropped: records wait, and until they are written
 * `available` is false, because a read that cannot be accounted for may not happen.
 */
export function createAudit({ store, trouble, groupMs = 50 }: AuditOptions): Audit {
  let waiting: AuditRecord[] = [];
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let failing = false;

  const write = () => {
    timer = undefined;
    const group = waiting;
    waiting = [];
    writing = writing.then(() => append(group));
  };
  const append = async (group: readonly AuditRecord[]): Promise<void> => {
    if (group.length === 0) return;
    try {
      await store.append(group);
      if (failing) trouble('the audit is written again');
      failing = false;
    } catch (error) {
      if (!failing) trouble('the audit cannot be written; reads of personal data are refused until it can', error);
      failing = true;
      waiting = [...group, ...waiting];
      timer ??= setTimeout(write, RETRY_MS).unref();
    }
  };

  return {
    record(record) {
      waiting.push(record);
      timer ??= setTimeout(write, groupMs);
    },
    available: () => !failing && waiting.length < MOST_WAITING,
    async flush() {
      clearTimeout(timer);
      write();
      await writing;
    },
  };
}
