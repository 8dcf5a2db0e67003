import { first, read } from '../connectors/bpjs/sandbox-client.ts';
import { createLatencies, generate, type LoadJob, type LoadResult, pathsOf } from './generator.ts';

/** Asks the upstream itself, with nothing in between: signs, sends with undici, opens the sealed answer. */
async function load(job: LoadJob, seconds: number): Promise<LoadResult> {
  const latencies = createLatencies();
  const end = performance.now() + seconds * 1000;
  let wrong = 0;
  const worker = async (_: unknown, connection: number) => {
    const paths = pathsOf(job, connection);
    for (let turn = 0; performance.now() < end; turn += 1) {
      const started = performance.now();
      try {
        await read(job.url, paths[turn % paths.length] ?? '', first);
      } catch {
        wrong += 1;
      }
      latencies.add(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: job.connections }, worker));
  return latencies.result(wrong);
}

await generate(load);
