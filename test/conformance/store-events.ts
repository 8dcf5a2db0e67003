import { expect } from '@jest/globals';
import { bytesOf, event, type Rule, subscription } from './store-samples.ts';

export function eventRules(rule: Rule) {
  rule('an event comes back as it was appended, also after a reopening', async ({ store, reopen }) => {
    const written = event({ sealed: Uint8Array.of(0, 255) });
    await store.events.append([written]);
    const { events } = await reopen();
    const [found] = await events.list({ application: 'antrean', after: 0, limit: 10 });
    expect({ ...found, sealed: bytesOf(found) }).toEqual({ ...written, sequence: 1, sealed: [0, 255] });
  });

  rule('appending nothing is fine', async ({ store: { events } }) => {
    await events.append([]);
    expect(await events.list({ application: 'antrean', after: 0, limit: 10 })).toEqual([]);
  });

  rule('an application reads its own events, oldest first, after what it has read', async ({ store: { events } }) => {
    await events.append([
      event({ id: '1', kind: 'a' }),
      event({ id: '2', kind: 'b' }),
      event({ id: '3', kind: 'a', application: 'other' }),
      event({ id: '4', kind: 'a' }),
    ]);
    const ids = async (filter: Partial<Parameters<typeof events.list>[0]>) =>
      (await events.list({ application: 'antrean', after: 0, limit: 10, ...filter })).map(({ id }) => id).join('');
    expect(await ids({})).toBe('124');
    expect(await ids({ application: 'other' })).toBe('3');
    expect(await ids({ application: 'nobody' })).toBe('');
    expect(await ids({ limit: 2 })).toBe('12');
    expect(await ids({ after: 1 })).toBe('24');
    expect(await ids({ after: 4 })).toBe('');
    expect(await ids({ kind: 'a' })).toBe('14');
    expect(await ids({ kind: 'a', after: 1 })).toBe('4');
  });

  rule('events of one caller stay in order, and a reader that follows misses none', async ({ store: { events } }) => {
    const ids = Array.from({ length: 300 }, (_, index) => String(index));
    await Promise.all(ids.map((id) => events.append([event({ id })])));
    const read: string[] = [];
    for (let after = 0, page = 0; page < 10; page += 1) {
      const found = await events.list({ application: 'antrean', after, limit: 37 });
      read.push(...found.map(({ id }) => id));
      after = found.at(-1)?.sequence ?? after;
    }
    expect(read).toEqual(ids);
  });

  rule('pruning removes what is older, and a number is not given out again', async ({ store: { events } }) => {
    await events.append([event({ id: '1', at: 10 }), event({ id: '2', at: 20 })]);
    expect(await events.prune(20)).toBe(1);
    expect(await events.prune(20)).toBe(0);
    await events.append([event({ id: '3', at: 30 })]);
    const left = await events.list({ application: 'antrean', after: 0, limit: 10 });
    expect(left.map(({ id, sequence }) => [id, sequence])).toEqual([
      ['2', 2],
      ['3', 3],
    ]);
  });

  rule('a reader that had read everything misses nothing after a pruning', async ({ store: { events } }) => {
    await events.append([event({ id: '1', at: 10 }), event({ id: '2', at: 20 })]);
    await events.prune(100);
    await events.append([event({ id: '3', at: 200 })]);
    const found = await events.list({ application: 'antrean', after: 2, limit: 10 });
    expect(found.map(({ id }) => id)).toEqual(['3']);
  });
}

export function subscriptionRules(rule: Rule) {
  rule('subscriptions come back as they were put, oldest first', async ({ store, reopen }) => {
    const late = subscription({ id: 'a', createdAt: 2, kinds: ['pesan.terkirim', 'laporan.diperbarui'] });
    const early = subscription({ id: 'b', createdAt: 1, kinds: [] });
    await store.subscriptions.put(late);
    await store.subscriptions.put(early);
    const found = await (await reopen()).subscriptions.list();
    expect(found.map((one) => ({ ...one, sealedSecrets: Array.from(one.sealedSecrets) }))).toEqual(
      [early, late].map((one) => ({ ...one, sealedSecrets: [3] })),
    );
  });

  rule('putting one again changes where and what for, not whose it is', async ({ store: { subscriptions } }) => {
    await subscriptions.put(subscription());
    const url = 'https://antrean.example/lain';
    await subscriptions.put(subscription({ url, kinds: ['x'], application: 'other', createdAt: 9 }));
    expect(await subscriptions.list()).toMatchObject([{ url, kinds: ['x'], application: 'antrean', createdAt: 1 }]);
  });

  rule('removing one says whether it was there', async ({ store: { subscriptions } }) => {
    await subscriptions.put(subscription());
    expect(await subscriptions.remove('nobody')).toBe(false);
    expect(await subscriptions.remove('lgn_1')).toBe(true);
    expect(await subscriptions.remove('lgn_1')).toBe(false);
    expect(await subscriptions.list()).toEqual([]);
  });
}
