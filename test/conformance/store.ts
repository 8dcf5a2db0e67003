import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type AuditRecord, type Store, type StoredApplication, StoreError } from '../../hub/store/store.ts';

/** An empty store of one engine. */
export interface OpenedStore {
  readonly store: Store;
  /** Closes the store and opens what it left. */
  reopen(): Promise<Store>;
  /** Closes what is open and removes every trace. */
  destroy(): Promise<void>;
}

export interface Skipped {
  readonly test: string;
  readonly reason: string;
}

type Rule = (title: string, check: (opened: OpenedStore) => Promise<void>) => void;

/** What `hub/store/store.ts` promises, for every engine. */
export function describeStore(name: string, open: () => Promise<OpenedStore>, { skip }: { skip: readonly Skipped[] }) {
  describe(`store: ${name}`, () => {
    let opened: OpenedStore;
    const titles = new Set<string>();
    const rule: Rule = (title, check) => {
      titles.add(title);
      const skipped = skip.find((one) => one.test === title);
      if (skipped === undefined) test(title, () => check(opened));
      else test.skip(`${title} (${skipped.reason})`, () => undefined);
    };

    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.destroy());
    afterAll(() => expect(skip.filter((one) => !titles.has(one.test))).toEqual([])); // a skipped rule that is no rule

    describe('snapshots', () => snapshotRules(rule));
    describe('applications', () => applicationRules(rule));
    describe('audit', () => auditRules(rule));
    describe('counters', () => counterRules(rule));
    describe('the whole', () => wholeRules(rule));
  });
}

function snapshotRules(rule: Rule) {
  rule('a snapshot comes back as it was put', async ({ store: { snapshots } }) => {
    await snapshots.put(snapshot({ sealed: Uint8Array.of(0, 255, 10, 0) }));
    const found = await snapshots.get('key', 0);
    expect(found).toMatchObject({ key: 'key', fetchedAt: 100, expiresAt: 1000 });
    expect(bytesOf(found)).toEqual([0, 255, 10, 0]);
  });

  rule('one that is not there is undefined', async ({ store: { snapshots } }) => {
    expect(await snapshots.get('key', 0)).toBeUndefined();
  });

  rule('one is served until it expires, not at that moment', async ({ store: { snapshots } }) => {
    await snapshots.put(snapshot());
    expect(await snapshots.get('key', 999)).toBeDefined();
    expect(await snapshots.get('key', 1000)).toBeUndefined();
  });

  rule('a newer one replaces an older, and never the other way round', async ({ store: { snapshots } }) => {
    await snapshots.put(snapshot({ sealed: Uint8Array.of(2), fetchedAt: 200 }));
    await snapshots.put(snapshot({ sealed: Uint8Array.of(1), fetchedAt: 199, expiresAt: 9999 }));
    expect(await snapshots.get('key', 0)).toMatchObject({ fetchedAt: 200, expiresAt: 1000 });
    await snapshots.put(snapshot({ sealed: Uint8Array.of(3), fetchedAt: 201 }));
    expect(bytesOf(await snapshots.get('key', 0))).toEqual([3]);
  });

  rule('of many put at once the newest stays', async ({ store: { snapshots } }) => {
    const moments = Array.from({ length: 200 }, (_, index) => (index * 37) % 200);
    await Promise.all(moments.map((fetchedAt) => snapshots.put(snapshot({ fetchedAt }))));
    expect((await snapshots.get('key', 0))?.fetchedAt).toBe(199);
  });

  rule('what the caller does with its bytes afterwards changes nothing', async ({ store: { snapshots } }) => {
    const sealed = Uint8Array.of(1, 2, 3);
    const written = snapshots.put(snapshot({ sealed }));
    sealed.fill(9);
    await written;
    expect(bytesOf(await snapshots.get('key', 0))).toEqual([1, 2, 3]);
  });

  rule('an empty and a large payload are kept', async ({ store: { snapshots } }) => {
    const large = new Uint8Array(1_000_000).fill(7);
    await Promise.all([
      snapshots.put(snapshot({ key: 'empty', sealed: new Uint8Array(0) })),
      snapshots.put(snapshot({ key: 'large', sealed: large })),
    ]);
    expect(bytesOf(await snapshots.get('empty', 0))).toEqual([]);
    expect(Buffer.compare((await snapshots.get('large', 0))?.sealed ?? new Uint8Array(0), large)).toBe(0);
  });

  rule('a removed one is gone, and removing it again is no error', async ({ store: { snapshots } }) => {
    await snapshots.put(snapshot());
    await snapshots.remove('key');
    await snapshots.remove('key');
    expect(await snapshots.get('key', 0)).toBeUndefined();
  });

  rule('prune removes what has expired and says how many', async ({ store: { snapshots } }) => {
    await Promise.all(
      [10, 20, 30].map((expiresAt) => snapshots.put(snapshot({ key: `until ${expiresAt}`, expiresAt }))),
    );
    expect(await snapshots.prune(20)).toBe(2);
    expect(await snapshots.prune(20)).toBe(0);
    expect(await snapshots.get('until 30', 0)).toBeDefined();
    expect(await snapshots.get('until 20', 0)).toBeUndefined();
  });
}

