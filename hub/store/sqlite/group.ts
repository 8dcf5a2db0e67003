import { StoreError } from '../store.ts';
import type { SqliteClient } from './client.ts';
import type { BatchResult, Part, Row, Value } from './messages.ts';

/** A statement that is run often enough to share its commits. `width` is the number of its values. */
export interface HotStatement {
  readonly sql: string;
  readonly width: number;
}

/**
 * Commits together what arrives together: the disk is asked once for many callers.
 *
 * Nobody waits for a timer. A write that finds the database idle leaves at the end of this turn of the event loop; while a
 * commit is under way the next ones gather, so that the slower the disk, the more a commit carries.
 */
export interface WriteGroup {
  /** `values`: one row or several, flat. Resolves after the commit that carries them; a commit that fails rejects all it carries. */
  add(statement: HotStatement, values: readonly Value[]): Promise<void>;
  /** The same for one row, resolving to what the statement returns for it. */
  addReturning(statement: HotStatement, values: readonly Value[]): Promise<Row>;
  /** Resolves when nothing waits and nothing is under way, however that ended. */
  settled(): Promise<void>;
}

/** More would keep a reader waiting behind one commit; fewer would ask the disk too often. */
const ROWS_PER_COMMIT = 500;
/** With full commits one is written while the next is on its way; otherwise gathering beats hurrying. */
const FULL_COMMITS_UNDER_WAY = 2;

interface Gathered {
  readonly width: number;
  readonly values: (Value | undefined)[];
  /** The row before, to leave out what repeats. */
  readonly last: (Value | undefined)[];
}

interface Gathering {
  readonly parts: Map<string, Gathered>;
  readonly outcome: PromiseWithResolvers<BatchResult>;
  rows: number;
}

export function createWriteGroup(client: SqliteClient): WriteGroup {
  const waiting: Gathering[] = [];
  const underWay = new Set<Promise<unknown>>();
  let scheduled = false;

  const leave = () => {
    scheduled = false;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const allowed = next.rows >= ROWS_PER_COMMIT ? FULL_COMMITS_UNDER_WAY : 1;
      if (underWay.size >= allowed) return;
      waiting.shift();
      commit(next);
    }
  };
  const commit = ({ parts, outcome }: Gathering) => {
    const batch: Part[] = Array.from(parts, ([sql, { width, values }]) => ({ sql, width, values }));
    const done = client
      .batch(batch)
      .then(outcome.resolve, outcome.reject)
      .finally(() => {
        underWay.delete(done);
        leave();
      });
    underWay.add(done);
  };
  const gather = ({ sql, width }: HotStatement, values: readonly Value[]) => {
    let gathering = waiting.at(-1);
    if (gathering === undefined || gathering.rows >= ROWS_PER_COMMIT) {
      gathering = { parts: new Map(), outcome: Promise.withResolvers(), rows: 0 };
      waiting.push(gathering);
    }
    let part = gathering.parts.get(sql);
    if (part === undefined) {
      part = { width, values: [], last: [] };
      gathering.parts.set(sql, part);
    }
    const index = part.values.length / width;
    append(part, values);
    gathering.rows += values.length / width;
    if (!scheduled && underWay.size < FULL_COMMITS_UNDER_WAY) {
      scheduled = true;
      setImmediate(leave);
    }
    return { gathering, index };
  };

  return {
    // Every caller of one commit gets the same promise: what is not made need not be settled.
    add: (statement, values) =>
      gather(statement, values).gathering.outcome.promise as Promise<unknown> as Promise<void>,
    async addReturning(statement, values) {
      const { gathering, index } = gather(statement, values);
      const results = await gathering.outcome.promise;
      const position = [...gathering.parts.keys()].indexOf(statement.sql);
      const row = results[position]?.[index];
      if (row === undefined) throw new StoreError('store: the database returned no row');
      return row;
    },
    async settled() {
      leave();
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

function append({ width, values: gathered, last }: Gathered, values: readonly Value[]): void {
  for (let index = 0; index < values.length; index += 1) {
    const column = index % width;
    const value = values[index];
    gathered.push(value === last[column] ? undefined : value);
    last[column] = value;
  }
}
