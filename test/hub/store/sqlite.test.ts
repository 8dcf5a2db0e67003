import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { openClient, type SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { createSqliteStore, openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { startThread } from '../../../hub/store/sqlite/thread.ts';
import { type Store, StoreError } from '../../../hub/store/store.ts';
import { describeStore } from '../../conformance/store.ts';
import { record } from '../../conformance/store-samples.ts';
import { printedUntilKilled } from './until-killed.ts';

const run = promisify(execFile);
const child = (name: string) => join(import.meta.dirname, 'children', name);

describeStore(
  'sqlite',
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'simpul-store-'));
    const store = await openSqliteStore({ directory });
    let current = store;
    return {
      store,
      async reopen() {
        await current.close();
        current = await openSqliteStore({ directory });
        return current;
      },
      async destroy() {
        await current.close();
        await rm(directory, { recursive: true });
      },
    };
  },
  { skip: [] },
);

describe('a sqlite store', () => {
  test('survives kill -9 with everything it acknowledged, in order', () =>
    withDirectory(async (directory) => {
      const acknowledged = (await printedUntilKilled('append.ts', directory, 2000)).map(Number);
      const store = await openSqliteStore({ directory });
      try {
        const kept = (await store.audit.read({ after: 0, limit: 1_000_000 })).map(({ at }) => at);
        expect(kept).toEqual(kept.toSorted((a, b) => a - b));
        expect(acknowledged.length).toBeGreaterThanOrEqual(2000);
        expect(acknowledged.filter((number) => !kept.includes(number))).toEqual([]);
      } finally {
        await store.close();
      }
    }));

  test('refuses while the disk is full, keeps nothing of what it refused, and goes on when there is room', () =>
    withStore(async (store, client) => {
      await store.audit.append([record({ requestId: 'kept' })]);
      const { rows } = await client.run('pragma page_count', []);
      await client.exec(`pragma max_page_count = ${Number(rows[0]?.page_count) + 20}`);

      const appends = await Promise.allSettled(
        Array.from({ length: 400 }, () => store.audit.append([record({ requestId: 'x'.repeat(1000) })])),
      );
      expect(new Set(appends.map((append) => append.status))).toEqual(new Set(['rejected'])); // one commit, one fate
      await expect(fill(store)).rejects.toThrow('the disk is full');
      await expect(store.check()).rejects.toThrow(StoreError);
      expect((await store.audit.list({ limit: 10 })).map(({ requestId }) => requestId)).toEqual(['kept']);

      await store.snapshots.prune(Number.MAX_SAFE_INTEGER);
      await store.check();
      await store.audit.append([record({ requestId: 'after' })]);
      expect(await store.audit.count()).toBe(2);
    }));

  test('leaves the event loop free while it writes', () =>
    withStore(async (store) => {
      await store.audit.append([record({ requestId: 'warm' })]);
      let turns = 0;
      let watching = true;
      const watch = () => {
        turns += 1;
        if (watching) setImmediate(watch);
      };
      setImmediate(watch);
      const sealed = new Uint8Array(2_000_000);
      for (let write = 0; write < 10; write += 1)
        await store.snapshots.put({ key: String(write), sealed, fetchedAt: 1, expiresAt: 2 });
      watching = false;
      // a free loop turns thousands of times while a disk takes twenty megabytes, a loop that writes itself twice a write
      expect(turns).toBeGreaterThan(100);
    }));

  test('is shared by processes: one of them creates applications while another writes', () =>
    withDirectory(async (directory) => {
      const store = await openSqliteStore({ directory });
      try {
        const commands = ['a', 'b', 'c'].map((id) => run(process.execPath, [child('create.ts'), directory, id]));
        let ended = false;
        const all = Promise.all(commands).finally(() => {
          ended = true;
        });
        let appended = 0;
        while (!ended) {
          await store.audit.append([record({ requestId: String(appended) })]);
          appended += 1;
        }
        await all;
        expect((await store.applications.list()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
        expect(await store.counters.get('bpjs', 'today')).toBe(300);
        expect(await store.audit.count()).toBe(appended);
      } finally {
        await store.close();
      }
    }));

  test('is made once by processes that start on a new directory at the same moment', () =>
    withDirectory(async (parent) => {
      const directory = join(parent, 'new');
      const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
      await Promise.all(ids.map((id) => run(process.execPath, [child('create.ts'), directory, id])));
      const store = await openSqliteStore({ directory });
      expect(await store.applications.list()).toHaveLength(ids.length);
      await store.close();
    }));

  test('lets its process end after it is closed, and not before', () =>
    withDirectory(async (directory) => {
      const { stdout } = await run(process.execPath, [child('reopen.ts'), directory]);
      expect(stdout).toBe('closed 1\nclosed 2\nclosed 3\n');
    }));

  test('is readable by its own user only', () =>
    withDirectory(async (parent) => {
      const directory = join(parent, 'deep', 'new');
      const store = await openSqliteStore({ directory });
      await store.audit.append([record({ requestId: '1' })]);
      const modes = await Promise.all(
        [directory, ...['simpul.db', 'simpul.db-wal', 'simpul.db-shm'].map((file) => join(directory, file))].map(
          async (path) => (await stat(path)).mode & 0o777,
        ),
      );
      await store.close();
      expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
    }));

  test('says that its file is damaged', () =>
    withDirectory(async (directory) => {
      await writeFile(join(directory, 'simpul.db'), 'this is not a database, '.repeat(1000));
      await expect(openSqliteStore({ directory })).rejects.toMatchObject({
        name: 'StoreError',
        message: 'store: the database file is damaged, or is not a database',
      });
    }));

  test('says that its file was damaged since', () =>
    withDirectory(async (directory) => {
      const store = await openSqliteStore({ directory });
      for (let index = 0; index < 50; index += 1) await store.audit.append([record({ requestId: 'x'.repeat(500) })]);
      await store.close();
      const bytes = await readFile(join(directory, 'simpul.db'));
      await writeFile(join(directory, 'simpul.db'), bytes.fill(0xff, 4096)); // the first page, with the header, is left
      await expect(openSqliteStore({ directory })).rejects.toThrow(StoreError);
    }));

  test('says that its tables come from a later release', () =>
    withStore(async (_store, client) => {
      await client.run("insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')", []);
      await expect(createSqliteStore(client)).rejects.toThrow('its tables cannot be brought up to date');
    }));

  test('says which file cannot be written', () =>
    withDirectory(async (parent) => {
      await writeFile(join(parent, 'file'), '');
      const directory = join(parent, 'file', 'data');
      await expect(openSqliteStore({ directory })).rejects.toThrow(`${join(directory, 'simpul.db')} cannot be written`);
    }));

  test('rejects everything that waits when its thread dies, and everything after', async () => {
    const thread = startThread(new URL(`file://${child('crash.ts')}`));
    const waiting = [thread.send({ kind: 'exec', sql: 'one' }), thread.send({ kind: 'exec', sql: 'two' })];
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    await thread.ended;
    await expect(thread.send({ kind: 'exec', sql: 'three' })).rejects.toThrow('the database thread stopped');
  });
});

describe('a transaction of several messages', () => {
  test('is not entered by anything else of this process', () =>
    withStore(async (store, client) => {
      const session = await client.acquire();
      await session.run('begin immediate', []);
      const append = store.audit.append([record({ requestId: 'outside' })]);
      await session.run("insert into counters values ('inside', 'today', 1)", []);
      await session.run('rollback', []);
      session.release();
      await append;
      expect(await store.audit.count()).toBe(1);
      expect(await store.counters.get('inside', 'today')).toBe(0);
    }));
});

async function fill(store: Store): Promise<never> {
  for (let index = 0; ; index += 1) {
    await store.snapshots.put({ key: String(index), sealed: new Uint8Array(3000), fetchedAt: 1, expiresAt: 2 });
  }
}

async function withDirectory(action: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-store-'));
  try {
    await action(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

const withStore = (action: (store: Store, client: SqliteClient) => Promise<void>) =>
  withDirectory(async (directory) => {
    const client = await openClient(join(directory, 'simpul.db'));
    const store = await createSqliteStore(client);
    try {
      await action(store, client);
    } finally {
      await store.close();
    }
  });