function applicationRules(rule: Rule) {
  rule('an application comes back as it was created, oldest first', async ({ store: { applications } }) => {
    const full = application({ id: 'b', createdAt: 1, requestsPerMinute: 60, scopes: ['kesehatan:read', 'x'] });
    const bare = application({ id: 'a', createdAt: 2, scopes: [], purposes: [] });
    await applications.create(bare);
    await applications.create(full);
    expect(await applications.list()).toEqual([full, bare]);
  });

  rule('no applications is an empty list', async ({ store: { applications } }) => {
    expect(await applications.list()).toEqual([]);
  });

  rule('names keep every character', async ({ store: { applications } }) => {
    const name = 'Antrean Puskesmas Wongsorejo — ꦏꦺꦴ 🙂 \'x\' "y" %; --';
    await applications.create(application({ name, purposes: ['pelayanan kesehatan', 'é'] }));
    expect((await applications.list())[0]).toMatchObject({ name, purposes: ['pelayanan kesehatan', 'é'] });
  });

  rule('a name is taken until its application is revoked', async ({ store: { applications } }) => {
    await applications.create(application({ id: 'first', name: 'antrean' }));
    const second = application({ id: 'second', name: 'antrean' });
    await expect(applications.create(second)).rejects.toThrow(StoreError);
    await applications.revoke('first', 5);
    await applications.create(second);
    expect((await applications.list()).map(({ id }) => id).sort()).toEqual(['first', 'second']);
  });

  rule('of two created at once under one name one wins', async ({ store: { applications } }) => {
    const settled = await Promise.allSettled(
      ['a', 'b'].map((id) => applications.create(application({ id, name: 'antrean' }))),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await applications.list()).toHaveLength(1);
  });

  rule('a key belongs to one application', async ({ store: { applications } }) => {
    await applications.create(application({ id: 'a', keyHash: 'same' }));
    await expect(applications.create(application({ id: 'b', keyHash: 'same' }))).rejects.toThrow(StoreError);
  });

  rule('put replaces everything, or creates', async ({ store: { applications } }) => {
    await applications.put(application({ id: 'a', requestsPerMinute: 60, revokedAt: 9 }));
    const replaced = application({ id: 'a', name: 'another', keyHash: 'another', scopes: [], createdAt: 7 });
    await applications.put(replaced);
    expect(await applications.list()).toEqual([replaced]);
  });

  rule('revoking says whether it did', async ({ store: { applications } }) => {
    await applications.create(application({ id: 'a' }));
    expect(await applications.revoke('nobody', 5)).toBe(false);
    expect(await applications.revoke('a', 5)).toBe(true);
    expect(await applications.revoke('a', 6)).toBe(false);
    expect((await applications.list())[0]?.revokedAt).toBe(5);
  });
}

function auditRules(rule: Rule) {
  rule('a record comes back as it was appended', async ({ store: { audit } }) => {
    const written = record({ agreement: '', fields: 'nik,nama', purpose: 'pelayanan — ꦏ 🙂', at: 1_767_225_600_123 });
    await audit.append([written]);
    expect(await audit.list({ limit: 10 })).toEqual([written]);
  });

  rule('appending nothing is fine', async ({ store: { audit } }) => {
    await audit.append([]);
    expect(await audit.count()).toBe(0);
    expect(await audit.list({ limit: 10 })).toEqual([]);
  });

  rule('the list is newest first, limited and filtered', async ({ store: { audit } }) => {
    await audit.append([
      record({ requestId: '1', subject: 'a', application: 'x' }),
      record({ requestId: '2', subject: 'b', application: 'x' }),
      record({ requestId: '3', subject: 'a', application: 'y' }),
    ]);
    const ids = async (filter: Parameters<typeof audit.list>[0]) =>
      (await audit.list(filter)).map(({ requestId }) => requestId);
    expect(await ids({ limit: 2 })).toEqual(['3', '2']);
    expect(await ids({ limit: 9, subject: 'a' })).toEqual(['3', '1']);
    expect(await ids({ limit: 9, application: 'x' })).toEqual(['2', '1']);
    expect(await ids({ limit: 9, application: 'x', subject: 'a' })).toEqual(['1']);
    expect(await ids({ limit: 9, subject: 'nobody' })).toEqual([]);
  });

  rule('5,000 appends at once keep every record, in the order of each caller', async ({ store: { audit } }) => {
    const callers = Array.from({ length: 50 }, (_, index) => `caller ${index}`);
    const appends = Array.from({ length: 5000 }, (_, index) => {
      const caller = callers[index % callers.length] ?? '';
      return audit.append([
        record({ application: caller, requestId: `${index} a` }),
        record({ application: caller, requestId: `${index} b` }),
      ]);
    });
    await Promise.all(appends);
    expect(await audit.count()).toBe(10_000);
    for (const [first, caller] of callers.entries()) {
      const want = Array.from({ length: 100 }, (_, turn) => first + turn * callers.length)
        .flatMap((index) => [`${index} a`, `${index} b`])
        .reverse();
      const found = await audit.list({ limit: 1000, application: caller });
      expect(found.map(({ requestId }) => requestId)).toEqual(want);
    }
  });

  rule('one call with very many records keeps them all', async ({ store: { audit } }) => {
    await audit.append(Array.from({ length: 3000 }, (_, index) => record({ requestId: String(index) })));
    expect(await audit.count()).toBe(3000);
    expect((await audit.list({ limit: 1 }))[0]?.requestId).toBe('2999');
  });
}

