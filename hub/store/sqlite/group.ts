import { StoreError } from '../store.ts';
import type { SqliteClient } from './client.ts';
import type { BatchResult, Part, Row, Value } from './messages.ts';

/** A statement that is run often enough to share its commits. `width` is the number of its values. */
export interface HotStatement {
  readonly sql: string;
  readonly width: number;
  /** It returns any number of rows for one set of values. */
  readonly many?: boolean;
}

/**
 * Statements that belong together: one commit carries all of them, and each sees what those before it did. Of several
 * units of one kind in one commit, all first statements run before all second ones.
 */
export interface Unit {
  readonly name: string;
  readonly statements: readonly HotStatement[];
}

/** What a unit's statements returned: per statement, for each set of values that was given. */
export type UnitRows = readonly (readonly (Row | readonly Row[] | null)[])[];

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
  /** `values`: per statement of the unit, its rows, flat; none where the statement is not needed. */
  addUnit(unit: Unit, values: readonly (readonly Value[])[]): Promise<UnitRows>;
  /** Resolves when nothing waits and nothing is under way, however that ended. */
  settled(): Promise<void>;
}

/** More would keep a reader waiting behind one commit; fewer would ask the disk too often. */
const ROWS_PER_COMMIT = 500;
/** With full commits one is written while the next is on its way; otherwise gathering beats hurrying. */
const FULL_COMMITS_UNDER_WAY = 2;

interface Gathered {
  readonly statement: HotStatement;
  readonly values: (Value | undefined)[];
  /** The row before, to leave out what repeats. */
  readonly last: (Value | undefined)[];
}

interface Gathering {
  /** By the name of their unit: its statements, in order. */
  readonly units: Map<string, readonly Gathered[]>;
  readonly outcome: PromiseWithResolvers<BatchResult>;
  rows: number;
}

export function createWriteGroup(client: SqliteClient): WriteGroup {
  const waiting: Gathering[] = [];
  const underWay = new Set<Promise<unknown>>();
  const single = new Map<HotStatement, Unit>();
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
  const commit = ({ units, outcome }: Gathering) => {
    const done = client
      .batch(partsOf(units))
      .then(outcome.resolve, outcome.reject)
      .finally(() => {
        underWay.delete(done);
        leave();
      });
    underWay.add(done);
  };
  const gather = (unit: Unit, values: readonly (readonly Value[])[]) => {
    let gathering = waiting.at(-1);
    if (gathering === undefined || gathering.rows >= ROWS_PER_COMMIT) {
      gathering = { units: new Map(), outcome: Promise.withResolvers(), rows: 0 };
      waiting.push(gathering);
    }
    let parts = gathering.units.get(unit.name);
    if (parts === undefined) {
      parts = unit.statements.map((statement) => ({ statement, values: [], last: [] }));
      gathering.units.set(unit.name, parts);
    }
    const starts: number[] = [];
    for (const [index, part] of parts.entries()) {
      const { width } = part.statement;
      starts.push(part.values.length / width);
      const own = values[index] ?? [];
      append(part, own);
      gathering.rows += own.length / width;
    }
    if (!scheduled && underWay.size < FULL_COMMITS_UNDER_WAY) {
      scheduled = true;
      setImmediate(leave);
    }
    return { gathering, starts };
  };
  const unitOf = (statement: HotStatement): Unit => {
    const there = single.get(statement);
    if (there) return there;
    const unit: Unit = { name: statement.sql, statements: [statement] };
    single.set(statement, unit);
    return unit;
  };
  const addUnit = async (unit: Unit, values: readonly (readonly Value[])[]): Promise<UnitRows> => {
    const { gathering, starts } = gather(unit, values);
    const results = await gathering.outcome.promise;
    const first = positionOf(gathering, unit.name);
    return unit.statements.map(({ width }, index) => {
      const start = starts[index] ?? 0;
      return results[first + index]?.slice(start, start + (values[index]?.length ?? 0) / width) ?? [];
    });
  };

  return {
    // Every caller of one commit gets the same promise: what is not made need not be settled.
    add: (statement, values) =>
      gather(unitOf(statement), [values]).gathering.outcome.promise as Promise<unknown> as Promise<void>,
    async addReturning(statement, values) {
      const [rows] = await addUnit(unitOf(statement), [values]);
      const row = rows?.[0];
      if (!row) throw new StoreError('store: the database returned no row');
      return row as Row;
    },
    addUnit,
    async settled() {
      leave();
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** A statement for which nothing was given keeps its place, so that results are found by position. */
function partsOf(units: Gathering['units']): Part[] {
  return Array.from(units.values()).flatMap((parts) =>
    parts.map(({ statement: { sql, width, many }, values }) => ({ sql, width, values, ...(many ? { many } : {}) })),
  );
}

function positionOf({ units }: Gathering, name: string): number {
  let position = 0;
  for (const [other, parts] of units) {
    if (other === name) return position;
    position += parts.length;
  }
  return position;
}

function append({ statement: { width }, values: gathered, last }: Gathered, values: readonly Value[]): void {
  for (let index = 0; index < values.length; index += 1) {
    const column = index % width;
    const value = values[index];
    gathered.push(value === last[column] ? undefined : value);
    last[column] = value;
  }
}
