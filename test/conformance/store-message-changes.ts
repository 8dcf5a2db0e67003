import { expect } from '@jest/globals';
import type { Along, Claimed, Settlement } from '../../hub/store/forwarding.ts';
import type { NewMessage } from '../../hub/store/new-message.ts';
import type { Store } from '../../hub/store/store.ts';
import { change, event, history, keptRecord, message, type Rule, settlement } from './store-samples.ts';

const AGAIN = { to: 'waiting', dueAt: 500, unsure: false, attempted: true, trouble: '{"reason":"timeout"}' } as const;
const REFUSED = { to: 'refused', trouble: '{"code":"208"}' } as const;
const UNSURE = { to: 'unsure', trouble: '{"reason":"timeout"}' } as const;

const WAITING = { state: 'waiting', dueAt: AGAIN.dueAt, trouble: AGAIN.trouble };

/** What a settlement or a person's word does to a message. */
export function changeRules(rule: Rule) {
  for (const { given, to, want } of [
    {
      given: 'delivered',
      to: { to: 'delivered', result: null },
      want: { state: 'delivered', trouble: '', attempts: 1 },
    },
    { given: 'refused', to: REFUSED, want: { state: 'refused', trouble: REFUSED.trouble, unsure: false } },
    { given: 'unsure', to: UNSURE, want: { state: 'unsure', trouble: UNSURE.trouble, unsure: true } },
    { given: 'to be sent again', to: AGAIN, want: { ...WAITING, unsure: false, attempts: 1 } },
    {
      given: 'to be sent again, though it may have arrived',
      to: { ...AGAIN, unsure: true },
      want: { ...WAITING, unsure: true, attempts: 1 },
    },
    {
      given: 'given back unsent',
      to: { ...AGAIN, attempted: false },
      want: { ...WAITING, unsure: false, attempts: 0 },
    },
  ] satisfies readonly { given: string; to: Partial<Settlement>; want: object }[]) {
    rule(`a message that was ${given} is that and nothing else`, async ({ store }) => {
      const { messages } = store;
      const claimed = await claimedOne(store);
      const written = history({ what: 'sesuatu', detail: '{}' });
      const settled = await messages.settle(settlement(claimed, 'worker', { ...to, history: written }));
      expect(settled).toEqual({ settled: true, freed: undefined });
      expect(await messages.get('psn_1')).toMatchObject({ ...want, changedAt: 200 });
      expect((await messages.history('psn_1')).at(1)).toEqual(written);
    });
  }

  rule('a result is kept as it was given', async ({ store }) => {
    const claimed = await claimedOne(store);
    await store.messages.settle(settlement(claimed, 'worker', { to: 'delivered', result: Uint8Array.of(0, 255) }));
    expect(Array.from((await store.messages.get('psn_1'))?.result ?? [])).toEqual([0, 255]);
  });

  for (const to of [REFUSED, UNSURE, AGAIN] satisfies readonly Partial<Settlement>[]) {
    rule(`settled as ${to.to} by somebody who does not own it a message gets a history row only`, async ({ store }) => {
      const { messages } = store;
      const claimed = await claimedOne(store);
      const before = await messages.get('psn_1');
      const late = settlement(claimed, 'somebody else', { ...to, along: along('late') });
      expect(await messages.settle(late)).toEqual({ settled: false, freed: undefined });
      expect(await messages.get('psn_1')).toEqual(before);
      expect(await alongOf(store)).toEqual([]);
      expect(await messages.history('psn_1')).toHaveLength(2);
      expect((await messages.settle(settlement(claimed, 'worker'))).settled).toBe(true);
    });
  }

  for (const { when, prepare } of [
    { when: 'while another worker has it', prepare: async () => {} },
    {
      when: 'while it waits to be sent again',
      prepare: ({ messages }: Store, one: Claimed) => messages.settle(settlement(one, 'worker', AGAIN)),
    },
    {
      when: 'after it was left to a person',
      prepare: ({ messages }: Store, one: Claimed) => messages.settle(settlement(one, 'worker', UNSURE)),
    },
  ]) {
    rule(`a delivery is believed from anybody ${when}, and once`, async ({ store }) => {
      const { messages } = store;
      const claimed = await claimedOne(store, { orderingKey: 'k' });
      await messages.accept([message({ id: 'next', orderingKey: 'k', lane: 'next lane' })]);
      await prepare(store, claimed);
      const late = settlement(claimed, 'somebody else', { along: along('late') });
      expect(await messages.settle(late)).toEqual({ settled: true, freed: 'next lane' });
      expect(await messages.settle(late)).toEqual({ settled: false, freed: undefined });
      expect(await messages.settle({ ...late, owner: 'worker', along: along('own') })).toMatchObject({
        settled: false,
      });
      expect(await messages.settle(settlement(claimed, 'worker', REFUSED))).toMatchObject({ settled: false });
      expect(await messages.get('psn_1')).toMatchObject({ state: 'delivered', trouble: '', unsure: false });
      expect(await alongOf(store)).toEqual(['event late', 'link late', 'message late']);
    });
  }

  rule('a link that comes along moves, and a record that is there stays as it is', async ({ store }) => {
    const { records } = store;
    const claimed = await claimedOne(store);
    await records.create([keptRecord({ id: 'a' }), keptRecord({ id: 'b' })]);
    await records.link([{ collection: 'laporan', id: 'a', link: 'nomor 7' }]);
    const links = [{ collection: 'laporan', id: 'b', link: 'nomor 7' }];
    const changed = [keptRecord({ id: 'a', state: 'other' })];
    await store.messages.settle(settlement(claimed, 'worker', { along: { links, records: changed } }));
    expect(await records.find('laporan', 'nomor 7')).toMatchObject({ id: 'b' });
    expect(await records.get('laporan', 'a')).toMatchObject({ state: 'diterima', version: 1 });
  });

  rule(
    'a delivery moves a record from the states it names, and whoever read it before has to read again',
    async ({ store }) => {
      const { records } = store;
      const claimed = await claimedOne(store);
      await records.create([keptRecord({ id: 'a' }), keptRecord({ id: 'b', state: 'dibatalkan' })]);
      const read = await records.get('laporan', 'a');
      const move = { collection: 'laporan', from: ['diajukan', 'diterima'], to: 'disetujui', at: 900 };
      const moves = ['a', 'b', 'nobody'].map((id) => ({ ...move, id }));
      const late = settlement(claimed, 'worker', { along: { moves } });
      expect((await store.messages.settle(late)).settled).toBe(true);
      const again = settlement(claimed, 'worker', {
        along: { moves: [{ ...move, id: 'a', from: ['disetujui'], to: 'x' }] },
      });
      expect((await store.messages.settle(again)).settled).toBe(false);
      expect(await records.get('laporan', 'a')).toMatchObject({ state: 'disetujui', updatedAt: 900, version: 2 });
      expect(await records.get('laporan', 'b')).toMatchObject({ state: 'dibatalkan', version: 1 });
      expect(read && (await records.update({ ...read, state: 'other' }))).toBe(false);
    },
  );

  rule('of two deliveries in one commit one is told', async ({ store }) => {
    const claimed = await claimedOne(store);
    const told = ['a', 'b'].map((name) => settlement(claimed, name, { along: along(name) }));
    const settled = await Promise.all([...told, ...told].map((one) => store.messages.settle(one)));
    expect(settled.map((one) => one.settled)).toEqual([true, false, false, false]);
    expect(await alongOf(store)).toEqual(['event a', 'link a', 'message a']);
  });

  rule('a delivery comes too late for a message that was cancelled', async ({ store }) => {
    const claimed = await claimedOne(store);
    await store.messages.settle(settlement(claimed, 'worker', UNSURE));
    await store.messages.cancel(change('psn_1'));
    const late = settlement(claimed, 'worker', { along: along('late') });
    expect(await store.messages.settle(late)).toMatchObject({ settled: false });
    expect(await store.messages.get('psn_1')).toMatchObject({ state: 'cancelled' });
    expect(await alongOf(store)).toEqual([]);
  });

  for (const to of [REFUSED, UNSURE] satisfies readonly Partial<Settlement>[]) {
    rule(`what comes along with ${to.to} comes once, and what is behind it waits`, async ({ store }) => {
      const claimed = await claimedOne(store, { orderingKey: 'k' });
      await store.messages.accept([message({ id: 'next', orderingKey: 'k' })]);
      const told = settlement(claimed, 'worker', { ...to, along: along('once') });
      expect((await store.messages.settle(told)).settled).toBe(true);
      expect((await store.messages.settle(told)).settled).toBe(false);
      expect(await alongOf(store)).toEqual(['event once', 'link once', 'message once']);
      expect(await store.messages.claim('lane', 'worker', 5, 900)).toEqual([]);
    });
  }

  for (const { state, to } of [
    { state: 'waits', to: undefined },
    { state: 'was refused', to: REFUSED },
    { state: 'is unsure', to: UNSURE },
  ]) {
    rule(`a message that ${state} is cancelled once, and the next of its key is free`, async ({ store }) => {
      const { messages } = store;
      await messages.accept([message({ lane: 'lane', orderingKey: 'k' })]);
      await messages.accept([message({ id: 'next', lane: 'next lane', orderingKey: 'k' })]);
      if (to) {
        const [claimed] = await messages.claim('lane', 'worker', 1, 100);
        if (claimed) await messages.settle(settlement(claimed, 'worker', to));
      }
      const cancelled = change('psn_1', { along: along('cancel') });
      expect(await messages.cancel({ ...cancelled, application: 'another' })).toBeUndefined();
      expect(await alongOf(store)).toEqual([]);
      expect(await messages.cancel(cancelled)).toEqual({ lane: 'lane', freed: 'next lane' });
      expect(await messages.cancel(cancelled)).toBeUndefined();
      expect(await messages.resubmit(cancelled)).toBeUndefined();
      expect(await messages.get('psn_1')).toMatchObject({ state: 'cancelled', changedAt: 300, behind: null });
      expect((await messages.history('psn_1')).filter(({ what }) => what === 'dibatalkan')).toHaveLength(1);
      expect(await alongOf(store)).toEqual(['event cancel', 'link cancel', 'message cancel']);
      expect(await messages.claim('next lane', 'worker', 5, 900)).toHaveLength(1);
    });
  }

  rule('cancelling one in the middle lets nobody pass', async ({ store: { messages } }) => {
    await messages.accept(['a', 'b', 'c'].map((id) => message({ id, lane: id, orderingKey: 'k' })));
    expect(await messages.cancel(change('b'))).toEqual({ lane: 'b', freed: undefined });
    expect(await messages.dueLanes(900)).toEqual(['a']);
    expect(await messages.cancel(change('a'))).toEqual({ lane: 'a', freed: 'c' });
  });

  rule('cancelling what has no order frees nobody', async ({ store: { messages } }) => {
    await messages.accept([message({ id: 'a' }), message({ id: 'b' })]);
    expect(await messages.cancel(change('a'))).toEqual({ lane: message().lane, freed: undefined });
  });

  rule('a message that is under way or has ended is neither cancelled nor sent again', async ({ store }) => {
    const { messages } = store;
    const claimed = await claimedOne(store);
    const word = change('psn_1', { along: along('none') });
    expect([await messages.cancel(word), await messages.resubmit(word)]).toEqual([undefined, undefined]);
    await messages.settle(settlement(claimed, 'worker'));
    expect([await messages.cancel(word), await messages.resubmit(word)]).toEqual([undefined, undefined]);
    expect(await messages.cancel(change('nobody'))).toBeUndefined();
    expect(await alongOf(store)).toEqual([]);
    expect(await messages.history('psn_1')).toHaveLength(2);
  });

  for (const { given, sealed, want } of [
    { given: 'the body it had', sealed: undefined, want: [1] },
    { given: 'a corrected body', sealed: Uint8Array.of(8, 8), want: [8, 8] },
  ]) {
    rule(`sent again with ${given} a refused message is due at once`, async ({ store }) => {
      const { messages } = store;
      const claimed = await claimedOne(store);
      await messages.settle(settlement(claimed, 'worker', REFUSED));
      const word = change('psn_1', { history: history({ what: 'diulang', attempt: null }), along: along('again') });
      const again = { ...word, ...(sealed ? { sealed } : {}) };
      expect(await messages.resubmit({ ...again, application: 'another' })).toBeUndefined();
      expect(await messages.resubmit(again)).toEqual({ lane: 'lane' });
      expect(await messages.get('psn_1')).toMatchObject({ state: 'waiting', dueAt: 300, trouble: '', unsure: false });
      expect((await messages.history('psn_1')).at(-1)?.what).toBe('diulang');
      expect(await alongOf(store)).toEqual(['event again', 'link again', 'message again']);
      const [sent] = await messages.claim('lane', 'worker', 1, 300);
      expect([sent?.attempts, Array.from(sent?.sealed ?? [])]).toEqual([2, want]);
    });
  }

  rule("a person's word settles the doubt", async ({ store }) => {
    const claimed = await claimedOne(store);
    await store.messages.settle(settlement(claimed, 'worker', UNSURE));
    await store.messages.resubmit(change('psn_1'));
    expect((await store.messages.claim('lane', 'worker', 1, 300))[0]).toMatchObject({ unsure: false, attempts: 2 });
  });

  rule(
    'an unsure message is delivered by a person’s word, once, and the next of its key is free',
    async ({ store }) => {
      const { messages } = store;
      const claimed = await claimedOne(store, { orderingKey: 'k' });
      await messages.accept([message({ id: 'next', lane: 'next lane', orderingKey: 'k' })]);
      await messages.settle(settlement(claimed, 'worker', UNSURE));
      const word = change('psn_1', { history: history({ what: 'ditegaskan', attempt: null }), along: along('word') });
      expect(await messages.confirm({ ...word, application: 'another' })).toBeUndefined();
      expect(await messages.confirm(word)).toEqual({ lane: 'lane', freed: 'next lane' });
      expect(await messages.confirm(word)).toBeUndefined();
      expect(await messages.get('psn_1')).toMatchObject({
        ...{ state: 'delivered', unsure: false, trouble: '', changedAt: 300, result: null },
      });
      expect((await messages.history('psn_1')).filter(({ what }) => what === 'ditegaskan')).toHaveLength(1);
      expect(await alongOf(store)).toEqual(['event word', 'link word', 'message word']);
      expect((await messages.settle(settlement(claimed, 'worker'))).settled).toBe(false);
    },
  );

  rule('nobody’s word delivers what waits, is under way, was refused or has ended', async ({ store }) => {
    const { messages } = store;
    const word = change('psn_1', { along: along('none') });
    await messages.accept([message({ lane: 'lane' })]);
    expect(await messages.confirm(word)).toBeUndefined();
    const [claimed] = await messages.claim('lane', 'worker', 1, 100);
    if (!claimed) throw new Error('nothing was claimed');
    expect(await messages.confirm(word)).toBeUndefined();
    await messages.settle(settlement(claimed, 'worker', REFUSED));
    expect(await messages.confirm(word)).toBeUndefined();
    await messages.cancel(change('psn_1'));
    expect(await messages.confirm(word)).toBeUndefined();
    expect(await messages.confirm(change('nobody'))).toBeUndefined();
    expect(await alongOf(store)).toEqual([]);
  });

  rule('what is said twice at once is written twice', async ({ store: { messages } }) => {
    await messages.accept([message()]);
    const words = ['a', 'b'].map((what) => change('psn_1', { history: history({ what, attempt: null }) }));
    await Promise.all(words.map((word) => messages.resubmit(word)));
    expect((await messages.history('psn_1')).map(({ what }) => what).sort()).toEqual(['a', 'b', 'diterima']);
  });
}

