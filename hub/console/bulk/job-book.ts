import type { Keep, Kept, SealedRecords } from '../../store/sealed-records.ts';
import type { Pekerjaan } from '../views/pekerjaan.ts';

/** A job while it is counted. */
export type BulkJob = { -readonly [Member in keyof Pekerjaan]: Pekerjaan[Member] };

/** Jobs as they are written down: how far one came is known after a kill too. */
export interface JobBook {
  create(job: BulkJob): Promise<void>;
  write(job: BulkJob): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly Pekerjaan[]>;
  /** One is under way, in whichever process. */
  othersRun(): Promise<boolean>;
}

const JOBS = 'pekerjaan-konsol';
const SHOWN = 10;
const KEPT = 50;
const MOST_REMOVED = 50;
/** One that runs is written twice a second. */
const SILENT_MS = 5000;

export function createJobBook(records: SealedRecords, now: () => Date): JobBook {
  const read = (limit: number) => records.list<Pekerjaan>({ collection: JOBS, limit });
  /** Its process was killed: nobody is at it any more. */
  const isSilent = ({ updatedAt }: Kept<Pekerjaan>) => now().getTime() - updatedAt > SILENT_MS;

  async function removeOld(): Promise<void> {
    const old = (await read(KEPT + MOST_REMOVED)).slice(KEPT);
    for (const { id } of old) await records.remove(JOBS, id);
  }

  return {
    async create(job) {
      await records.create([recordOf(job)]);
      await removeOld();
    },
    async write(job) {
      const at = now().getTime();
      await records.change<Pekerjaan>(JOBS, job.id, at, () => ({ value: { ...job }, state: job.keadaan }));
    },
    async list() {
      const kept = await read(SHOWN);
      return kept.map((record) => {
        const { value, updatedAt } = record;
        if (value.keadaan !== 'berjalan' || !isSilent(record)) return value;
        return { ...value, keadaan: 'terputus', selesaiPada: updatedAt };
      });
    },
    async othersRun() {
      return (await read(SHOWN)).some((record) => record.value.keadaan === 'berjalan' && !isSilent(record));
    },
  };
}

function recordOf(job: BulkJob): Keep<Pekerjaan> {
  return {
    ...{ collection: JOBS, id: job.id, owner: '', state: job.keadaan, group: '', watchAt: null },
    ...{ createdAt: job.dimulaiPada, updatedAt: job.dimulaiPada, value: { ...job } },
  };
}
