import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { type Store, StoreError } from '../store.ts';
import type { Tables } from '../tables.ts';
import { createApplications } from './applications.ts';
import { createAudit } from './audit.ts';
import { createBreakers } from './breakers.ts';
import { openClient, type SqliteClient } from './client.ts';
import { createCopies } from './copies.ts';
import { createCounters } from './counters.ts';
import { createSqliteDialect } from './dialect.ts';
import { createEvents, createSubscriptions } from './events.ts';
import { createWriteGroup } from './group.ts';
import { createHealth } from './health.ts';
import { migrate } from './migrate.ts';
import { createNoticeStore } from './notices.ts';
import { createOperators } from './operators.ts';
import { createOutgoing } from './outgoing.ts';
import { createRecords } from './records.ts';
import { createReleases } from './releases.ts';
import { createSnapshots } from './snapshots.ts';

/** The embedded engine: `simpul.db` in `directory`, made when it is not there. Several processes may open the same one. */
export async function openSqliteStore({ directory }: { readonly directory: string }): Promise<Store> {
  const file = await prepareFile(directory);
  const client = await openClient(file);
  try {
    return await createSqliteStore(client);
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** The store over a database that is open already; closing the store closes it. */
export async function createSqliteStore(client: SqliteClient): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: createSqliteDialect(client) });
  await migrate(db);
  const group = createWriteGroup(client);
  return {
    snapshots: createSnapshots(client, group),
    applications: createApplications(db),
    audit: createAudit(client, group),
    counters: createCounters(client, group),
    messages: createOutgoing(client, group),
    events: createEvents(client, group),
    subscriptions: createSubscriptions(client),
    records: createRecords(client, group),
    releases: createReleases(client, group),
    copies: createCopies(client),
    health: createHealth(client, group),
    operators: createOperators(client),
    notices: createNoticeStore(client),
    breakers: createBreakers(client),
    check: () => check(client),
    async close() {
      await group.settled();
      await client.close();
    },
  };
}

/** Only this user reads it: payloads are sealed, but who asked for what is not. SQLite gives its side files the same rights. */
async function prepareFile(directory: string): Promise<string> {
  const file = join(directory, 'simpul.db');
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a', 0o600);
    await handle.close();
    return file;
  } catch (cause) {
    throw new StoreError(`store: ${file} cannot be written`, { cause });
  }
}

/** Needs new pages and gives them back: rewriting one row would succeed on a disk where nothing new fits. */
const PROBE = 'insert into snapshots (key, sealed, fetched_at, expires_at) values (?, zeroblob(16384), 0, 0)';

async function check(client: SqliteClient): Promise<void> {
  await client.batch([
    { sql: PROBE, width: 1, values: ['check'] },
    { sql: 'delete from snapshots where key = ?', width: 1, values: ['check'] },
  ]);
}
