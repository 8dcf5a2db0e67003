import { expect } from '@jest/globals';
import { bytesOf, type Rule, snapshot } from './store-samples.ts';

export function snapshotRules(rule: Rule) {
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
