import { expect } from '@jest/globals';
import type { StoredOperator, StoredSession } from '../../hub/store/operators.ts';
import type { Rule } from './store-samples.ts';

const SEALED = Uint8Array.of(1, 0, 255);

export function operatorRules(rule: Rule) {
  rule('an operator comes back as it was created, also after a reopening', async ({ store, reopen }) => {
    const whole = operator({
      ...{ id: 'b', twoFactor: SEALED, offeredTwoFactor: Uint8Array.of(9), usedStep: 59_000_000 },
      ...{ createdAt: 1, disabledAt: 7 },
    });
    const bare = operator({ id: 'a', createdAt: 2 });
    await store.operators.create(bare);
    await store.operators.create(whole);
    const { operators } = await reopen();
    expect(await operators.list()).toEqual([whole, bare]);
    expect(await operators.get('b')).toEqual(whole);
    expect(await operators.get('c')).toBeUndefined();
  });

  rule('a name is taken until its operator is disabled', async ({ store: { operators } }) => {
    expect(await operators.create(operator({ id: 'a', name: 'wulan' }))).toBe(true);
    expect(await operators.create(operator({ id: 'b', name: 'wulan' }))).toBe(false);
    expect(await operators.byName('wulan')).toMatchObject({ id: 'a' });
    await operators.disable('a', 5);
    expect(await operators.byName('wulan')).toBeUndefined();
    expect(await operators.create(operator({ id: 'b', name: 'wulan' }))).toBe(true);
    expect(await operators.byName('wulan')).toMatchObject({ id: 'b' });
  });

  rule('of two created at once under one name one is', async ({ store: { operators } }) => {
    const created = await Promise.all(['a', 'b'].map((id) => operators.create(operator({ id, name: 'wulan' }))));
    expect(created.toSorted()).toEqual([false, true]);
  });

  rule('the last of a role stays what it is, and nobody is changed who is gone', async ({ store: { operators } }) => {
    await operators.create(operator({ id: 'a', role: 'admin' }));
    await operators.create(operator({ id: 'b', role: 'operator' }));
    expect(await operators.setRole('a', 'operator', 'admin')).toBe('last');
    expect(await operators.disable('a', 5, 'admin')).toBe('last');
    expect(await operators.setRole('a', 'admin', 'admin')).toBe('done');
    expect(await operators.setRole('b', 'pengamat', 'admin')).toBe('done');
    expect(await operators.setRole('b', 'admin', 'admin')).toBe('done');
    expect(await operators.disable('a', 5, 'admin')).toBe('done');
    expect(await operators.disable('b', 5, 'admin')).toBe('last');
    for (const id of ['a', 'nobody']) {
      expect(await operators.setRole(id, 'admin', 'admin')).toBe('absent');
      expect(await operators.disable(id, 6, 'admin')).toBe('absent');
      expect(await operators.setPassword(id, 'another')).toBe(false);
      expect(await operators.offerTwoFactor(id, SEALED)).toBe(false);
    }
    expect(await operators.get('a')).toMatchObject({ role: 'admin', disabledAt: 5 });
    expect(await operators.disable('b', 6)).toBe('done');
  });

  rule('of two admins who make each other less at once one stays', async ({ store: { operators } }) => {
    await operators.create(operator({ id: 'a', role: 'admin' }));
    await operators.create(operator({ id: 'b', role: 'admin' }));
    const changes = await Promise.all([
      operators.setRole('a', 'pengamat', 'admin'),
      operators.disable('b', 5, 'admin'),
    ]);
    expect(changes.toSorted()).toEqual(['done', 'last']);
  });

  rule('a second factor is in use once what was offered is confirmed', async ({ store: { operators } }) => {
    await operators.create(operator({ id: 'a' }));
    await operators.offerTwoFactor('a', Uint8Array.of(1));
    await operators.offerTwoFactor('a', Uint8Array.of(2));
    expect(await operators.confirmTwoFactor('a', Uint8Array.of(1), 100)).toBe(false);
    expect(await operators.get('a')).toMatchObject({ twoFactor: null, offeredTwoFactor: Uint8Array.of(2) });
    expect(await operators.confirmTwoFactor('a', Uint8Array.of(2), 100)).toBe(true);
    expect(await operators.confirmTwoFactor('a', Uint8Array.of(2), 101)).toBe(false);
    const inUse = { twoFactor: Uint8Array.of(2), offeredTwoFactor: null, usedStep: 100 };
    expect(await operators.get('a')).toMatchObject(inUse);
    expect(await operators.endTwoFactor('a')).toBe(true);
    expect(await operators.get('a')).toMatchObject({ ...inUse, twoFactor: null });
    expect(await operators.endTwoFactor('nobody')).toBe(false);
  });

  rule('a time step is used once, and none before it', async ({ store: { operators } }) => {
    await operators.create(operator({ id: 'a' }));
    const used = await Promise.all([100, 100, 100].map((step) => operators.useStep('a', step)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await operators.useStep('a', 99)).toBe(false);
    expect(await operators.useStep('a', 101)).toBe(true);
    expect(await operators.useStep('nobody', 101)).toBe(false);
  });
}

export function sessionRules(rule: Rule) {
  rule('a session comes back with its operator as it is now', async ({ store: { operators } }) => {
    await operators.create(operator({ id: 'a', role: 'admin' }));
    await operators.create(operator({ id: 'b', role: 'admin' }));
    expect(await operators.openSession(session(), HASH)).toBe(true);
    await operators.setRole('a', 'pengamat', 'admin');
    expect(await operators.session('token')).toEqual({
      session: session(),
      operator: operator({ id: 'a', role: 'pengamat' }),
    });
    await operators.endSession('token');
    await operators.endSession('token');
    expect(await operators.session('token')).toBeUndefined();
  });

  rule(
    'none is opened for one who got another password or was disabled meanwhile',
    async ({ store: { operators } }) => {
      await operators.create(operator({ id: 'a' }));
      expect(await operators.openSession(session({ operator: 'nobody' }), HASH)).toBe(false);
      await operators.setPassword('a', 'another');
      expect(await operators.openSession(session(), HASH)).toBe(false);
      await operators.disable('a', 5);
      expect(await operators.openSession(session(), 'another')).toBe(false);
      expect(await operators.session('token')).toBeUndefined();
    },
  );

  rule('being seen moves forward only', async ({ store: { operators } }) => {
    await operators.create(operator({ id: 'a' }));
    await operators.openSession(session({ seenAt: 100 }), HASH);
    await operators.sawSession('token', 200);
    await operators.sawSession('token', 150);
    await operators.sawSession('another', 300);
    expect(await operators.session('token')).toMatchObject({ session: { seenAt: 200 } });
  });

  rule('a new password and being disabled end sessions, of this operator and no other', async ({ store }) => {
    const { operators } = store;
    await operators.create(operator({ id: 'a' }));
    await operators.create(operator({ id: 'b' }));
    const open = async (tokenHash: string, of: string) => {
      const hash = (await operators.get(of))?.passwordHash ?? '';
      await operators.openSession(session({ tokenHash, operator: of }), hash);
    };
    await Promise.all([open('a1', 'a'), open('a2', 'a'), open('b1', 'b')]);
    const left = async () => {
      const found = await Promise.all(['a1', 'a2', 'b1'].map((token) => operators.session(token)));
      return found.map((one) => one?.session.tokenHash).filter(Boolean);
    };
    expect(await operators.setPassword('a', 'second', 'a2')).toBe(true);
    expect(await left()).toEqual(['a2', 'b1']);
    expect(await operators.setPassword('a', 'third')).toBe(true);
    expect(await left()).toEqual(['b1']);
    await open('a1', 'a');
    expect(await operators.disable('a', 5)).toBe('done');
    expect(await left()).toEqual(['b1']);
  });

  rule('expired ones are removed and counted', async ({ store: { operators } }) => {
    await operators.create(operator({ id: 'a' }));
    for (const [index, expiresAt] of [500, 1000, 1001].entries())
      await operators.openSession(session({ tokenHash: String(index), expiresAt }), HASH);
    expect(await operators.pruneSessions(1000)).toBe(2);
    expect(await operators.session('2')).toBeDefined();
    expect(await operators.pruneSessions(1000)).toBe(0);
  });
}

const HASH = 'hash of a password';

export function operator(changes: Partial<StoredOperator> = {}): StoredOperator {
  const id = changes.id ?? 'a';
  return {
    ...{ id, name: `name of ${id}`, passwordHash: HASH, role: 'operator', createdAt: 1, disabledAt: null },
    ...{ twoFactor: null, offeredTwoFactor: null, usedStep: null },
    ...changes,
  };
}

export function session(changes: Partial<StoredSession> = {}): StoredSession {
  return { tokenHash: 'token', operator: 'a', createdAt: 100, seenAt: 100, expiresAt: 1000, ...changes };
}
