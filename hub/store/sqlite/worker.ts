import { parentPort } from 'node:worker_threads';
import { type Engine, openEngine } from './engine.ts';
import type { Fault, Reply, Request } from './messages.ts';
import { sqliteCodeOf } from './result-codes.ts';

/**
 * The thread that owns the database. A commit waits for the disk; here it keeps nobody waiting but those whose rows it carries.
 * Requests are answered in the order they came.
 */
const port = parentPort;
if (port === null) throw new Error('worker.ts runs as a worker thread');

let engine: Engine | undefined;

port.on('message', ({ id, request }: { id: number; request: Request }) => {
  port.postMessage(answer(id, request));
  if (request.kind === 'close') port.close(); // the last thing this thread listened to: it ends
});

function answer(id: number, request: Request): Reply {
  try {
    return { id, kind: 'done', result: handle(request) };
  } catch (error) {
    return { id, kind: 'failed', fault: describe(error) };
  }
}

function handle(request: Request): unknown {
  switch (request.kind) {
    case 'open':
      engine = openEngine(request.file, request.busyTimeoutMs);
      return undefined;
    case 'run':
      return opened().run(request.sql, request.values);
    case 'batch':
      return opened().batch(request.parts);
    case 'exec':
      return opened().exec(request.sql);
    case 'close':
      engine?.close();
      engine = undefined;
      return undefined;
    default:
      return request satisfies never;
  }
}

function opened(): Engine {
  if (engine === undefined) throw new Error('the database is not open');
  return engine;
}

function describe(error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  const sqliteCode = sqliteCodeOf(error);
  return sqliteCode === undefined ? { message } : { message, sqliteCode };
}
