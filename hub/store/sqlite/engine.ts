import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { BatchResult, Part, Row, RunResult, Value } from './messages.ts';
import { SQLITE_BUSY, sqliteCodeOf } from './result-codes.ts';
import { termsOf } from './word-index.ts';

/** The database itself, synchronous: it lives in the worker thread and nowhere else. */
export interface Engine {
  run(sql: string, values: readonly Value[]): RunResult;
  batch(parts: readonly Part[]): BatchResult;
  exec(sql: string): void;
  close(): void;
}

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** More than the hub has; a bound, so that text built by a mistake cannot fill the memory. */
const STATEMENTS_KEPT = 200;

const PRAGMAS = `
  -- not WAL's usual "normal": an acknowledged audit record survives a power cut, not only a kill
  pragma synchronous = full;
  -- 16 MiB of log between two checkpoints: a third more records per second than with the usual 4
  pragma wal_autocheckpoint = 4000;
  -- what a checkpoint leaves of a log that had to grow
  pragma journal_size_limit = 67108864;
  -- 32 MiB, mostly for the audit's indexes
  pragma cache_size = -32768;
`;

export function openEngine(file: string, busyTimeoutMs: number): Engine {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  try {
    useWriteAheadLog(database, busyTimeoutMs);
    database.exec(PRAGMAS);
    database.function('terms_of', { deterministic: true }, termsOf);
  } catch (error) {
    database.close();
    throw error;
  }

  const prepared = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    const fresh = { statement, returnsRows: statement.columns().length > 0 };
    if (prepared.size >= STATEMENTS_KEPT) prepared.clear();
    prepared.set(sql, fresh);
    return fresh;
  };

  return {
    run(sql, values) {
      const { statement, returnsRows } = prepare(sql);
      if (returnsRows) return { rows: statement.all(...values) as Row[], changes: 0 };
      return { rows: [], changes: Number(statement.run(...values).changes) };
    },
    batch(parts) {
      // "immediate" takes the write lock first: a reader that turns writer is refused without waiting when another process wrote.
      database.exec('begin immediate');
      try {
        const results = parts.map((part) => runPart(prepare(part.sql), part));
        database.exec('commit');
        return results;
      } catch (error) {
        // A full disk makes SQLite roll back by itself; a second rollback would hide the first error.
        if (database.isTransaction) database.exec('rollback');
        throw error;
      }
    },
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
  };
}

function runPart({ statement, returnsRows }: Prepared, { values, width, many }: Part): BatchResult[number] {
  const rows: (Row | readonly Row[] | null)[] = [];
  const current: Value[] = new Array<Value>(width).fill(null);
  for (let start = 0; start < values.length; start += width) {
    for (let column = 0; column < width; column += 1) {
      const value = values[start + column];
      if (value !== undefined) current[column] = value;
    }
    if (!returnsRows) {
      statement.run(...current);
      continue;
    }
    if (many) rows.push(statement.all(...current) as Row[]);
    else rows.push((statement.get(...current) as Row | undefined) ?? null);
  }
  return rows;
}

/** SQLite does not wait when two processes turn a new file to WAL at the same moment, so this does. */
function useWriteAheadLog(database: DatabaseSync, timeoutMs: number): void {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    try {
      database.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      if (sqliteCodeOf(error) !== SQLITE_BUSY || performance.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20); // this thread has nothing else to do
    }
  }
}
