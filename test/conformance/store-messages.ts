import { expect } from '@jest/globals';
import type { MessageFilter } from '../../hub/store/forwarding.ts';
import type { Store } from '../../hub/store/store.ts';
import { change, event, keptRecord, message, type Rule, settlement } from './store-samples.ts';

const LANE = message().lane;
const idempotencyKey = 'hash of antrean and key 1';

export function messageRules(rule: Rule) {
  rule('an accepted message is there after a reopening, with its first history row', async ({ store, reopen }) => {
    const written = message({ orderingKey: 'k', about: 'antrean A-1', idempotencyKey: 'i', sealed: bytes(0, 255) });
    expect(await store.messages.accept([written])).toEqual([{ id: 'psn_1', bodyHash: written.bodyHash, head: true }]);
    const { messages } = await reopen();
    const kept = await messages.get('psn_1');
    expect({ ...kept, sealed: Array.from(kept?.sealed ?? []) }).toEqual({
      ...written,
      sealed: [0, 255],
      sequence: 1,
      state: 'waiting',
      attempts: 0,
      unsure: false,
      changedAt: 100,
      dueAt: 100,
      behind: null,
      result: null,
      trouble: '',
    });
    expect(await messages.history('psn_1')).toEqual([{ at: 100, what: 'diterima', attempt: null, detail: '' }]);
  });

  rule('nothing is accepted when nothing is given', async ({ store: { messages } }) => {
    expect(await messages.accept([])).toEqual([]);
    expect(await messages.list({ limit: 10 })).toEqual([]);
  });

  rule('whoever is not there is undefined', async ({ store: { messages } }) => {
    expect(await messages.get('psn_1')).toBeUndefined();
    expect(await messages.byKey('key')).toBeUndefined();
    expect(await messages.history('psn_1')).toEqual([]);
    expect(await messages.nextDue(LANE)).toBeUndefined();
  });

  rule('what the caller does with its bytes afterwards changes nothing', async ({ store: { messages } }) => {
    const sealed = bytes(1, 2, 3);
    const accepted = messages.accept([message({ sealed })]);
    sealed.fill(9);
    await accepted;
    expect(Array.from((await messages.get('psn_1'))?.sealed ?? [])).toEqual([1, 2, 3]);
  });

  rule('an Idempotency-Key twice returns the first and creates nothing', async ({ store }) => {
    const along = (id: string) => ({
      records: [keptRecord({ id })],
      links: [{ collection: 'laporan', id, link: 'one link' }],
      events: [event({ id })],
      messages: [message({ id: `about ${id}`, lane: 'aplikasi' })],
    });
    await store.messages.accept([message({ id: 'first', idempotencyKey })], along('a'));
    const before = await everything(store);
    const other = message({ id: 'second', idempotencyKey, bodyHash: 'another body' });
    expect(await store.messages.accept([other], along('b'))).toEqual([
      { id: 'first', bodyHash: message().bodyHash, head: true },
    ]);
    expect(await everything(store)).toEqual(before);
    expect((await store.messages.byKey(idempotencyKey))?.id).toBe('first');
    expect(await store.messages.history('second')).toEqual([]);
  });

  rule('of many with one Idempotency-Key at once one is accepted', async ({ store: { messages } }) => {
    const ids = Array.from({ length: 50 }, (_, index) => `psn_${index}`);
    const all = await Promise.all(ids.map((id) => messages.accept([message({ id, idempotencyKey })])));
    expect(new Set(all.flat().map(({ id }) => id))).toEqual(new Set(['psn_0']));
    expect(await messages.list({ limit: 100 })).toHaveLength(1);
  });

  rule('what comes along comes with it, all of it', async ({ store }) => {
    await store.messages.accept([message()], {
      records: [keptRecord(), keptRecord({ id: 'lpr_2', watchAt: 5 })],
      links: [{ collection: 'laporan', id: 'lpr_2', link: 'nomor 7' }],
      events: [event()],
      messages: [message({ id: 'kabar', lane: 'aplikasi', orderingKey: 'k' })],
    });
    expect(await everything(store)).toMatchObject({ messages: ['kabar', 'psn_1'], events: ['per_1'] });
    expect(await store.records.find('laporan', 'nomor 7')).toMatchObject({ id: 'lpr_2', version: 1, watchAt: 5 });
    expect((await store.messages.history('kabar')).map(({ what }) => what)).toEqual(['diterima']);
  });

  rule('due messages of a lane are claimed oldest first, up to the limit', async ({ store: { messages } }) => {
    const ids = ['a', 'b', 'c', 'd'];
    await messages.accept(ids.map((id, index) => message({ id, acceptedAt: 100 + index })));
    await messages.accept([message({ id: 'elsewhere', lane: 'oss' }), message({ id: 'later', acceptedAt: 999 })]);
    const claim = async (limit: number) => (await messages.claim(LANE, 'worker', limit, 200)).map(({ id }) => id);
    expect(await claim(3)).toEqual(['a', 'b', 'c']);
    expect(await claim(3)).toEqual(['d']);
    expect(await claim(3)).toEqual([]);
  });

  rule('a claim says what is needed to send it, and counts the attempt', async ({ store: { messages } }) => {
    const written = message({ orderingKey: 'k', about: 'antrean A-1', sealed: bytes(7) });
    await messages.accept([written]);
    const [claimed] = await messages.claim(LANE, 'worker', 1, 100);
    const { idempotencyKey: _key, bodyHash: _hash, ...sent } = written;
    expect(claimed).toMatchObject({ ...sent, sealed: expect.anything(), attempts: 1, unsure: false, sequence: 1 });
    expect(await messages.get('psn_1')).toMatchObject({ state: 'sending', attempts: 1, changedAt: 100 });
  });

  rule('one message is claimed by one worker, however many ask at once', async ({ store: { messages } }) => {
    await messages.accept(Array.from({ length: 100 }, (_, index) => message({ id: `psn_${index}` })));
    const workers = Array.from({ length: 20 }, (_, index) => `worker ${index}`);
    const claims = await Promise.all(workers.map((worker) => messages.claim(LANE, worker, 7, 100)));
    const ids = claims.flat().map(({ id }) => id);
    expect(ids).toHaveLength(100);
    expect(new Set(ids).size).toBe(100);
  });

  rule('lanes say when they are due and how many are open', async ({ store: { messages } }) => {
    await messages.accept([
      message({ id: 'a', lane: 'x', acceptedAt: 50, orderingKey: 'k' }),
      message({ id: 'b', lane: 'y', acceptedAt: 10, orderingKey: 'k' }), // behind a: not due whatever the time
      message({ id: 'c', lane: 'x', acceptedAt: 40 }),
      message({ id: 'd', lane: 'z', acceptedAt: 60 }),
    ]);
    expect(await messages.dueLanes(39)).toEqual([]);
    expect(await messages.dueLanes(40)).toEqual(['x']);
    expect(await messages.dueLanes(60)).toEqual(['x', 'z']);
    expect([await messages.nextDue('x'), await messages.nextDue('y'), await messages.nextDue('z')]).toEqual([
      40,
      undefined,
      60,
    ]);
    expect(await messages.waiting()).toEqual(new Map(Object.entries({ x: 2, y: 1, z: 1 })));
    const [claimed] = await messages.claim('x', 'worker', 1, 60);
    if (!claimed) throw new Error('nothing was claimed');
    expect(await messages.waiting()).toEqual(new Map(Object.entries({ x: 2, y: 1, z: 1 })));
    await messages.settle(settlement(claimed, 'worker'));
    expect(await messages.waiting()).toEqual(new Map(Object.entries({ x: 1, y: 1, z: 1 })));
  });

  rule('hurrying makes everything of one lane due', async ({ store: { messages } }) => {
    await messages.accept([message({ id: 'a', acceptedAt: 900 }), message({ id: 'b', lane: 'oss', acceptedAt: 900 })]);
    await messages.hurry(LANE, 5);
    expect(await messages.dueLanes(5)).toEqual([LANE]);
    expect(await messages.claim(LANE, 'worker', 5, 5)).toHaveLength(1);
  });

  rule('pruning removes what ended before, with its history, and nothing that is open', async ({ store }) => {
    const { messages } = store;
    const states = ['waiting', 'sending', 'unsure', 'refused', 'delivered', 'cancelled'];
    await messages.accept([...states, 'newest'].map((id) => message({ id, lane: id, acceptedAt: 1 })));
    await messages.claim('sending', 'worker', 1, 1);
    for (const to of ['unsure', 'refused', 'delivered'] as const) {
      const [claimed] = await messages.claim(to, 'worker', 1, 1);
      if (claimed) await messages.settle(settlement(claimed, 'worker', { at: 2, to, trouble: '' }));
    }
    await messages.cancel(change('cancelled', { at: 2 }));
    expect((await messages.list({ limit: 10 })).map(({ state }) => state).reverse()).toEqual([...states, 'waiting']);
    expect(await messages.prune(2)).toBe(0);
    expect(await messages.prune(3)).toBe(2);
    expect(await messages.prune(Number.MAX_SAFE_INTEGER)).toBe(0);
    expect((await messages.list({ limit: 10 })).map(({ id }) => id).reverse()).toEqual([
      ...states.slice(0, 4),
      'newest',
    ]);
    expect(await messages.history('delivered')).toEqual([]);
    expect(await messages.history('refused')).toHaveLength(2);
  });

  rule('what is settled late is never a message that came after a pruning', async ({ store: { messages } }) => {
    await messages.accept([message({ id: 'old' })]);
    const [old] = await messages.claim(LANE, 'worker', 1, 100);
    if (!old) throw new Error('nothing was claimed');
    await messages.settle(settlement(old, 'worker'));
    await messages.prune(Number.MAX_SAFE_INTEGER);
    await messages.accept([message({ id: 'new' })]);
    expect((await messages.settle(settlement(old, 'worker'))).settled).toBe(false);
    expect(await messages.get('new')).toMatchObject({ state: 'waiting' });
  });
}

