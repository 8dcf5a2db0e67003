import type { ServerResponse } from 'node:http';

/** What a topic is at one moment. */
export interface Look {
  readonly value: unknown;
  /** A change of it is told at the next look; a change of the rest, of a figure that always moves, some seconds later. */
  readonly urgent?: string;
}
export type Topic = () => Look | Promise<Look>;

export interface Live {
  /** Sends these topics until the browser goes, or is not `allowed` any more. */
  open(topics: readonly string[], response: ServerResponse, allowed: () => Promise<boolean>): void;
  readonly topics: readonly string[];
  close(): void;
}

export interface LiveParts {
  readonly topics: Readonly<Record<string, Topic>>;
  readonly trouble: (what: string, error?: unknown) => void;
  /** How often a connection is kept from falling asleep, and its session looked at. */
  readonly aliveMs?: number;
}

const LOOK_MS = 500;
const CALM_MS = 4000;
const ALIVE_MS = 20_000; // proxies cut what has been silent for a minute
/** A browser that reads no more is let go: its page comes back by itself. */
const MOST_UNREAD_BYTES = 1_000_000;
const MOST_OPEN = 500;

interface Listener {
  readonly topics: ReadonlySet<string>;
  readonly allowed: () => Promise<boolean>;
}

interface Seen {
  urgent: string;
  text: string;
  /** As it goes over the wire. */
  event: string;
  sentAt: number;
}

/**
 * Server-sent events. Each topic is looked at once for everybody, and only while somebody listens; what has not changed
 * is not sent. A hundred consoles cost a hundred writes of the same text.
 */
export function createLive({ topics, trouble, aliveMs = ALIVE_MS }: LiveParts): Live {
  const listeners = new Map<ServerResponse, Listener>();
  const seen = new Map<string, Seen>();
  let looking = false;
  let aliveAt = 0;
  let timer: NodeJS.Timeout | undefined;

  async function lookAtAll(): Promise<void> {
    const wanted = new Set([...listeners.values()].flatMap(({ topics: names }) => [...names]));
    for (const name of [...seen.keys()]) if (!wanted.has(name)) seen.delete(name);
    for (const name of wanted) {
      try {
        await lookAt(name);
      } catch (error) {
        trouble(`the console could not be told of "${name}"`, error);
      }
    }
    const now = performance.now();
    if (now - aliveAt < aliveMs) return;
    aliveAt = now;
    for (const [response, { allowed }] of listeners) {
      if (await allowed()) write(response, ': masih di sini\n\n');
      else response.end();
    }
  }

  async function lookAt(name: string): Promise<void> {
    const look = await topics[name]?.();
    if (!look) return;
    const text = JSON.stringify(look.value);
    const before = seen.get(name);
    const now = performance.now();
    if (before?.text === text) return;
    const urgent = look.urgent ?? text;
    if (before && before.urgent === urgent && now - before.sentAt < CALM_MS) return;
    const event = `event: ${name}\ndata: ${text}\n\n`;
    seen.set(name, { urgent, text, event, sentAt: now });
    for (const [response, listener] of listeners) if (listener.topics.has(name)) write(response, event);
  }

  function write(response: ServerResponse, text: string): void {
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
    else response.write(text);
  }

  function tick(): void {
    if (looking || listeners.size === 0) return;
    looking = true;
    void lookAtAll().finally(() => {
      looking = false;
    });
  }

  return {
    topics: Object.keys(topics),
    open(names, response, allowed) {
      if (listeners.size >= MOST_OPEN) {
        response.writeHead(503, { 'Retry-After': '10' }).end();
        return;
      }
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no', // a proxy in front would hold events back
      });
      response.write('retry: 2000\n\n');
      listeners.set(response, { topics: new Set(names), allowed });
      response.once('close', () => listeners.delete(response));
      for (const name of names) {
        const known = seen.get(name);
        if (known) response.write(known.event);
      }
      timer ??= setInterval(tick, LOOK_MS).unref();
      tick();
    },
    close() {
      clearInterval(timer);
      for (const response of listeners.keys()) response.end();
    },
  };
}
