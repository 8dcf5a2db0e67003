import { Agent, request } from 'undici';

/** An answer as it came, or that there was none. `sentAt` is Unix time in milliseconds. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Seconds to wait before asking again, where the answer says so. */
      readonly retryAfter: number | null;
      /** Undefined when it is no JSON. */
      readonly body: unknown;
      readonly sentAt: number;
      readonly ms: number;
    }
  | { readonly kind: 'unanswered'; readonly problem: string; readonly ms: number };

export interface Asking {
  ask(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
}

interface Door {
  readonly base: string;
  readonly key: string;
  readonly timeoutMs: number;
}

/** The unified API, over connections that are kept open. */
export function createAsking({ base, key, timeoutMs }: Door): Asking {
  const dispatcher = new Agent({ connectTimeout: timeoutMs });
  return {
    async ask(method, path, body, headers = {}) {
      const sentAt = Date.now();
      const started = performance.now();
      try {
        const answer = await request(`${base}${path}`, {
          method,
          dispatcher,
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            authorization: `Bearer ${key}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          body: body === undefined ? null : JSON.stringify(body),
        });
        const text = await answer.body.text();
        const retryAfter = Number(answer.headers['retry-after'] ?? Number.NaN);
        return {
          kind: 'answered',
          status: answer.statusCode,
          retryAfter: Number.isNaN(retryAfter) ? null : retryAfter,
          body: parsed(text),
          sentAt,
          ms: performance.now() - started,
        };
      } catch (error) {
        return { kind: 'unanswered', problem: connectionProblem(error), ms: performance.now() - started };
      }
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A name to count by: `sambungan:ECONNREFUSED`. */
function connectionProblem(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return `sambungan:${typeof code === 'string' ? code : String(name)}`;
}
