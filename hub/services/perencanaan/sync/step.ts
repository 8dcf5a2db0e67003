import type { JadwalHulu } from '../../../../openapi/generated/types.ts';
import { jakartaDate } from '../../../mapping/jakarta.ts';
import type { Copy } from '../../../store/copies.ts';
import { type DatasetName, datasetName, hasSchedule, KINDS, parseDataset } from '../datasets.ts';
import { close } from './closing.ts';
import { type Cursor, cursorOf, newCursor } from './cursor.ts';
import { finishOrDoubt } from './ending.ts';
import { troubleOf } from './faults.ts';
import { readiness } from './readiness.ts';
import { start, stop } from './requests.ts';
import { NEEDS } from './sources.ts';
import { isActive, moveSync, readSync } from './state.ts';
import { keep, onTrouble, type Stepping, takeAnswer } from './taking.ts';
import { walkOf } from './walks/all.ts';
import type { Walking } from './walks/walk.ts';
import { closedUntil } from './windows.ts';
import { askSource, type Went, type Work } from './work.ts';

/**
 * One step of one dataset: at most one question, and its rows with the place it came to in one commit. A kill anywhere
 * repeats the step; it loses and doubles nothing. `lane`: the only instance that may be asked by it.
 */
export async function step(dataset: string, lane: string | undefined, work: Work): Promise<Went> {
  const { context, clock } = work;
  const sync = await readSync(dataset, context);
  const name = parseDataset(dataset);
  if (!sync || !name || !isActive(sync)) return 'rests';
  const at = clock();
  if (sync.state === 'menutup') {
    await close(sync, at, context);
    return 'on';
  }
  if (sync.value.lanjutPada !== null && at < sync.value.lanjutPada) return 'rests';
  const ready = await readiness(sync, name, work);
  if (ready.kind === 'rests') return 'rests';
  const { source } = ready;
  if (source !== lane) return 'elsewhere';
  if ((await closedUntil(source, at, context)) !== undefined) return 'rests';
  const running = await runningCopy(dataset, source, work);
  if (!running) return 'rests';
  const walk = walkOf(name.kind);
  const cursor = cursorOf(running) ?? newCursor(walk.first, jakartaDate(new Date(at)));
  const stepping: Stepping = { ...work, sync, name, source, copy: running, walk, cursor };
  if (hasSchedule(name.kind) && cursor.jadwal === undefined) return findSchedule(stepping);
  const walking: Walking = { name, instance: source, context, schedule: cursor.jadwal ?? null, day: cursor.hari };
  const question = await walk.question(cursor.tempat, walking);
  if (!question) return finishOrDoubt(stepping, walking);
  const answer = await askSource(source, question.operation, question.asked, work);
  if (!answer) return 'rests';
  const trouble = troubleOf(answer);
  if (trouble) return onTrouble(trouble, question, stepping);
  return takeAnswer(answer, question, walking, stepping);
}

/** A file may be taken in at this moment. Whoever did and is gone leaves its copy behind. */
const ABANDONED_MS = 600_000;

async function runningCopy(dataset: string, source: string, { context, clock }: Work): Promise<Copy | undefined> {
  const { copies, instancesOf } = context;
  const running = await copies.running(dataset);
  if (running?.source === source) return running;
  const at = clock();
  if (running) {
    const isFile = !instancesOf('sipd').includes(running.source);
    if (isFile && at - running.touchedAt < ABANDONED_MS) {
      await moveSync(dataset, at, () => ({ value: { catatan: `menunggu impor ${running.source}` } }), context);
      return undefined;
    }
    await copies.drop(running, `tidak dilanjutkan; kini dari ${source}`, at);
  }
  return copies.begin({ dataset, source, startedAt: at });
}

/** Figures of another schedule are other figures: a source that names its schedule is believed. */
async function findSchedule(stepping: Stepping): Promise<Went> {
  const { context, source, name, cursor } = stepping;
  if (!context.has(source, 'jadwal-aktif')) return keep({ ...cursor, jadwal: null }, [], {}, stepping);
  const answer = await askSource(source, 'jadwal-aktif', { tahun: name.year }, stepping);
  if (!answer) return 'rests';
  const trouble = troubleOf(answer);
  if (trouble) return onTrouble(trouble, undefined, stepping);
  const { verdict, release } = answer;
  const [active] = verdict.kind === 'found' ? (verdict.value as readonly JadwalHulu[]) : [];
  const kind = active?.jenis;
  const isAnother = kind && kind !== 'tidak-dikenal' && kind !== name.schedule;
  if (isAnother) return toSchedule({ ...name, schedule: kind }, stepping);
  return keep({ ...cursor, jadwal: active?.id ?? null } satisfies Cursor, [], { release }, stepping);
}

async function toSchedule(other: DatasetName, { sync, name, source, context, clock }: Stepping): Promise<Went> {
  const at = clock();
  const note = `jadwal di ${source} kini ${other.schedule}: disalin sebagai itu; setel perencanaan.jadwal`;
  context.trouble(`${sync.id}: ${note}`);
  for (const kind of KINDS.filter((one) => NEEDS[one] === name.kind && hasSchedule(one))) {
    const waiting = await readSync(datasetName({ ...name, kind }), context);
    if (!waiting || !isActive(waiting)) continue;
    await start({ ...other, kind }, at, { sumber: source }, context);
    await stop(waiting.id, note, context, at);
  }
  await start(other, at, { sumber: source }, context);
  await stop(sync.id, note, context, at);
  return 'on';
}
