import type { BatchResult, Part, Request, RunResult, Value } from './messages.ts';
import { startThread } from './thread.ts';

/** One statement after the other, on a database that nobody else of this process uses meanwhile. */
export interface Session {
  run(sql: string, values: readonly Value[]): Promise<RunResult>;
  release(): void;
}

/** The database, from the hub's side. Every method rejects with a `StoreError`. */
export interface SqliteClient {
  run(sql: string, values: readonly Value[]): Promise<RunResult>;
  batch(parts: readonly Part[]): Promise<BatchResult>;
  exec(sql: string): Promise<void>;
  /** Everything else of this process waits until it is released: for transactions of several messages. */
  acquire(): Promise<Session>;
  close(): Promise<void>;
}

/** Longer than the longest commit of another process, shorter than the patience of somebody at a counter. */
const BUSY_TIMEOUT_MS = 5000;

export async function openClient(file: string): Promise<SqliteClient> {
  const { send, ended } = startThread(new URL('./worker.ts', import.meta.url));
  let held: PromiseWithResolvers<void> | undefined;
  let closing: Promise<void> | undefined;

  const whenFree = async <Result>(request: Request): Promise<Result> => {
    while (held !== undefined) await held.promise;
    return send<Result>(request);
  };
  const submit = <Result>(request: Request): Promise<Result> =>
    held === undefined ? send<Result>(request) : whenFree<Result>(request);

  const client: SqliteClient = {
    run: (sql, values) => submit({ kind: 'run', sql, values }),
    batch: (parts) => submit({ kind: 'batch', parts }),
    exec: (sql) => submit({ kind: 'exec', sql }),
    async acquire() {
      while (held !== undefined) await held.promise;
      const hold = Promise.withResolvers<void>();
      held = hold;
      return {
        run: (sql, values) => send({ kind: 'run', sql, values }),
        release() {
          if (held === hold) held = undefined;
          hold.resolve();
        },
      };
    },
    close() {
      closing ??= whenFree<void>({ kind: 'close' }).finally(() => ended);
      return closing;
    },
  };
  try {
    await send({ kind: 'open', file, busyTimeoutMs: BUSY_TIMEOUT_MS });
  } catch (error) {
    await client.close();
    throw error;
  }
  return client;
}