async function claimedOne({ messages }: Store, changes: Partial<NewMessage> = {}): Promise<Claimed> {
  await messages.accept([message({ lane: 'lane', ...changes })]);
  const [claimed] = await messages.claim('lane', 'worker', 1, 100);
  if (!claimed) throw new Error('nothing was claimed');
  return claimed;
}

/** One of each kind, named. */
function along(name: string): Along {
  return {
    records: [keptRecord({ id: name })],
    links: [{ collection: 'laporan', id: name, link: `link of ${name}` }],
    events: [event({ id: name })],
    messages: [message({ id: `along ${name}`, lane: 'aplikasi', application: '' })],
  };
}

/** What came along, of everything `along` makes; a record is found by its link. Twice is seen as twice. */
async function alongOf({ messages, events, records }: Store): Promise<readonly string[]> {
  const told = await events.list({ application: 'antrean', after: 0, limit: 100 });
  const linked: string[] = [];
  for (const { id } of await records.list({ collection: 'laporan', limit: 100 })) {
    const found = await records.find('laporan', `link of ${id}`);
    linked.push(`link ${found?.id}`);
  }
  const sent = (await messages.list({ limit: 100 })).filter(({ id }) => id.startsWith('along '));
  return [
    ...told.map(({ id }) => `event ${id}`),
    ...linked,
    ...sent.map(({ id }) => `message ${id.slice('along '.length)}`),
  ];
}
