import type { Keep, Kept } from '../../../store/sealed-records.ts';
import type { JobContext } from '../../job.ts';

/** What is known of the copying of each dataset, under its name: what a restart goes on with, and what people are shown. */
export const SYNCS = 'sinkron';
/** More datasets than ten years have. */
export const MOST_SYNCS = 200;

/** `diam`: nothing to do. `menunggu`: no source could tell, it is tried again. `menutup`: all is there and to be shown. */
export type SyncStatus = 'diam' | 'berjalan' | 'menunggu' | 'menutup';

export interface Sync {
  /** The instance that is asked. */
  readonly sumber: string | null;
  /** Instances that could not tell, this time round. */
  readonly dicoba: readonly string[];
  /** Attempts in a row that came to nothing. */
  readonly percobaan: number;
  /** How often every source was tried in vain. */
  readonly putaran: number;
  /** Nothing is asked for it before. */
  readonly lanjutPada: number | null;
  /** Why it is not further, or what has to be known of its last copy; for people. */
  readonly catatan: string | null;
  /** The day in Jakarta for which it was started last. */
  readonly hari: string | null;
  readonly dimintaPada: number | null;
  readonly menutup: Closing | null;
  /** What was empty in the last copy and had rows before: empty once more, it is believed. */
  readonly kosong: readonly string[];
  /** Its rows come from several releases: what one of them does not tell is no change. */
  readonly campur: boolean;
  /** The last copy that was finished. */
  readonly terakhir: { readonly nomor: number; readonly pada: number } | null;
}

export interface Closing {
  readonly nomor: number;
  /** What could not be read and stayed as it was. */
  readonly dilewati: readonly string[];
  readonly kosong: readonly string[];
  readonly catatan: string | null;
  /** Only rows of these parts may be gone; `null`: of all. */
  readonly hanya: readonly string[] | null;
  readonly campur: boolean;
}

export type SyncRecord = Kept<Sync>;
type Keeping = Pick<JobContext, 'records'>;

const NOTHING_YET: Sync = {
  ...{ sumber: null, dicoba: [], percobaan: 0, putaran: 0, lanjutPada: null, catatan: null, hari: null },
  ...{ dimintaPada: null, menutup: null, kosong: [], campur: false, terakhir: null },
};

export function readSync(dataset: string, { records }: Keeping): Promise<SyncRecord | undefined> {
  return records.get<Sync>(SYNCS, dataset);
}

/** Of every dataset that was ever to be copied. */
export function listSyncs({ records }: Keeping): Promise<readonly SyncRecord[]> {
  return records.list<Sync>({ collection: SYNCS, limit: MOST_SYNCS });
}

export function newSync(dataset: string, status: SyncStatus, at: number, value: Partial<Sync> = {}): Keep<Sync> {
  const plain = { owner: '', group: '', watchAt: null, createdAt: at, updatedAt: at };
  return { collection: SYNCS, id: dataset, state: status, ...plain, value: { ...NOTHING_YET, ...value } };
}

/** Changes what is known of a dataset; makes it where there is nothing yet. */
export async function moveSync(
  dataset: string,
  at: number,
  change: (sync: Sync, status: SyncStatus) => { readonly status?: SyncStatus; readonly value?: Partial<Sync> },
  context: Keeping,
): Promise<SyncRecord> {
  const { records } = context;
  for (;;) {
    const changed = await records.change<Sync>(SYNCS, dataset, at, ({ value, state }) => {
      const next = change(value, state as SyncStatus);
      return { state: next.status ?? state, value: { ...value, ...next.value } };
    });
    if (changed) return changed;
    await records.create([newSync(dataset, 'diam', at)]);
  }
}

export function isActive({ state }: SyncRecord): boolean {
  return state !== 'diam';
}
