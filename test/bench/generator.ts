import { setTimeout as pause } from 'node:timers/promises';

/** What a load generator is asked to do, as a message from the bench to its child process. */
export interface LoadJob {
  /** Of the server, or of the upstream for direct calls. */
  readonly url: string;
  readonly key: string;
  readonly paths: readonly string[];
  /** `everyone`: each connection asks for all paths in an order of its own. `share`: no two ask for the same one. */
  readonly spread: 'everyone' | 'share';
  /** A JSON body: every request is a POST of it then, and 202 is the good answer. */
  readonly post?: string;
  readonly connections: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly elapsedSeconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Answers other than 200, and requests without an answer. */
  readonly wrong: number;
}

export type FromGenerator = { readonly kind: 'warm' } | { readonly kind: 'done'; readonly result: LoadResult };
export type ToGenerator = { readonly kind: 'job'; readonly job: LoadJob } | { readonly kind: 'go' };

/** Told of every request that ended. */
export interface Ending {
  answered(milliseconds: number, good: boolean): void;
  failed(): void;
}

/** Starts a load and returns what stops it. It must also end by itself after `LONGEST_SECONDS`. */
export type Load = (job: LoadJob, ending: Ending) => () => void;

export const LONGEST_SECONDS = 300;

/**
 * The child's side: loads, tells when the warm-up is over, and records from the moment the bench has read its clocks. The
 * load never stops in between, because new connections and their first requests would be measured instead.
 */
export async function generate(load: Load): Promise<void> {
  const message = await nextMessage();
  if (message.kind !== 'job') throw new Error('expected a job first');
  const { job } = message;
  let recorder: Recorder | undefined;
  const stop = load(job, {
    answered: (milliseconds, good) => recorder?.answered(milliseconds, good),
    failed: () => recorder?.failed(),
  });
  await pause(job.warmupSeconds * 1000);
  tell({ kind: 'warm' });
  await nextMessage();
  recorder = createRecorder();
  await pause(job.seconds * 1000);
  const result = recorder.result();
  stop();
  tell({ kind: 'done', result });
  process.disconnect();
}

function nextMessage(): Promise<ToGenerator> {
  return new Promise((resolve) => process.once('message', (message) => resolve(message as ToGenerator)));
}

function tell(message: FromGenerator): void {
  process.send?.(message);
}

interface Recorder extends Ending {
  result(): LoadResult;
}

/** Every latency as it is: a histogram of whole milliseconds would hide what is compared here. */
function createRecorder(): Recorder {
  const all: number[] = [];
  const started = performance.now();
  let wrong = 0;
  return {
    answered(milliseconds, good) {
      all.push(milliseconds);
      if (!good) wrong += 1;
    },
    failed() {
      wrong += 1;
    },
    result() {
      const elapsedSeconds = (performance.now() - started) / 1000;
      const sorted = Float64Array.from(all).sort();
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      return { requests: sorted.length, elapsedSeconds, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), wrong };
    },
  };
}

/** Which paths the connection with this number asks for, in which order. */
export function pathsOf({ paths, spread, connections }: LoadJob, connection: number): readonly string[] {
  const own = spread === 'everyone' ? paths : paths.filter((_, index) => index % connections === connection);
  const shuffled = [...own];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] ?? '', shuffled[last] ?? ''];
  }
  return shuffled;
}
