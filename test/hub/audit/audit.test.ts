import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { chained, newChain } from '../../../hub/audit/chain.ts';
import { verifyAudit } from '../../../hub/audit/verify.ts';
import type { ChainedAuditRecord } from '../../../hub/store/audit.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { printedUntilKilled } from '../store/until-killed.ts';
import { until } from '../until.ts';
import { read, SECRET, withAudit } from './with-audit.ts';

describe('a chain', () => {
  test('begins with who starts, and names the newest of every chain there is', () =>
    withAudit(async ({ start, store, process, verify }) => {
      await process('a', 2);
      const [b, c] = [start(), start()];
      await b.flush();
      await c.flush();
      b.record(read({ requestId: 'b1' }));
      await b.flush();
      await start().flush();
      const records = await store.read({ after: 0, limit: 100 });
      const named = (sequence: number) => `${sequence}:${records[sequence - 1]?.mac}`;
      const beginning = { application: 'simpul', purpose: 'pengoperasian', service: 'audit.mulai', place: 1 };
      expect(records).toMatchObject([
        { ...beginning, fields: '' },
        ...[2, 3].map((place) => ({ service: 'getPeserta', place })),
        { ...beginning, fields: named(3) },
        { ...beginning, fields: [named(4), named(3)].join(',') },
        { requestId: 'b1', place: 2 },
        beginning,
      ]);
      expect(records[6]?.fields).toBe([named(6), named(5), named(3)].join(','));
      expect(new Set(records.map(({ chain }) => chain)).size).toBe(4);
      expect(await verify()).toMatchObject({ records: 7, chains: 4, broken: 0 });
    }));

  test('is bound by everything a record says, and by the secret', () => {
    const key = (secret: string) => sealsOf(secret).auditKey;
    const end = newChain();
    const [mac] = chained([read()], end, key(SECRET)).map((one) => one.mac);
    expect(mac).toMatch(/^[\w-]{43}$/);
    const others = [
      ...Object.keys(read()).map((field) => chained([read({ [field]: field === 'at' ? 2 : 'x' })], end, key(SECRET))),
      chained([read({ application: 'e-dokterpelayanan', purpose: '' })], end, key(SECRET)),
      chained([read()], { ...end, mac: 'x' }, key(SECRET)),
      chained([read()], { ...end, place: 1 }, key(SECRET)),
      chained([read()], newChain(), key(SECRET)),
      chained([read()], end, key('another secret of at least 32 characters')),
    ].map(([one]) => one?.mac);
    expect(new Set([mac, ...others]).size).toBe(others.length + 1);
  });

  test('holds whatever text there is in it: every code unit, halves of characters and zero included', () =>
    withAudit(async ({ start, verify }) => {
      const audit = start();
      const units = Array.from({ length: 256 }, (_, low) => low);
      for (const high of units) {
        const text = String.fromCharCode(...units.map((low) => high * 256 + low));
        audit.record(read({ requestId: text, application: text, purpose: text, subject: text, fields: text }));
      }
      await audit.flush();
      expect(await verify()).toMatchObject({ records: 257, broken: 0 });
    }));

  test('of records from before there were chains: they are counted, and the chains after them are good', () =>
    withAudit(async ({ client, process, verify }) => {
      await process('a', 3);
      await client.run('update audit set chain = null, place = null, mac = null', []);
      await process('b', 3);
      expect(await verify()).toMatchObject({ records: 8, unchained: 4, chains: 1, broken: 0 });
    }));
});

describe('verifying', () => {
  test('nothing, and with another secret', () =>
    withAudit(async ({ process, verify }) => {
      expect(await verify()).toEqual({ records: 0, chains: 0, unchained: 0, breaks: [], broken: 0 });
      await process('a', 1200);
      expect(await verify()).toMatchObject({ records: 1201, broken: 0 });
      const report = await verify({ secret: 'another secret of at least 32 characters' });
      expect(report).toMatchObject({ broken: 1201, breaks: { length: 1000 } });
    }));

  test('goes in bites, and tells how far it is', () =>
    withAudit(async ({ process, verify }) => {
      await process('a', 2500);
      const told: number[] = [];
      await verify({ onProgress: ({ records, last }) => void told.push(records, last.sequence) });
      expect(told).toEqual([1000, 1000, 2000, 2000, 2501, 2501]);
    }));

  test('from a record on takes what is before for good', () =>
    withAudit(async ({ process, client, verify }) => {
      await process('a', 10);
      await process('b', 10);
      await client.run("update audit set outcome = 'lain' where sequence in (5, 8)", []);
      expect(await verify({ from: 7 })).toMatchObject({
        records: 16,
        breaks: [{ kind: 'altered', at: { sequence: 8 } }],
      });
      expect(await verify({ from: 9 })).toMatchObject({ records: 14, chains: 2, broken: 0 });
      await client.run('delete from audit where sequence = 11', []);
      expect(await verify({ from: 12 })).toMatchObject({ broken: 1, breaks: [{ kind: 'cut', sequence: 11 }] });
    }));

  test('misses the newest record, where somebody has noted it down', () =>
    withAudit(async ({ process, client, verify }) => {
      await process('a', 10);
      const { newest } = await verify();
      expect(newest).toMatchObject({ sequence: 11, mac: expect.any(String), at: expect.any(Number) });
      const known = newest ? [newest] : [];
      expect(await verify({ known })).toMatchObject({ broken: 0 });
      await client.run('delete from audit where sequence > 8', []);
      expect(await verify()).toMatchObject({ records: 8, broken: 0 }); // nobody can know better
      const breaks = [{ kind: 'cut', sequence: 11, seenBy: 'you' }];
      expect(await verify({ known })).toMatchObject({ broken: 1, breaks });
      await process('b', 10);
      expect(await verify({ known })).toMatchObject({ broken: 1, breaks });
    }));

  test('misses what was cut off a chain that is written on', () =>
    withAudit(async ({ start, client, verify }) => {
      const audit = start();
      const write = async (requestId: string) => {
        audit.record(read({ requestId }));
        await audit.flush();
      };
      for (const name of ['1', '2', '3']) await write(name);
      await client.run('delete from audit where sequence > 2', []);
      await write('4');
      expect(await verify()).toMatchObject({
        breaks: [{ kind: 'missing', records: 2, before: { sequence: 2 }, after: { sequence: 3 } }],
      });
    }));
});

