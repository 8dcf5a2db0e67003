import { newId } from '../../identifiers/new-id.ts';
import type { Pekerjaan } from '../views/pekerjaan.ts';
import type { BulkJob, JobBook } from './job-book.ts';

/** What became of one. */
export type BulkOutcome = 'berhasil' | 'dilewati' | { readonly gagal: string };

export interface BulkOrder extends Pick<BulkJob, 'tindakan' | 'saringan' | 'oleh'> {
  /** In the order in which they are decided about. */
  readonly items: readonly BulkItem[];
  /** What applications are told of a cancellation. */
  readonly reason?: string;
}
export interface BulkItem {
  readonly id: string;
  /** As it was when it was chosen; one that changed since is left alone. */
  readonly changedAt: number;
}

export interface BulkParts {
  readonly book: JobBook;
  /** Decides about one, whole or not at all. */
  readonly decide: (item: BulkItem, order: BulkOrder, job: string) => Promise<BulkOutcome>;
  /** Told once of each job, when it is over. */
  readonly ended: (job: Pekerjaan) => void;
  readonly now: () => Date;
  readonly stopping: AbortSignal;
  readonly trouble: (what: string, error?: unknown) => void;
}

export interface Bulk {
  /** Resolves once it is written down, and goes on by itself; `undefined`: another one runs. */
  start(order: BulkOrder): Promise<Pekerjaan | undefined>;
  /** It ends after the message it is at. `false`: it does not run here. */
  stop(id: string): boolean;
  /** Newest first. */
  jobs(): Promise<readonly Pekerjaan[]>;
  /** Resolves when none runs. */
  settled(): Promise<void>;
}

const BITE = 50;
const WRITTEN_EVERY_MS = 500;
const MOST_REASONS = 10;

/** One at a time, message by message, with room for everybody else between two bites. */
export function createBulk(parts: BulkParts): Bulk {
  const { book, now, stopping, trouble } = parts;
  let running: { readonly job: BulkJob; readonly stop: AbortController; readonly done: Promise<void> } | undefined;
  let starting = false;

  async function start(order: BulkOrder): Promise<Pekerjaan | undefined> {
    if (running || starting || stopping.aborted) return undefined;
    starting = true;
    try {
      if (await book.othersRun()) return undefined;
      const job = newJob(order, now().getTime());
      await book.create(job);
      const stop = new AbortController();
      running = { job, stop, done: run(order, job, stop.signal) };
      return { ...job };
    } finally {
      starting = false;
    }
  }

  async function run(order: BulkOrder, job: BulkJob, stopped: AbortSignal): Promise<void> {
    const count = createCount(job);
    const progress = writer(book, trouble);
    for (const [index, item] of order.items.entries()) {
      if (index % BITE === 0) await new Promise((resolve) => setImmediate(resolve));
      if (stopped.aborted || stopping.aborted) break;
      count(await parts.decide(item, order, job.id).catch((error: unknown) => ofFault(error, trouble)));
      await progress(job);
    }
    const isWhole = job.berhasil + job.dilewati + job.gagal === job.jumlah;
    job.keadaan = isWhole ? 'selesai' : stopped.aborted ? 'dihentikan' : 'terputus';
    job.selesaiPada = now().getTime();
    await progress(job, true);
    running = undefined;
    parts.ended(job);
  }

  return {
    start,
    stop(id) {
      if (running?.job.id !== id) return false;
      running.stop.abort();
      return true;
    },
    async jobs() {
      const written = await book.list();
      const here = running?.job; // what is written of it is from a moment ago
      return written.map((job) => (job.id === here?.id ? { ...here } : job));
    },
    settled: async () => running?.done,
  };
}

function newJob({ tindakan, saringan, oleh, items }: BulkOrder, at: number): BulkJob {
  const nothing = { selesaiPada: null, berhasil: 0, dilewati: 0, gagal: 0, sebabGagal: [] };
  const given = { tindakan, saringan, oleh, dimulaiPada: at, jumlah: items.length };
  return { id: newId('pkj', at), keadaan: 'berjalan', ...given, ...nothing };
}

function createCount(job: BulkJob) {
  const reasons = new Map<string, number>();
  return (outcome: BulkOutcome) => {
    if (typeof outcome === 'string') {
      job[outcome] += 1;
      return;
    }
    job.gagal += 1;
    reasons.set(outcome.gagal, (reasons.get(outcome.gagal) ?? 0) + 1);
    job.sebabGagal = [...reasons].slice(0, MOST_REASONS).map(([sebab, jumlah]) => ({ sebab, jumlah }));
  };
}

/** What cannot be written does not stop the work: each message is on the disk by itself. */
function writer({ write }: JobBook, trouble: BulkParts['trouble']) {
  let writtenAt = performance.now();
  return async (job: BulkJob, surely = false) => {
    if (!surely && performance.now() - writtenAt < WRITTEN_EVERY_MS) return;
    writtenAt = performance.now();
    await write(job).catch((error: unknown) => trouble('how far a job is could not be written', error));
  };
}

function ofFault(error: unknown, trouble: BulkParts['trouble']): BulkOutcome {
  trouble('a message could not be decided about', error);
  return { gagal: 'penyimpanan tidak dapat ditulis' };
}
