import type { JobContext } from './job.ts';

/** How far a job has come, so that the next run, or the next process, goes on there. */
const MARKS = 'penanda';

type Marking = Pick<JobContext, 'records' | 'now'>;

export async function readMark<Value>(id: string, { records }: Marking): Promise<Value | undefined> {
  return (await records.get<Value>(MARKS, id))?.value;
}

export async function writeMark<Value>(id: string, value: Value, { records, now }: Marking): Promise<void> {
  const at = now.getTime();
  const plain = { owner: '', state: '', group: '', watchAt: null, createdAt: at, updatedAt: at };
  await records.put([{ collection: MARKS, id, ...plain, value }]);
}
