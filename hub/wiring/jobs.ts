import type { Job, JobContext } from '../services/job.ts';

export interface RunningJobs {
  /** Starts no more runs, and resolves when none is under way. */
  close(): Promise<void>;
}

/** Runs each job again and again, never two runs of one at once. A run that fails is told and tried again in its turn. */
export function runJobs(jobs: readonly Job[], contextAt: () => JobContext): RunningJobs {
  const underWay = new Set<Promise<void>>();
  const timers = jobs.map((job) => {
    let running = false;
    const run = async () => {
      if (running) return;
      running = true;
      const context = contextAt();
      const done = job
        .run(context)
        .catch((error: unknown) => context.trouble(`the job "${job.name}" failed; it is tried again`, error))
        .finally(() => {
          running = false;
          underWay.delete(done);
        });
      underWay.add(done);
    };
    setImmediate(() => void run());
    return setInterval(() => void run(), job.everyMs).unref();
  });
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.allSettled(underWay);
    },
  };
}
