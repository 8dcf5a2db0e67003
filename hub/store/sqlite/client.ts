import { Worker } from 'node:worker_threads';
import { StoreError } from '../store.ts';
import type { BatchResult, Part, Reply, Request, RunResult, Value } from './messages.ts';
import { toStoreError } from './result-codes.ts';

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
  const { send, ended } = startWorker();
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

interface Pending {
  resolve(result: unknown): void;
  reject(error: StoreError): void;
}

function startWorker() {
  const worker = new Worker(new URL('./worker.ts', import.meta.url));
  const pending = new Map<number, Pending>();
  const ended = Promise.withResolvers<void>();
  let gone: StoreError | undefined;
  let lastId = 0;

  const fail = (error: StoreError) => {
    gone ??= error;
    for (const { reject } of pending.values()) reject(gone);
    pending.clear();
  };
  worker.on('error', (cause) => fail(new StoreError('store: the database thread stopped', { cause })));
  worker.on('exit', () => {
    fail(new StoreError('store: it is closed'));
    ended.resolve();
  });
  worker.on('message', (reply: Reply) => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (pending.size === 0) worker.unref();
    if (reply.kind === 'done') waiting?.resolve(reply.result);
    else waiting?.reject(toStoreError(reply.fault));
  });
  worker.unref();

  const send = <Result>(request: Request): Promise<Result> => {
    if (gone !== undefined) return Promise.reject(gone);
    return new Promise<Result>((resolve, reject) => {
      const id = ++lastId;
      worker.postMessage({ id, request });
      // The thread keeps the process alive only while somebody waits for it: a command that forgets to close still ends.
      if (pending.size === 0) worker.ref();
      pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
      if (request.kind === 'close') gone = new StoreError('store: it is closed');
    });
  };
  return { send, ended: ended.promise };
}
