import { newId } from '../identifiers/new-id.ts';
import type { ReleaseStore } from '../store/releases.ts';

/** What somebody should know of. The words are those of events and commands. */
export type IncidentKind =
  | 'hulu-berubah' //     answers fit no release
  | 'rilis-beralih' //    another release is used from now on
  | 'rilis-bergantian' // it went back and forth too often, and stays
  | 'kontrak-kirim' //    a lane stands still: what is sent is not understood any more
  | 'pemetaan-salah' //   an edit of the mappings has mistakes and is not used
  | 'hulu-mati'; //       an operation is not asked any more, because it does not answer

export interface Happened {
  readonly kind: IncidentKind;
  readonly instance: string;
  readonly operation: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Incidents {
  /** Once, until it is closed. `opened` is called when it is on the disk and was open in no process. */
  open(happened: Happened, opened?: () => void): void;
  /** `closed` is called by the process that closed it. Costs a look at a set where nothing is. */
  close(kind: IncidentKind, instance: string, operation: string, closed?: () => void): void;
  /** Something that is over as soon as it is told. */
  note(happened: Happened): void;
  /** Takes over what other processes opened and closed. */
  refresh(): Promise<void>;
  /** Resolves when everything told before is on the disk. */
  settled(): Promise<void>;
}

export interface IncidentParts {
  readonly store: Pick<ReleaseStore, 'openIncident' | 'noteIncident' | 'closeIncident' | 'incidents'>;
  readonly now: () => Date;
  readonly trouble: (what: string, error: unknown) => void;
}

const MOST_OPEN = 1000;

export async function openIncidents({ store, now, trouble }: IncidentParts): Promise<Incidents> {
  let open = new Set<string>();
  let changes = 0;
  const writing = new Set<Promise<void>>();

  /** In the order told, and never in the way of an answer. */
  let last: Promise<unknown> = Promise.resolve();
  function write(work: () => Promise<unknown>): void {
    const done = last
      .then(work)
      .then(() => {})
      .catch((error: unknown) => trouble('an incident could not be written', error))
      .finally(() => writing.delete(done));
    last = done;
    writing.add(done);
  }

  const incidentOf = ({ kind, instance, operation, detail }: Happened) => {
    const openedAt = now().getTime();
    return { id: newId('ins', openedAt), kind, instance, operation, openedAt, detail: JSON.stringify(detail) };
  };

  async function refresh(): Promise<void> {
    const before = changes;
    if (writing.size > 0) return; // this process knows better
    const there = await store.incidents({ open: true, limit: MOST_OPEN });
    if (changes !== before) return; // what was read is older than what happened meanwhile
    open = new Set(there.map(({ kind, instance, operation }) => keyOf(kind, instance, operation)));
  }
  await refresh();

  return {
    open(happened, opened) {
      const key = keyOf(happened.kind, happened.instance, happened.operation);
      if (open.has(key)) return;
      open.add(key);
      changes += 1;
      const incident = incidentOf(happened);
      write(async () => {
        if (await store.openIncident(incident)) opened?.();
      });
    },
    close(kind, instance, operation, closed) {
      if (open.size === 0 || !open.delete(keyOf(kind, instance, operation))) return;
      changes += 1;
      const at = now().getTime();
      write(async () => {
        if (await store.closeIncident(kind, instance, operation, at)) closed?.();
      });
    },
    note(happened) {
      const incident = incidentOf(happened);
      write(() => store.noteIncident(incident));
    },
    refresh,
    async settled() {
      while (writing.size > 0) await Promise.allSettled(writing);
    },
  };
}

function keyOf(kind: string, instance: string, operation: string): string {
  return `${kind} ${instance} ${operation}`;
}
