import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** What a liar does to one request. `done` says whether the upstream behind it did what was asked. */
export type Lie =
  | 'truth'
  | 'done-no-answer' //     done, and the connection stays silent
  | 'no-answer' //          not done, and silent
  | 'cut-before' //         not done, connection reset
  | 'cut-after' //          done, connection reset
  | 'throttled' //          429
  | 'unavailable' //        503, not done
  | 'broken' //             500, not done
  | 'gateway' //            502, done all the same
  | 'html' //               an error page with 200, not done
  | 'login' //              a login page with 200, not done
  | 'truncated' //          done, half of the answer
  | 'other-schema' //       done, members renamed
  | 'late'; //              done, answered after everybody's patience

export interface Liar {
  readonly url: string;
  /** How often each lie was told. */
  readonly told: Readonly<Record<string, number>>;
  /** What writes were told, by their Idempotency-Key: the id of the message. Lies only. */
  readonly toldOf: ReadonlyMap<string, readonly Lie[]>;
  /** When each request came, by the clock of `performance.now()`. */
  readonly arrivals: readonly Arrival[];
  /** The most requests that were under way at once. */
  readonly mostAtOnce: () => number;
  /** Only the truth from now on. */
  heal(): void;
  close(): Promise<void>;
}

export interface Arrival {
  readonly at: number;
  readonly isWrite: boolean;
}

export interface LiarOptions {
  readonly upstream: string;
  /** Decides what happens to the next request. */
  readonly next: (request: IncomingMessage) => Lie;
  readonly lateMs: number;
  /** How long everything takes that is answered in time. */
  readonly takesMs?: number;
}

const LOGIN = '<html><body><form action="/masuk"><input type="password" name="password"></form></body></html>';

/** Stands between the hub and a sandbox, and lies about what it passed on. */
export async function startLiar({ upstream, next, lateMs, takesMs = 0 }: LiarOptions): Promise<Liar> {
  const pool = new Pool(upstream, { connections: 64 });
  const told: Record<string, number> = {};
  const toldOf = new Map<string, Lie[]>();
  const arrivals: Arrival[] = [];
  let honest = false;
  let underWay = 0;
  let most = 0;

  const server = createServer((request, response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    arrivals.push({ at: performance.now(), isWrite: request.method === 'POST' });
    response.once('close', () => {
      underWay -= 1;
    });
    void handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const lie = honest ? 'truth' : next(request);
    told[lie] = (told[lie] ?? 0) + 1;
    remember(request, lie);
    if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
    switch (lie) {
      case 'no-answer':
        return;
      case 'cut-before':
        request.socket.resetAndDestroy();
        return;
      case 'throttled':
        response.writeHead(429, { 'content-type': 'text/plain' }).end('Too Many Requests');
        return;
      case 'unavailable':
        response.writeHead(503, { 'content-type': 'text/plain' }).end('Service Unavailable');
        return;
      case 'broken':
        response.writeHead(500, { 'content-type': 'text/html' }).end('<html>Runtime Error</html>');
        return;
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Server Error</h1></html>');
        return;
      case 'login':
        response.writeHead(200, { 'content-type': 'text/html' }).end(LOGIN);
        return;
      default:
    }
    const answer = await pool.request({
      method: request.method as 'POST',
      path: request.url ?? '/',
      headers: withoutHop(request.headers),
      body,
    });
    const text = await answer.body.text();
    await answered(lie, { status: answer.statusCode, text }, request, response);
  }

  function remember({ headers, method }: IncomingMessage, lie: Lie): void {
    const key = headers['idempotency-key'];
    if (lie === 'truth' || method !== 'POST' || typeof key !== 'string') return;
    const before = toldOf.get(key) ?? [];
    before.push(lie);
    toldOf.set(key, before);
  }

  async function answered(
    lie: Lie,
    { status, text }: { readonly status: number; readonly text: string },
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const json = { 'content-type': 'application/json' };
    switch (lie) {
      case 'done-no-answer':
        return;
      case 'cut-after':
        request.socket.resetAndDestroy();
        return;
      case 'gateway':
        response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
        return;
      case 'truncated':
        response.writeHead(status, json).end(text.slice(0, Math.floor(text.length / 2)));
        return;
      case 'other-schema':
        response.writeHead(status, json).end(text.replaceAll(/"(tracking_id|code|sukses)"/g, '"baru_$1"'));
        return;
      case 'late':
        await new Promise((resolve) => setTimeout(resolve, lateMs));
        if (!response.destroyed) response.writeHead(status, json).end(text);
        return;
      default:
        response.writeHead(status, json).end(text);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    told,
    toldOf,
    arrivals,
    mostAtOnce: () => most,
    heal() {
      honest = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.destroy();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return chunks.length === 0 ? null : Buffer.concat(chunks);
}

function withoutHop(headers: IncomingMessage['headers']): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => !['connection', 'host', 'content-length', 'transfer-encoding', 'keep-alive'].includes(name),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

/** Lies by their share of all requests, in per mille; the rest is the truth. */
export function liesByShare(shares: Partial<Record<Lie, number>>, random: () => number = Math.random): () => Lie {
  const list = Object.entries(shares) as [Lie, number][];
  return () => {
    let at = random() * 1000;
    for (const [lie, share] of list) {
      at -= share;
      if (at < 0) return lie;
    }
    return 'truth';
  };
}
