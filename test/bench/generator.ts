/** What a load generator is asked to do, as a message from the bench to its child process. */
export interface LoadJob {
  /** Of the server, or of the upstream for direct calls. */
  readonly url: string;
  readonly key: string;
  readonly paths: readonly string[];
  /** `everyone`: each connection asks for all paths in an order of its own. `share`: no two ask for the same one. */
  readonly spread: 'everyone' | 'share';
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

/** One run of a job, warm-up or measured. */
export type Load = (job: LoadJob, seconds: number) => Promise<LoadResult>;

/** The child's side: warms up, waits until the bench has read the clocks, measures, ends. */
export async function generate(load: Load): Promise<void> {
  const message = await nextMessage();
  if (message.kind !== 'job') throw new Error('expected a job first');
  const { job } = message;
  if (job.warmupSeconds > 0) await load(job, job.warmupSeconds);
  tell({ kind: 'warm' });
  await nextMessage();
  tell({ kind: 'done', result: await load(job, job.seconds) });
  process.disconnect();
}

function nextMessage(): Promise<ToGenerator> {
  return new Promise((resolve) => process.once('message', (message) => resolve(message as ToGenerator)));
}

function tell(message: FromGenerator): void {
  process.send?.(message);
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

export interface Latencies {
  add(milliseconds: number): void;
  result(wrong: number): LoadResult;
}

/** Every latency as it is: a histogram of whole milliseconds would hide what is compared here. */
export function createLatencies(): Latencies {
  const all: number[] = [];
  const started = performance.now();
  let last = started;
  return {
    add(milliseconds) {
      all.push(milliseconds);
      last = performance.now();
    },
    result(wrong) {
      const sorted = Float64Array.from(all).sort();
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      const elapsedSeconds = (last - started) / 1000;
      return { requests: sorted.length, elapsedSeconds, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), wrong };
    },
  };
}
