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

  rule('a change leaves alone what it does not name', async ({ store: { applications } }) => {
    const before = application({ id: 'a', requestsPerMinute: 60 });
    await applications.create(before);
    expect(await applications.change('a', { scopes: ['x'], purposes: [] })).toBe(true);
    expect(await applications.list()).toEqual([{ ...before, scopes: ['x'], purposes: [] }]);
    expect(await applications.change('a', { keyHash: 'another', requestsPerMinute: null })).toBe(true);
    const { requestsPerMinute: _limit, ...unlimited } = { ...before, scopes: ['x'], purposes: [], keyHash: 'another' };
    expect(await applications.list()).toEqual([unlimited]);
    expect(await applications.change('a', {})).toBe(true);
  });

  rule('a change brings no revoked application back, and makes none', async ({ store: { applications } }) => {
    const revoked = application({ id: 'a', revokedAt: 5 });
    await applications.put(revoked);
    expect(await applications.change('a', { scopes: [] })).toBe(false);
    expect(await applications.change('nobody', { scopes: [] })).toBe(false);
    expect(await applications.list()).toEqual([revoked]);
  });

  rule('a key that somebody has is given to nobody else', async ({ store: { applications } }) => {
    await applications.create(application({ id: 'a', keyHash: 'of a' }));
    await applications.create(application({ id: 'b', keyHash: 'of b' }));
    await expect(applications.change('b', { keyHash: 'of a' })).rejects.toThrow(StoreError);
    expect((await applications.list()).map(({ keyHash }) => keyHash)).toEqual(['of a', 'of b']);
  });

  rule('revoking says whether it did', async ({ store: { applications } }) => {
    await applications.create(application({ id: 'a' }));
    expect(await applications.revoke('nobody', 5)).toBe(false);
    expect(await applications.revoke('a', 5)).toBe(true);
    expect(await applications.revoke('a', 6)).toBe(false);
    expect((await applications.list())[0]?.revokedAt).toBe(5);
  });
}