function counterRules(rule: Rule) {
  rule('a counter starts at 0 and adds up per name and day', async ({ store: { counters } }) => {
    expect(await counters.get('bpjs', '2026-01-31')).toBe(0);
    expect(await counters.add('bpjs', '2026-01-31', 2)).toBe(2);
    expect(await counters.add('bpjs', '2026-01-31', 3)).toBe(5);
    expect(await counters.add('bpjs', '2026-02-01', 1)).toBe(1);
    expect(await counters.add('oss', '2026-01-31', 1)).toBe(1);
    expect(await counters.get('bpjs', '2026-01-31')).toBe(5);
  });

  rule('adding at once loses nothing and shows every value once', async ({ store: { counters } }) => {
    const values = await Promise.all(Array.from({ length: 1000 }, () => counters.add('bpjs', 'today', 1)));
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });
}

function wholeRules(rule: Rule) {
  rule('everything is there after it is closed and opened again', async ({ store, reopen }) => {
    const kept = application({ id: 'a' });
    const written = record();
    await store.applications.create(kept);
    await Promise.all([
      store.snapshots.put(snapshot({ sealed: Uint8Array.of(1, 2) })),
      store.audit.append([written]),
      store.counters.add('bpjs', 'today', 41),
    ]);
    const again = await reopen();
    expect(bytesOf(await again.snapshots.get('key', 0))).toEqual([1, 2]);
    expect(await again.applications.list()).toEqual([kept]);
    expect(await again.audit.list({ limit: 10 })).toEqual([written]);
    expect(await again.counters.add('bpjs', 'today', 1)).toBe(42);
  });

  rule('closing writes what is waiting', async ({ store, reopen }) => {
    const written = Promise.all(Array.from({ length: 1200 }, () => store.audit.append([record()])));
    const again = await reopen();
    await written;
    expect(await again.audit.count()).toBe(1200);
  });

  rule('a closed store rejects, and closes again without complaint', async ({ store }) => {
    await store.close();
    await store.close();
    await expect(store.check()).rejects.toThrow(StoreError);
    await expect(store.snapshots.get('key', 0)).rejects.toThrow(StoreError);
    await expect(store.audit.append([record()])).rejects.toThrow(StoreError);
    await expect(store.applications.list()).rejects.toThrow(StoreError);
  });

  rule('check resolves and leaves nothing behind', async ({ store }) => {
    await Promise.all([store.check(), store.check()]);
    expect(await store.snapshots.prune(Number.MAX_SAFE_INTEGER)).toBe(0);
  });

  rule('different kinds of work at once do not disturb each other', async ({ store }) => {
    const turns = Array.from({ length: 100 }, (_, index) => index);
    await Promise.all(
      turns.flatMap((index) => [
        store.audit.append([record()]),
        store.counters.add('bpjs', 'today', 1),
        store.snapshots.put(snapshot({ key: `key ${index}` })),
        store.snapshots.get('key 0', 0),
        store.applications.put(application({ id: `application ${index}` })),
        store.audit.list({ limit: 5 }),
      ]),
    );
    expect(await store.audit.count()).toBe(100);
    expect(await store.counters.get('bpjs', 'today')).toBe(100);
    expect(await store.applications.list()).toHaveLength(100);
    expect(await store.snapshots.prune(5000)).toBe(100);
  });
}

function bytesOf(found: { readonly sealed: Uint8Array } | undefined): number[] | undefined {
  return found === undefined ? undefined : Array.from(found.sealed);
}

function snapshot(changes: Partial<Parameters<Store['snapshots']['put']>[0]> = {}) {
  return { key: 'key', sealed: Uint8Array.of(1), fetchedAt: 100, expiresAt: 1000, ...changes };
}

function application(changes: Partial<StoredApplication> = {}): StoredApplication {
  const id = changes.id ?? 'id';
  return {
    id,
    name: `name of ${id}`,
    keyHash: `hash of ${id}`,
    scopes: ['s'],
    purposes: ['p'],
    createdAt: 1,
    ...changes,
  };
}

function record(changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    at: 1,
    requestId: 'request',
    application: 'antrean',
    purpose: 'pelayanan',
    agreement: 'PKS/1/2026',
    service: 'getPeserta',
    subject: 'subject',
    fields: '*',
    outcome: 'segar',
    ...changes,
  };
}
