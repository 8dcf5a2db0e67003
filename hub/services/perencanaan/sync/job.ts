import type { Job } from '../../job.ts';
import { seconds } from '../../read.ts';
import { takeRequests } from './requests.ts';
import { startDue } from './schedule.ts';
import { watchSessions } from './sessions.ts';
import { isActive, listSyncs, type SyncRecord } from './state.ts';
import { step } from './step.ts';
import type { Went, Work } from './work.ts';

/** A run yields after this, and is gone on with by the next. */
const TURN_MS = seconds(10);
/** How long one dataset has its turn while others wait for the same instance. */
const SLOT_MS = 300;

/** Goes on with every copy that is under way, and starts what is due or was asked for. */
export const syncPlanning: Job = {
  name: 'sinkron-perencanaan',
  everyMs: seconds(1),
  async run(context) {
    const started = performance.now();
    const work: Work = { context, clock: () => context.now.getTime() + Math.ceil(performance.now() - started) };
    await watchSessions(work);
    await startDue(context, work.clock());
    const isOver = () => context.stopping.aborted || performance.now() - started > TURN_MS;
    for (let goesOn = true; goesOn && !isOver(); ) {
      await takeRequests(context, work.clock());
      goesOn = await round(work, isOver);
    }
  },
};

/** Each instance is asked one thing after the other; several of them at the same time. */
async function round(work: Work, isOver: () => boolean): Promise<boolean> {
  const active = (await listSyncs(work.context)).filter(isActive);
  const lanes = Map.groupBy(active, ({ value }) => value.sumber ?? '');
  const went = await Promise.all(
    [...lanes].map(([instance, lane]) => walkLane(instance === '' ? undefined : instance, lane, work, isOver)),
  );
  return went.includes(true);
}

/** Who has no source yet only finds one, and comes to the lane of that. */
async function walkLane(
  instance: string | undefined,
  lane: readonly SyncRecord[],
  work: Work,
  isOver: () => boolean,
): Promise<boolean> {
  let wentOn = false;
  for (const { id } of lane.toReversed()) {
    const until = performance.now() + SLOT_MS;
    let went: Went = 'on';
    while (went === 'on' && !isOver() && performance.now() < until) {
      went = await stepOrTrouble(id, instance, work);
      wentOn ||= went !== 'rests';
    }
  }
  return wentOn;
}

/** A fault of the hub's own in one dataset holds up no other. */
async function stepOrTrouble(id: string, instance: string | undefined, work: Work): Promise<Went> {
  try {
    return await step(id, instance, work);
  } catch (error) {
    work.context.trouble(`${id} could not be gone on with; it is tried again`, error);
    return 'rests';
  }
}
