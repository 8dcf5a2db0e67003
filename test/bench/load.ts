import autocannon from 'autocannon';
import { type Ending, generate, LONGEST_SECONDS, type LoadJob, pathsOf } from './generator.ts';

/** Keep-alive requests from autocannon, one at a time per connection. */
function load(job: LoadJob, ending: Ending): () => void {
  let connection = 0;
  const running = autocannon({
    url: job.url,
    connections: job.connections,
    duration: LONGEST_SECONDS,
    headers: { authorization: `Bearer ${job.key}`, ...(job.post === undefined ? {} : JSON_BODY) },
    setupClient(client) {
      client.setRequests(pathsOf(job, connection).map((path) => requestOf(path, job)));
      connection += 1;
    },
  });
  running.on('response', (_client: unknown, status: number, _bytes: number, milliseconds: number) => {
    ending.answered(milliseconds, status === (job.post === undefined ? 200 : 202));
  });
  running.on('reqError', () => ending.failed());
  return () => running.stop();
}

const JSON_BODY = { 'content-type': 'application/json' };

function requestOf(path: string, { post }: LoadJob) {
  return post === undefined ? ({ method: 'GET', path } as const) : ({ method: 'POST', path, body: post } as const);
}

await generate(load);