export function messageListRules(rule: Rule) {
  rule('the list is newest first and knows every filter', async ({ store: { messages } }) => {
    await messages.accept([
      message({ id: 'a', application: 'x', service: 's', about: 'laporan 1', acceptedAt: 10 }),
      message({ id: 'b', application: 'y', service: 's', about: 'laporan 2', acceptedAt: 20, lane: 'oss' }),
      message({ id: 'c', application: 'x', service: 't', about: 'laporan 1', acceptedAt: 30, lane: 'oss' }),
      message({ id: 'd', application: 'x', service: 't', about: '', acceptedAt: 40, lane: 'oss' }),
      message({ id: 'e', application: '', service: '', acceptedAt: 5, lane: 'aplikasi lgn_1' }),
      message({ id: 'f', application: '', service: '', acceptedAt: 5, lane: 'aplikasi lgn_2' }),
    ]);
    await messages.cancel(change('c', { application: 'x' }));
    const table: readonly (readonly [Omit<MessageFilter, 'limit'>, string])[] = [
      [{}, 'fedcba'],
      [{ lane: 'oss' }, 'dcb'],
      [{ lane: 'aplikasi lgn_1', service: '' }, 'e'],
      [{ lane: 'aplikasi lgn_1', service: '', before: 5 }, ''],
      [{ application: 'x' }, 'dca'],
      [{ application: 'nobody' }, ''],
      [{ service: 's' }, 'ba'],
      [{ about: 'laporan 1' }, 'ca'],
      [{ about: 'laporan' }, ''],
      [{ state: 'waiting' }, 'fedba'],
      [{ state: 'cancelled' }, 'c'],
      [{ since: 30 }, 'dc'],
      [{ before: 3 }, 'ba'],
      [{ application: 'x', service: 't', state: 'waiting', since: 5, before: 5 }, 'd'],
    ];
    for (const [filter, want] of table) {
      const found = await messages.list({ ...filter, limit: 10 });
      expect([filter, found.map(({ id }) => id).join('')]).toEqual([filter, want]);
    }
  });

  rule('the list goes on page by page until nothing is left', async ({ store: { messages } }) => {
    await messages.accept(Array.from({ length: 25 }, (_, index) => message({ id: `psn_${index}` })));
    const found: string[] = [];
    let before: number | undefined;
    for (let page = 0; page < 4; page += 1) {
      const rows = await messages.list({ limit: 10, ...(before === undefined ? {} : { before }) });
      found.push(...rows.map(({ id }) => id));
      before = rows.at(-1)?.sequence ?? before;
    }
    expect(found).toEqual(Array.from({ length: 25 }, (_, index) => `psn_${24 - index}`));
  });

  rule('who waits behind whom is said, and it is the first that is open', async ({ store: { messages } }) => {
    await messages.accept([1, 2, 3].map((id) => message({ id: `psn_${id}`, orderingKey: 'k', lane: `lane ${id}` })));
    await messages.accept([message({ id: 'other', orderingKey: 'another' })]);
    const behind = async () => (await messages.list({ limit: 10 })).map((one) => one.behind).reverse();
    expect(await behind()).toEqual([null, 'psn_1', 'psn_1', null]);
    await messages.cancel(change('psn_1'));
    expect(await behind()).toEqual([null, null, 'psn_2', null]);
  });
}

function bytes(...numbers: number[]): Uint8Array {
  return Uint8Array.from(numbers);
}

/** By name, what is there of every kind that can come along. */
async function everything({ messages, records, events }: Store) {
  return {
    messages: (await messages.list({ limit: 100 })).map(({ id }) => id).sort(),
    records: (await records.list({ collection: 'laporan', limit: 100 })).map(({ id }) => id).sort(),
    events: (await events.list({ application: 'antrean', after: 0, limit: 100 })).map(({ id }) => id),
    linked: (await records.find('laporan', 'one link'))?.id,
  };
}
