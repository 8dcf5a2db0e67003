import { type Booking, type Task, taskOf } from './booking.ts';
import { type Finding, said } from './finding.ts';
import { jakartaDay, jakartaMoment } from './jakarta.ts';

/** Why a task is not taken (sections 7.2 and 7.4), or `undefined` where it is. */
export interface TaskRefusal {
  readonly because: 'duplicate' | 'closed' | 'out-of-order' | 'time';
  readonly finding: Finding;
}

export const taskNames: Readonly<Record<number, string>> = {
  1: 'Mulai tunggu admisi',
  2: 'Mulai layan admisi',
  3: 'Mulai tunggu poli',
  4: 'Mulai layan poli',
  5: 'Akhir layan poli',
  6: 'Mulai layan farmasi',
  7: 'Obat selesai dibuat',
  99: 'Tidak hadir atau batal',
};

export function taskRefusal(booking: Booking, { taskid, waktu }: Task, followsFive: boolean): TaskRefusal | undefined {
  if (taskOf(booking, taskid)) return { because: 'duplicate', finding: said(208, `TaskId=${taskid} sudah ada`) };
  const last = booking.tasks.at(-1);
  const closed = closedBy(booking, taskid, followsFive);
  if (closed !== undefined) return refusal('closed', `TaskId terakhir ${closed}`);
  const missing = tasksBefore(booking, taskid).filter((earlier) => !taskOf(booking, earlier));
  if (missing.length === 1) return refusal('out-of-order', `TaskId=${missing[0]} belum ada`);
  if (missing.length > 1 || !belongs(booking, taskid))
    return refusal('out-of-order', `TaskId=${taskid} tidak valid atau TaskId sebelumnya belum terkirim`);
  return timeRefusal(booking, { taskid, waktu }, last);
}

/** Nothing follows 99, nor 5 where there is no pharmacy, nor 7. */
function closedBy(booking: Booking, taskid: number, followsFive: boolean): number | undefined {
  if (booking.cancelled || taskOf(booking, 99)) return 99;
  if (taskOf(booking, 7)) return 7;
  return taskOf(booking, 5) && !(followsFive && taskid !== 99) ? 5 : undefined;
}

/** A new patient begins at admission, a known one at the clinic. */
function tasksBefore({ of }: Booking, taskid: number): readonly number[] {
  return taskid === 99 ? [] : [1, 2, 3, 4, 5, 6].filter((earlier) => earlier < taskid && earlier >= firstOf(of));
}

function belongs({ of }: Booking, taskid: number): boolean {
  return taskid >= firstOf(of);
}

function firstOf({ pasienbaru }: Booking['of']): number {
  return pasienbaru ? 1 : 3;
}

function timeRefusal(
  { of }: Booking,
  { taskid, waktu }: Pick<Task, 'taskid' | 'waktu'>,
  last: Task | undefined,
): TaskRefusal | undefined {
  if (jakartaDay(waktu) !== of.tanggalperiksa) {
    const day = `Tanggal pelayanan untuk Kode Booking tersebut adalah (${of.tanggalperiksa})`;
    return refusal('time', `Waktu tidak valid (${jakartaMoment(waktu)}). ${day}`);
  }
  if (!last || last.waktu < waktu) return undefined;
  const [before, at] = [jakartaMoment(last.waktu), jakartaMoment(waktu)];
  return refusal(
    'time',
    last.waktu === waktu
      ? `Waktu (${at}) tidak boleh kurang atau sama dengan waktu sebelumnya (${before})`
      : `TaskId=${last.taskid} (${before}) lebih besar dari pada TaskId ${taskid} (${at})`,
  );
}

function refusal(because: TaskRefusal['because'], message: string): TaskRefusal {
  return { because, finding: said(201, message) };
}
