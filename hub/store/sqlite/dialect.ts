import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Session, SqliteClient } from './client.ts';
import type { Value } from './messages.ts';

/** Kysely over the database thread. The client stays its owner's: destroying the Kysely does not close it. */
export function createSqliteDialect(client: SqliteClient): Dialect {
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => createDriver(client),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** SQLite can roll back a `create table`; Kysely's own adapter says no to be careful, which would leave migrations half done. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true;
  }
}

interface Connection extends DatabaseConnection {
  session: Session | undefined;
}

function createDriver(client: SqliteClient): Driver {
  return {
    async init() {},
    acquireConnection: async () => createConnection(client),
    async beginTransaction(connection) {
      const held = connection as Connection;
      held.session = await client.acquire();
      try {
        await held.executeQuery(CompiledQuery.raw('begin immediate'));
      } catch (error) {
        release(held);
        throw error;
      }
    },
    commitTransaction: (connection) => endTransaction(connection as Connection, 'commit'),
    rollbackTransaction: (connection) => endTransaction(connection as Connection, 'rollback'),
    async releaseConnection() {},
    async destroy() {},
  };
}

function createConnection(client: SqliteClient): Connection {
  return {
    session: undefined,
    async executeQuery<Result>({ sql, parameters }: CompiledQuery) {
      const { rows, changes } = await (this.session ?? client).run(sql, parameters as readonly Value[]);
      return { rows: rows as Result[], numAffectedRows: BigInt(changes) };
    },
    // biome-ignore lint/correctness/useYield: the port asks for it; what the hub reads has a limit and fits one message.
    async *streamQuery() {
      throw new Error('this dialect does not stream');
    },
  };
}

async function endTransaction(connection: Connection, command: 'commit' | 'rollback'): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(command));
  // Kept when a commit fails: Kysely rolls back on the same connection, and only then may others write.
  release(connection);
}

function release(connection: Connection): void {
  connection.session?.release();
  connection.session = undefined;
}
