import type { CallWindow } from '../../../../connectors/connector.ts';
import { isKeptBack } from '../../../exchange/kept-back.ts';
import type { UpstreamAnswer } from '../../../exchange/upstream.ts';
import type { JobContext } from '../../job.ts';

/**
 * When an instance may be asked. SIPD blocks whoever goes on knocking, and what it said of its limit outlives this
 * process: so it is on the disk, and so is that a question is under way, since its answer may have closed the window and
 * be heard by nobody.
 */
const SOURCES = 'sinkron-sumber';
/** The longest pause that SIPD is known to ask for, and a second; and the one that is asked for without a time. */
const WHOLE_WINDOW_MS = 61_000;
const UNTOLD_MS = 11_000;

export interface SourceState {
  readonly tutupSampai: number | null;
  /** A question is under way since. */
  readonly bertanyaSejak: number | null;
  /** It counts calls, and said so. */
  readonly terbatas: boolean;
  /** When the access that was handed over ends, and the day on which people were warned of it. */
  readonly aksesSampai: number | null;
  readonly diperingatkan: string | null;
}

const UNKNOWN: SourceState = {
  ...{ tutupSampai: null, bertanyaSejak: null, terbatas: false, aksesSampai: null, diperingatkan: null },
};

type Keeping = Pick<JobContext, 'records'>;

export async function sourceState(instance: string, { records }: Keeping): Promise<SourceState> {
  return (await records.get<SourceState>(SOURCES, instance))?.value ?? UNKNOWN;
}

/** Until when it must not be asked; `undefined`: it may. Only one at a time asks an instance. */
export async function closedUntil(instance: string, at: number, context: Keeping): Promise<number | undefined> {
  const state = await sourceState(instance, context);
  if (state.bertanyaSejak === null) return closing(state, at);
  // whoever asked is gone: it was told something that nobody knows
  const tutupSampai = Math.max(state.tutupSampai ?? 0, at + (state.terbatas ? WHOLE_WINDOW_MS : UNTOLD_MS));
  await writeSource(instance, at, { tutupSampai, bertanyaSejak: null }, context);
  return tutupSampai;
}

/** The same for somebody who asks beside the copying: a question that is under way is no dead one for him. */
export async function shutUntil(instance: string, at: number, context: Keeping): Promise<number | undefined> {
  return closing(await sourceState(instance, context), at);
}

function closing({ tutupSampai }: SourceState, at: number): number | undefined {
  return tutupSampai !== null && at < tutupSampai ? tutupSampai : undefined;
}

export function askingNow(instance: string, at: number, context: Keeping): Promise<void> {
  return writeSource(instance, at, { bertanyaSejak: at }, context);
}

/** What an answer says of the whole instance. `retryAt`: of a fault. */
export interface Said {
  readonly window?: CallWindow | undefined;
  readonly retryAt?: Date | undefined;
}

export function saidBy({ verdict, window }: UpstreamAnswer): Said {
  const fault = verdict.kind === 'fault' ? verdict.fault : undefined;
  return { window, retryAt: fault && !isKeptBack(fault) ? fault.retryAt : undefined };
}

export function answered(instance: string, at: number, said: Said, context: Keeping): Promise<void> {
  return writeSource(instance, at, (state) => ({ bertanyaSejak: null, ...learnt(state, at, said) }), context);
}

/** The same beside the copying, whose question may be under way. Written only where it is news. */
export async function overheard(instance: string, at: number, said: Said, context: Keeping): Promise<void> {
  const state = await sourceState(instance, context);
  const { tutupSampai, terbatas } = learnt(state, at, said);
  if (terbatas === state.terbatas && (tutupSampai === null || tutupSampai === state.tutupSampai)) return;
  await writeSource(instance, at, (now) => learnt(now, at, said), context);
}

function learnt({ tutupSampai, terbatas }: SourceState, at: number, { window, retryAt }: Said) {
  const until = Math.max(retryAt?.getTime() ?? 0, window?.closed ? window.endsAt.getTime() : 0, tutupSampai ?? 0);
  return { tutupSampai: until > at ? until : null, terbatas: terbatas || window !== undefined };
}

/** Whoever asks beside the copying writes here too: what one of them learnt is not lost to the other. */
export async function writeSource(
  instance: string,
  at: number,
  change: Partial<SourceState> | ((state: SourceState) => Partial<SourceState>),
  { records }: Keeping,
): Promise<void> {
  const changed = (state: SourceState) => ({ ...state, ...(typeof change === 'function' ? change(state) : change) });
  for (;;) {
    const written = await records.change<SourceState>(SOURCES, instance, at, ({ value }) => ({
      value: changed(value),
    }));
    if (written) return;
    const plain = { owner: '', state: '', group: '', watchAt: null, createdAt: at, updatedAt: at };
    if (await records.create([{ collection: SOURCES, id: instance, ...plain, value: changed(UNKNOWN) }])) return;
  }
}
