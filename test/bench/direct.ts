import { first, read } from '../connectors/bpjs/sandbox-client.ts';
import { type Ending, generate, LONGEST_SECONDS, type LoadJob, pathsOf } from './generator.ts';

/** Asks the upstream itself, with nothing in between: signs, sends with undici, opens the sealed answer. */
function load(job: LoadJob, ending: Ending): () => void {
  let end = performance.now() + LONGEST_SECONDS * 1000;
  const worker = async (connection: number) => {
    const paths = pathsOf(job, connection);
    for (let turn = 0; performance.now() < end; turn += 1) {
      const started = performance.now();
      try {
        await read(job.url, paths[turn % paths.length] ?? '', first);
        ending.answered(performance.now() - started, true);
      } catch {
        ending.failed();
      }
    }
  };
  for (let connection = 0; connection < job.connections; connection += 1) void worker(connection);
  return () => {
    end = 0;
  };
}

await generate(load);
