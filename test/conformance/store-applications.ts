import { expect } from '@jest/globals';
import { StoreError } from '../../hub/store/store.ts';
import { application, type Rule } from './store-samples.ts';

export function applicationRules(rule: Rule) {
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
