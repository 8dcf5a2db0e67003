import type { PermintaanTahap } from '../../../openapi/generated/types.ts';
import { Refusal } from '../refusal.ts';
import { type OpenedMessage, type ServiceContext, submit } from '../service.ts';
import { endCancelled, lookAfter } from './announcing.ts';
import { aboutBooking, BOOKINGS, type Booking, type KeptBooking, stateAfter, type Task } from './booking.ts';
import { called } from './called.ts';
import { instanceFor, ownBooking, sentTasks, TASK } from './own-booking.ts';
import { pharmacyAfter } from './pharmacy-queue.ts';
import { mistakeOfTask } from './task-rules.ts';

interface TaskParams extends PermintaanTahap {
  readonly kodeBooking: string;
}

/** A task that was written down and has no message yet is on its way, or its process was killed. */
const ON_ITS_WAY_MS = 10_000;

export const tahapAntrean = submit<TaskParams>({
  name: TASK,
  connector: 'bpjs',
  forward: {
    kind: 'forward',
    name: TASK,
    connector: 'bpjs',
    operation: 'antrean-waktu',
    operations: ['antrean-waktu'],
    whenUnknown: 'resend', // a repeated task is answered 208
  },
  paramsOf: (kodeBooking) => ({ kodeBooking }),
  async plan({ kodeBooking, tahap, waktu, jenisResep }, context) {
    const booking = await ownBooking(kodeBooking, context);
    const recipe = jenisResep ? { jenisResep } : {};
    const task: Task = { tahap, waktu, ...recipe, pada: context.now.getTime() };
    const messages = await context.messagesAbout(aboutBooking(kodeBooking));
    if (context.correcting) await correct(booking, task, messages, context);
    else await take(booking, task, messages, context);
    const about = aboutBooking(kodeBooking);
    return {
      submissions: [
        {
          instance: instanceFor(booking, context),
          asked: { kodeBooking, tahap, waktu, ...recipe },
          orderedBy: about,
          about,
        },
      ],
    };
  },
});

/** Held against what was accepted before, in the very change that writes it down: of two at once one sees the other. */
async function take({ id }: KeptBooking, task: Task, messages: readonly OpenedMessage[], context: ServiceContext) {
  const sent = sentTasks(messages);
  if (sent.some(({ tahap }) => tahap === task.tahap))
    throw new Refusal('bentrok', `Tahap ${task.tahap} antrean ini sudah diterima sebelumnya.`);
  const booking = await context.records.change<Booking>(BOOKINGS, id, task.pada, (record) => {
    const before = tasksBefore(record, task, messages);
    const cancelled = record.state === 'dibatalkan' && record.value.dibatalkanOleh !== undefined;
    const { tanggalPeriksa, pasienBaru } = record.value;
    refuseMistake(mistakeOfTask(task, { tanggalPeriksa, pasienBaru, cancelled, tasks: before }));
    const tahap = [...before, task];
    return {
      value: { ...record.value, tahap },
      state: stateAfter(tahap, 'dipesan'),
      ...(task.tahap === 99 ? { watchAt: lookAfter(task.pada) } : {}),
    };
  });
  if (!booking) return;
  if (task.tahap === 99) await endCancelled(booking, context.records, task.pada);
  if (task.tahap === 4) await called(booking, task, context);
  await pharmacyAfter(booking, task, context);
}

/** Those with a message, and those whose message is about to be there; never what is the same task sent again. */
function tasksBefore(record: KeptBooking, task: Task, messages: readonly OpenedMessage[]): readonly Task[] {
  const sent = sentTasks(messages);
  const known = new Set(messages.filter(({ service }) => service === TASK).map(({ asked }) => asked.tahap));
  const underWay = record.value.tahap.filter(
    ({ tahap, waktu, pada }) =>
      !known.has(tahap) && task.pada - pada < ON_ITS_WAY_MS && !(tahap === task.tahap && waktu === task.waktu),
  );
  const bare = sent.map(({ message: _message, ...one }): Task => one);
  return [...bare, ...underWay].sort((one, other) => Date.parse(one.waktu) - Date.parse(other.waktu));
}

/** BPJS refused it, mostly for its time: the same task with another time, still between its neighbours. */
async function correct({ id }: KeptBooking, task: Task, messages: readonly OpenedMessage[], context: ServiceContext) {
  const sent = sentTasks(messages);
  const index = sent.findIndex(({ tahap, message }) => tahap === task.tahap && message.state === 'refused');
  if (index < 0)
    throw new Refusal('permintaan-tidak-sah', 'Perbaikan harus untuk tahap yang ditolak.', [
      { di: 'body.tahap', masalah: 'harus sama dengan tahap yang ditolak BPJS' },
    ]);
  const next = sent[index + 1];
  if (next && Date.parse(next.waktu) <= Date.parse(task.waktu))
    refuseMistake({ at: 'body.waktu', reason: `harus lebih awal daripada waktu tahap ${next.tahap}, ${next.waktu}` });
  await context.records.change<Booking>(BOOKINGS, id, context.now.getTime(), ({ value }) => {
    const { tanggalPeriksa, pasienBaru } = value;
    refuseMistake(mistakeOfTask(task, { tanggalPeriksa, pasienBaru, cancelled: false, tasks: sent.slice(0, index) }));
    return { value: { ...value, tahap: value.tahap.map((one) => (one.tahap === task.tahap ? task : one)) } };
  });
}

function refuseMistake(mistake: ReturnType<typeof mistakeOfTask>): void {
  if (!mistake) return;
  const { at, reason } = mistake;
  throw new Refusal('permintaan-tidak-sah', `Tahap ini akan ditolak BPJS: ${reason}.`, [{ di: at, masalah: reason }]);
}
