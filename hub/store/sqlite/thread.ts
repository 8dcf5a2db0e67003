import { Worker } from 'node:worker_threads';
import { StoreError } from '../store.ts';
import type { Reply, Request } from './messages.ts';
import { toStoreError } from './result-codes.ts';

interface Pending {
  resolve(result: unknown): void;
  reject(error: StoreError): void;
}

export interface Thread {
  send<Result>(request: Request): Promise<Result>;
  /** Resolves when the thread has ended, whatever ended it. */
  readonly ended: Promise<void>;
}

/** Starts `script` as a thread and pairs each request with its reply. A thread that stops rejects everything that waits for it. */
export function startThread(script: URL): Thread {
  const worker = new Worker(script);
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
    // While it closes it stays referenced, or the process would end before whoever waits for the end of the thread.
    if (pending.size === 0 && gone === undefined) worker.unref();
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
