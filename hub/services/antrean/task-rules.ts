import { jakartaDate } from '../../mapping/jakarta.ts';
import type { Task } from './booking.ts';

export interface TaskMistake {
  readonly at: 'body.tahap' | 'body.waktu';
  readonly reason: string;
}

/** What is known of a booking when one of its tasks is reported. */
export interface SoFar {
  readonly tanggalPeriksa: string;
  readonly pasienBaru: boolean;
  readonly cancelled: boolean;
  /** In the order they were accepted. */
  readonly tasks: readonly Task[];
}

/**
 * Why BPJS would refuse a task, or `undefined`: new patient 1-2-3-4-5, known patient 3-4-5, then 6-7 where there is
 * medicine; times rise; all on the day of the visit; nothing follows 99, nor 5 without medicine (the BPJS notes,
 * sections 7.2 and 7.4). Said at the door, a person can mend it; said by BPJS, it stops what comes after it.
 */
export function mistakeOfTask(
  task: Task,
  { tanggalPeriksa, pasienBaru, cancelled, tasks }: SoFar,
): TaskMistake | undefined {
  const last = tasks.at(-1);
  const closed = closedBy(task, last, cancelled);
  if (closed !== undefined) return { at: 'body.tahap', reason: closed };
  if (task.tahap !== 99) {
    const wanted = nextAfter(last, pasienBaru);
    if (task.tahap !== wanted) return { at: 'body.tahap', reason: outOfOrder(task, wanted, last, pasienBaru) };
  }
  if (jakartaDate(new Date(task.waktu)) !== tanggalPeriksa)
    return { at: 'body.waktu', reason: `harus pada tanggal periksa, ${tanggalPeriksa} (WIB)` };
  if (last && Date.parse(task.waktu) <= Date.parse(last.waktu))
    return { at: 'body.waktu', reason: `harus lebih akhir daripada waktu tahap ${last.tahap}, ${last.waktu}` };
  return undefined;
}

function closedBy(task: Task, last: Task | undefined, cancelled: boolean): string | undefined {
  if (last?.tahap === 99) return 'tahap terakhir sudah 99: tidak ada tahap sesudahnya';
  if (cancelled) return 'antrean ini sudah dibatalkan';
  if (last?.tahap === 7) return 'tahap terakhir sudah 7: tidak ada tahap sesudahnya';
  if (last?.tahap === 5 && last.jenisResep === 'tidak-ada')
    return 'tahap terakhir sudah 5 tanpa resep: tidak ada tahap sesudahnya';
  if (task.tahap === 99 && last && last.tahap >= 5) return 'pasien sudah selesai dilayani poli: tahap 99 tidak berlaku';
  return undefined;
}

function nextAfter(last: Task | undefined, pasienBaru: boolean): number {
  return last === undefined ? (pasienBaru ? 1 : 3) : last.tahap + 1;
}

function outOfOrder({ tahap }: Task, wanted: number, last: Task | undefined, pasienBaru: boolean): string {
  if (last) return `sesudah tahap ${last.tahap} harus tahap ${wanted}, ini ${tahap}`;
  return `pasien ${pasienBaru ? 'baru' : 'lama'} mulai dengan tahap ${wanted}, ini ${tahap}`;
}