describe('writing', () => {
  test('by two processes at once leaves two good chains', () =>
    withAudit(async ({ start, store, verify }) => {
      const processes = [start(), start()];
      for (let turn = 0; turn < 50; turn += 1) {
        for (const [index, audit] of processes.entries()) audit.record(read({ requestId: `${index}-${turn}` }));
        await Promise.all(processes.map((audit) => audit.flush()));
      }
      expect(await verify()).toMatchObject({ records: 102, chains: 2, broken: 0 });
      const places = (await store.read({ after: 0, limit: 200 })).map(({ place }) => place);
      expect(places.filter((place) => place === 51)).toHaveLength(2);
    }));

  test('that fails loses nothing, keeps the order, and lets nobody read until it works again', () =>
    withAudit(async ({ start, store, troubles, verify }) => {
      let full = false;
      const audit = start({
        newest: store.newest,
        append: (records) => (full ? Promise.reject(new Error('disk full')) : store.append(records)),
      });
      audit.record(read({ requestId: '1' }));
      await audit.flush();
      expect(audit.available()).toBe(true);
      full = true;
      for (const requestId of ['2', '3']) {
        audit.record(read({ requestId }));
        await audit.flush();
      }
      expect(audit.available()).toBe(false);
      expect(troubles).toHaveLength(1);
      full = false;
      audit.record(read({ requestId: '4' }));
      await until('it is tried again by itself', () => audit.available());
      expect(troubles).toHaveLength(2);
      const written = (await store.read({ after: 0, limit: 10 })).map(({ requestId }) => requestId);
      expect(written.slice(1)).toEqual(['1', '2', '3', '4']);
      expect(await verify()).toMatchObject({ records: 5, broken: 0 });
    }));

  test('that cannot even begin is tried again as well', () =>
    withAudit(async ({ start, store, verify }) => {
      let locked = true;
      const audit = start({
        append: store.append,
        newest: (limit) => (locked ? Promise.reject(new Error('locked')) : store.newest(limit)),
      });
      await audit.flush();
      expect(audit.available()).toBe(false);
      locked = false;
      audit.record(read());
      await audit.flush();
      expect(audit.available()).toBe(true);
      expect(await verify()).toMatchObject({ records: 2, broken: 0 });
    }));

  test('to a disk that stands still is noticed by how much waits', () =>
    withAudit(async ({ start, store, verify }) => {
      const stuck = Promise.withResolvers<void>();
      const sizes: number[] = [];
      const audit = start({
        newest: store.newest,
        async append(records: readonly ChainedAuditRecord[]) {
          await stuck.promise;
          sizes.push(records.length);
          return store.append(records);
        },
      });
      let recorded = 0;
      for (; audit.available() && recorded < 100_000; recorded += 1) {
        audit.record(read());
        if (recorded % 1000 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      }
      expect(recorded).toBe(20_000);
      stuck.resolve();
      await audit.flush();
      expect(audit.available()).toBe(true);
      expect(Math.max(...sizes)).toBe(2000);
      expect(await verify()).toMatchObject({ records: 20_001, broken: 0 });
    }));

  test('that is killed loses what it had not written, and no more; also by two at once', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'simpul-audit-'));
    try {
      const printed = await Promise.all([1, 2].map(() => printedUntilKilled('record.ts', directory, 200)));
      const store = await openSqliteStore({ directory });
      try {
        const kept = new Set(
          (await store.audit.read({ after: 0, limit: 1_000_000 })).map(({ requestId }) => requestId),
        );
        expect(printed.flat().filter((acknowledged) => !kept.has(acknowledged))).toEqual([]);
        expect(await verifyAudit(store.audit, sealsOf(SECRET).auditKey)).toMatchObject({ chains: 2, broken: 0 });
      } finally {
        await store.close();
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
