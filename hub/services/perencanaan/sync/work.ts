import type { UpstreamAnswer } from '../../../exchange/upstream.ts';
import type { Asked } from '../../../mapping/field.ts';
import type { JobContext } from '../../job.ts';
import { answered, askingNow, saidBy } from './windows.ts';

/** `rests`: there is nothing to do for it now. `elsewhere`: it goes on, and asks another instance. */
export type Went = 'on' | 'rests' | 'elsewhere';

export interface Work {
  readonly context: JobContext;
  /** The hub's time at this very moment, where the context has that of the start of the run. */
  readonly clock: () => number;
}

/** Lists take tens of seconds there; the instance's own limit is the shorter one as a rule. */
const ASK_WITHIN_MS = 120_000;
/** A hub that stops hears an answer out: what it says of the limit must be known to the next one. */
const ENDS_WITHIN_MS = 4000;

/** One question, with what is to be known of the instance's window before and after it on the disk. */
export async function askSource(
  instance: string,
  operation: string,
  asked: Asked,
  { context, clock }: Work,
): Promise<UpstreamAnswer | undefined> {
  await askingNow(instance, clock(), context);
  const answer = await context.ask(instance, operation, asked, ASK_WITHIN_MS, ENDS_WITHIN_MS);
  const fault = answer?.verdict.kind === 'fault' ? answer.verdict.fault : undefined;
  // given up because the hub stops: it may still be answered there
  if (context.stopping.aborted && fault?.trouble === 'unanswered') return undefined;
  await answered(instance, clock(), answer ? saidBy(answer) : {}, context);
  return answer;
}
