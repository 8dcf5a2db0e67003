import autocannon from 'autocannon';
import { createLatencies, generate, type LoadJob, type LoadResult, pathsOf } from './generator.ts';

/** Keep-alive requests from autocannon, one at a time per connection. */
function load(job: LoadJob, seconds: number): Promise<LoadResult> {
  const latencies = createLatencies();
  let connection = 0;
  let wrong = 0;
  return new Promise((resolve, reject) => {
    const running = autocannon(
      {
        url: job.url,
        connections: job.connections,
        duration: seconds,
        headers: { authorization: `Bearer ${job.key}` },
        setupClient(client) {
          client.setRequests(pathsOf(job, connection).map((path) => ({ method: 'GET', path })));
          connection += 1;
        },
      },
      (error, { errors }) => (error ? reject(error) : resolve(latencies.result(wrong + errors))),
    );
    running.on('response', (_client: unknown, status: number, _bytes: number, milliseconds: number) => {
      latencies.add(milliseconds);
      if (status !== 200) wrong += 1;
    });
  });
}

await generate(load);
