import { request } from 'undici';
import type { SignedIn } from './signed-in.ts';

export interface Events {
  /** The newest of each topic. */
  readonly newest: Readonly<Record<string, unknown>>;
  /** How many came of each. */
  readonly counts: Readonly<Record<string, number>>;
  readonly ended: () => boolean;
  close(): void;
}

/** Listens as a page does. */
export async function listen(url: string, { cookie }: Pick<SignedIn, 'cookie'>, topics: string): Promise<Events> {
  const stop = new AbortController();
  const { body } = await request(`${url}/console/api/langsung?topik=${topics}`, {
    headers: { cookie },
    signal: stop.signal,
    bodyTimeout: 0,
  });
  const newest: Record<string, unknown> = {};
  const counts: Record<string, number> = {};
  let ended = false;
  let text = '';
  body.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, topic, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (topic === undefined || data === undefined) continue;
      newest[topic] = JSON.parse(data);
      counts[topic] = (counts[topic] ?? 0) + 1;
    }
  });
  const over = () => {
    ended = true;
  };
  body.on('error', over).on('close', over);
  return { newest, counts, ended: () => ended, close: () => stop.abort() };
}
