import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Totals } from './tally.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface Page {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `hang-up` closes the connection without a word. */
export type Reply = Page | 'hang-up';

export interface Way {
  readonly name: string;
  /** What a client must think of it. */
  readonly is: 'benar' | 'usang' | 'gagal' | 'salah';
  readonly problem?: string;
  readonly reply: (asked: Asked) => Reply | Promise<Reply>;
}

export interface Server {
  readonly base: string;
  /** How often each way was answered. */
  answered(name: string): number;
  readonly asked: readonly Asked[];
}

/** A server of these replies. Closes even when an assertion fails. */
export async function withServer(reply: Way['reply'], use: (base: string) => Promise<void>): Promise<void> {
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    const { method = '', url = '', headers } = request;
    const answer = await reply({ method, path: url, headers, body: sent === '' ? undefined : JSON.parse(sent) });
    if (answer === 'hang-up') return void request.socket.destroy();
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Answers in one way after the other, over and over again, and counts them. */
export function withRotation(ways: readonly Way[], use: (server: Server) => Promise<void>): Promise<void> {
  const counts = new Map<string, number>();
  const asked: Asked[] = [];
  const reply: Way['reply'] = (question) => {
    const way = ways[asked.length % ways.length];
    if (!way) throw new Error('no ways to answer');
    asked.push(question);
    counts.set(way.name, (counts.get(way.name) ?? 0) + 1);
    return way.reply(question);
  };
  return withServer(reply, (base) => use({ base, asked, answered: (name) => counts.get(name) ?? 0 }));
}

/** The tallies a client must have come to, by what the server knows that it answered. */
export function tallyOf(ways: readonly Way[], server: Server): Partial<Totals> {
  const sum = (which: (way: Way) => boolean) =>
    ways.filter(which).reduce((total, { name }) => total + server.answered(name), 0);
  const problems = [...new Set(ways.flatMap(({ problem = [] }) => problem))];
  return {
    requests: server.asked.length,
    benar: sum(({ is }) => is === 'benar'),
    usang: sum(({ is }) => is === 'usang'),
    gagal: sum(({ is }) => is === 'gagal'),
    salah: sum(({ is }) => is === 'salah'),
    byProblem: Object.fromEntries(problems.map((problem) => [problem, sum((way) => way.problem === problem)])),
  };
}
