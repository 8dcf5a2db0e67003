import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';

export interface Watched {
  readonly client: SqliteClient;
  /** The statements that have reached the database since it was last asked. */
  take(): readonly string[];
}

/** The same database, with somebody who writes down what it is asked. */
export function watch(client: SqliteClient): Watched {
  let sent: string[] = [];
  return {
    client: {
      ...client,
      run(sql, values) {
        sent.push(sql);
        return client.run(sql, values);
      },
      batch(parts) {
        sent.push(...parts.map(({ sql }) => sql));
        return client.batch(parts);
      },
    },
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
  };
}

/** How the database goes about whatever `ask` asks of it, a step a line. */
export async function planOf(
  client: SqliteClient,
  ask: (watched: SqliteClient) => Promise<unknown>,
): Promise<readonly string[]> {
  const watched = watch(client);
  await ask(watched.client);
  return explained(client, watched.take());
}

export async function explained(client: SqliteClient, statements: readonly string[]): Promise<readonly string[]> {
  const steps = await Promise.all(statements.map((sql) => client.run(`explain query plan ${sql}`, [])));
  return steps.flatMap(({ rows }) => rows.map(({ detail }) => String(detail)));
}
