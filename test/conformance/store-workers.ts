import { expect } from '@jest/globals';
import { message, type Rule, settlement } from './store-samples.ts';

export function workerRules(rule: Rule) {
  rule(
    'what a dead worker held is taken over as unsure, and the living keep theirs',
    async ({ store: { messages } }) => {
      await messages.accept(['dead', 'silent', 'alive', 'own'].map((id) => message({ id, lane: id })));
      await messages.beat('dead', 100);
      await messages.beat('alive', 200);
      await messages.beat('own', 50); // whoever takes over does not take from itself
      for (const id of ['dead', 'silent', 'alive', 'own']) await messages.claim(id, id, 1, 100);
      expect((await messages.takeOver('own', 200, 300)).toSorted()).toEqual(['dead', 'silent']);
      expect(await messages.get('dead')).toMatchObject({ state: 'waiting', unsure: true, dueAt: 300, attempts: 1 });
      expect(await messages.get('silent')).toMatchObject({ state: 'waiting', unsure: true }); // never said that it lives
      expect(await messages.get('alive')).toMatchObject({ state: 'sending', unsure: false });
      expect(await messages.get('own')).toMatchObject({ state: 'sending', unsure: false });
      expect((await messages.history('dead')).at(-1)).toEqual({ at: 300, what: 'terputus', attempt: 1, detail: '' });
      expect(await messages.history('alive')).toHaveLength(1);
      expect(await messages.takeOver('own', 200, 300)).toEqual([]);
      expect((await messages.claim('dead', 'own', 1, 300))[0]).toMatchObject({ unsure: true, attempts: 2 });
    },
  );

  rule('a lane is named once, however much of it was taken over', async ({ store: { messages } }) => {
    await messages.accept(Array.from({ length: 30 }, (_, index) => message({ id: `psn_${index}` })));
    await messages.claim(message().lane, 'dead', 30, 100);
    expect(await messages.takeOver('own', 200, 300)).toEqual([message().lane]);
    expect(await messages.claim(message().lane, 'own', 100, 300)).toHaveLength(30);
  });

  rule('of two that take over at once one has it', async ({ store: { messages } }) => {
    await messages.accept([message()]);
    await messages.claim(message().lane, 'dead', 1, 100);
    const taken = await Promise.all(['a', 'b'].map((owner) => messages.takeOver(owner, 200, 300)));
    expect(taken.flat()).toHaveLength(1);
    expect((await messages.history('psn_1')).filter(({ what }) => what === 'terputus')).toHaveLength(1);
  });

  rule('a worker that was silent, and is heard again, is alive', async ({ store: { messages } }) => {
    await messages.accept([message()]);
    await messages.beat('worker', 1);
    await messages.claim(message().lane, 'worker', 1, 100);
    await messages.beat('worker', 250);
    expect(await messages.takeOver('other', 200, 300)).toEqual([]);
  });

  rule('whoever was taken over from settles nothing, except that it arrived', async ({ store: { messages } }) => {
    await messages.accept([message()]);
    const [claimed] = await messages.claim(message().lane, 'dead', 1, 100);
    if (!claimed) throw new Error('nothing was claimed');
    await messages.takeOver('own', 200, 300);
    const again = { to: 'waiting', dueAt: 900, unsure: false, attempted: false, trouble: 'x' } as const;
    expect((await messages.settle(settlement(claimed, 'dead', again))).settled).toBe(false);
    expect(await messages.get('psn_1')).toMatchObject({ state: 'waiting', unsure: true, dueAt: 300, attempts: 1 });
    expect((await messages.settle(settlement(claimed, 'dead'))).settled).toBe(true);
  });

  rule('whoever leaves in order gives back what it holds untouched', async ({ store: { messages } }) => {
    await messages.accept([message({ id: 'a' }), message({ id: 'b' })]);
    await messages.claim(message().lane, 'leaving', 1, 100);
    await messages.claim(message().lane, 'staying', 1, 100);
    await messages.leave('leaving');
    expect(await messages.get('a')).toMatchObject({ state: 'waiting', unsure: false, attempts: 0, dueAt: 100 });
    expect(await messages.get('b')).toMatchObject({ state: 'sending', attempts: 1 });
  });

  rule('the state of a lane is kept until it opens', async ({ store, reopen }) => {
    const held = { lane: 'b', state: 'held', reason: 'auth', since: 5, until: 9 } as const;
    const paused = { lane: 'a', state: 'paused', reason: 'audit', since: 6, until: null } as const;
    await store.messages.putLane({ ...held, reason: 'quota' });
    await store.messages.putLane(held);
    await store.messages.putLane(paused);
    const { messages } = await reopen();
    expect(await messages.lanes()).toEqual([paused, held]);
    await messages.openLane('b');
    await messages.openLane('b');
    expect(await messages.lanes()).toEqual([paused]);
  });

  rule('what a worker finds out never undoes the pause of a person', async ({ store: { messages } }) => {
    const held = { lane: 'a', state: 'held', reason: 'auth', since: 5, until: 9 } as const;
    const paused = { lane: 'a', state: 'paused', reason: 'audit', since: 6, until: null } as const;
    await messages.holdLane(held);
    await messages.holdLane({ ...held, reason: 'quota' });
    expect(await messages.lanes()).toEqual([{ ...held, reason: 'quota' }]);
    await messages.putLane(paused);
    await messages.holdLane(held);
    await messages.reopenLane('a');
    expect(await messages.lanes()).toEqual([paused]);
    await messages.putLane(held);
    await messages.reopenLane('a');
    expect(await messages.lanes()).toEqual([]);
  });
}
