import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreError } from '../../hub/store/store.ts';
import { applicationRules } from './store-applications.ts';
import { auditRules, counterRules } from './store-audit.ts';
import { application, bytesOf, type OpenedStore, type Rule, record, snapshot } from './store-samples.ts';
import { snapshotRules } from './store-snapshots.ts';

export interface Skipped {
  readonly test: string;
  readonly reason: string;
}

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
