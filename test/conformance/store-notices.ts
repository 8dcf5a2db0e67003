import { expect } from '@jest/globals';
import type { NewNotice, NoticeChannel, NoticeStore } from '../../hub/store/notices.ts';
import type { Rule } from './store-samples.ts';

export function channelRules(rule: Rule) {
  rule('a channel is kept with everything it wants, also after a reopening', async ({ store, reopen }) => {
    const wanted = channel({
      sealed: Uint8Array.of(0, 255, 1),
      incidents: ['hulu-mati', '*'],
      quietHours: { from: '22:00', to: '06:00' },
      graveBreaksQuiet: true,
      renotifyAfterMinutes: 30,
    });
    await store.notices.putChannel(wanted, 1, true);
    await store.notices.putChannel(channel({ id: 'slr_2', kind: 'telegram', createdAt: 50 }), 1, true);
    const { notices } = await reopen();
    const [first, second] = await notices.channels();
    expect(first).toMatchObject({ ...channel({ id: 'slr_2', kind: 'telegram', createdAt: 50 }), told: '' });
    expect({ ...second, sealed: [...(second?.sealed ?? [])] }).toMatchObject({ ...wanted, sealed: [0, 255, 1] });
  });

  rule(
    'putting it again replaces all but its beginning, and what it was told only where that is said',
    async (given) => {
      const { notices } = given.store;
      await notices.putChannel(channel(), 1, true);
      await tellOne(notices, { told: 'something' });
      await notices.putChannel(channel({ name: 'Piket', createdAt: 999, renotifyAfterMinutes: 5 }), 2, false);
      expect(await notices.channels()).toMatchObject([
        { name: 'Piket', createdAt: 100, renotifyAfterMinutes: 5, told: 'something' },
      ]);
      await notices.putChannel(channel(), 3, true);
      expect(await notices.channels()).toMatchObject([{ name: 'Regu jaga', told: '' }]);
    },
  );

  rule('what was told is kept with its notice once, of one version of the channel', async ({ store: { notices } }) => {
    await notices.putChannel(channel(), 1, true);
    const [{ version = 0 } = {}] = await notices.channels();
    const tellings = await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        notices.tell({ channel: 'slr_1', version, told: `told by ${id}`, notice: notice({ id }) }),
      ),
    );
    expect(tellings.filter(Boolean)).toHaveLength(1);
    const won = ['a', 'b', 'c'][tellings.indexOf(true)];
    expect(await notices.channels()).toMatchObject([{ told: `told by ${won}` }]);
    expect((await notices.list({ limit: 9 })).map(({ id }) => id)).toEqual([won]);
    await notices.putChannel(channel({ name: 'Other' }), 2, false);
    expect(await notices.tell({ channel: 'slr_1', version: version + 1, told: '', notice: notice() })).toBe(false);
    expect(await notices.list({ limit: 9 })).toHaveLength(1);
  });

  rule('something may be told without a notice, and nothing to a channel that is gone', async ({ store }) => {
    const { notices } = store;
    await notices.putChannel(channel(), 1, true);
    expect(await tellOne(notices, { told: 'seen', without: true })).toBe(true);
    expect(await notices.channels()).toMatchObject([{ told: 'seen' }]);
    expect(await notices.list({ limit: 9 })).toEqual([]);
    expect(await notices.removeChannel('slr_1', 2)).toBe(true);
    expect(await notices.removeChannel('slr_1', 2)).toBe(false);
    expect(await notices.tell({ channel: 'slr_1', version: 2, told: '', notice: notice() })).toBe(false);
    expect(await notices.channels()).toEqual([]);
  });

  rule('a channel that is switched off or removed has nothing waiting, and keeps its log', async ({ store }) => {
    const { notices } = store;
    for (const id of ['slr_1', 'slr_2']) {
      await notices.putChannel(channel({ id }), 1, true);
      await tellOne(notices, { id: `of ${id}`, channel: id });
    }
    await notices.putChannel(channel({ on: false }), 500, false);
    await notices.removeChannel('slr_2', 600);
    expect(await notices.claim('one', 1000, 10)).toEqual([]);
    expect(await notices.list({ limit: 9 })).toMatchObject([
      { id: 'of slr_2', state: 'cancelled', endedAt: 600, channelName: 'Regu jaga' },
      { id: 'of slr_1', state: 'cancelled', endedAt: 500 },
    ]);
  });
}

export function noticeRules(rule: Rule) {
  rule('a notice waits until it is delivered, also over a reopening', async ({ store, reopen }) => {
    await store.notices.putChannel(channel(), 1, true);
    await tellOne(store.notices, { id: 'kbr_1', content: '{"ꦏ":"🙂"}' });
    const { notices } = await reopen();
    const waiting = { id: 'kbr_1', channel: 'slr_1', at: 200, content: '{"ꦏ":"🙂"}' };
    expect(await notices.list({ limit: 9 })).toMatchObject([
      { ...waiting, state: 'waiting', attempts: 0, dueAt: 200, endedAt: null, trouble: '' },
    ]);
    expect(await notices.claim('one', 199, 50)).toEqual([]);
    const [claimed] = await notices.claim('one', 200, 50);
    expect(claimed).toMatchObject({ ...waiting, attempts: 1 });
    await notices.delivered(claimed?.sequence ?? 0, 260, 'some_refused');
    expect(await notices.claim('one', 9999, 50)).toEqual([]);
    expect(await notices.list({ limit: 9 })).toMatchObject([
      { id: 'kbr_1', state: 'delivered', attempts: 1, endedAt: 260, trouble: 'some_refused' },
    ]);
  });

  rule('of many who claim at once one is given it, until its lease is over', async ({ store: { notices } }) => {
    await notices.putChannel(channel(), 1, true);
    await tellOne(notices, { id: 'kbr_1' });
    const owners = Array.from({ length: 20 }, (_, index) => `owner ${index}`);
    const claims = await Promise.all(owners.map((owner) => notices.claim(owner, 300, 50)));
    expect(claims.flat()).toHaveLength(1);
    expect(await notices.claim('late', 349, 50)).toEqual([]);
    expect(await notices.claim('late', 350, 50)).toMatchObject([{ id: 'kbr_1', attempts: 2 }]);
  });

  rule('of each channel the oldest leaves first, one at a time', async ({ store: { notices } }) => {
    for (const id of ['slr_1', 'slr_2']) {
      await notices.putChannel(channel({ id }), 1, true);
      for (const number of [1, 2]) await tellOne(notices, { id: `${id} ${number}`, channel: id });
    }
    const first = await notices.claim('one', 300, 1000);
    expect(first.map(({ id }) => id).sort()).toEqual(['slr_1 1', 'slr_2 1']);
    expect(await notices.claim('one', 300, 1000)).toEqual([]);
    await notices.delivered(first.find(({ channel: of }) => of === 'slr_2')?.sequence ?? 0, 310, '');
    expect((await notices.claim('one', 310, 1000)).map(({ id }) => id)).toEqual(['slr_2 2']);
  });

  rule(
    'what failed keeps those behind it waiting, unless it was refused for itself',
    async ({ store: { notices } }) => {
      await notices.putChannel(channel(), 1, true);
      for (const id of ['kbr_1', 'kbr_2']) await tellOne(notices, { id });
      const fail = async (at: number, letsPass: boolean) => {
        const [claimed] = await notices.claim('one', at, 1000);
        const sequence = claimed?.sequence ?? 0;
        await notices.failed({ sequence, owner: 'one', dueAt: at + 100, trouble: 'timeout', letsPass });
        return claimed?.id;
      };
      expect(await fail(300, false)).toBe('kbr_1');
      expect(await notices.claim('one', 399, 10)).toEqual([]);
      expect(await fail(400, true)).toBe('kbr_1');
      expect(await fail(401, false)).toBe('kbr_2');
      expect(await fail(500, false)).toBe('kbr_1'); // it is due, and keeps nobody waiting all the same
      expect(await notices.list({ limit: 9 })).toMatchObject([
        { id: 'kbr_2', attempts: 1, dueAt: 501, trouble: 'timeout', state: 'waiting' },
        { id: 'kbr_1', attempts: 3, dueAt: 600 },
      ]);
      expect(await fail(501, false)).toBe('kbr_2');
    },
  );

  rule('failing is its owner’s to say, arriving anybody’s', async ({ store: { notices } }) => {
    await notices.putChannel(channel(), 1, true);
    await tellOne(notices, { id: 'kbr_1' });
    const [{ sequence = 0 } = {}] = await notices.claim('slow', 300, 10);
    await notices.claim('other', 320, 1000);
    await notices.failed({ sequence, owner: 'slow', dueAt: 330, trouble: 'timeout', letsPass: false });
    expect(await notices.list({ limit: 9 })).toMatchObject([{ dueAt: 200, trouble: '' }]);
    await notices.delivered(sequence, 340, '');
    await notices.failed({ sequence, owner: 'other', dueAt: 350, trouble: 'timeout', letsPass: false });
    await notices.delivered(sequence, 999, 'again');
    expect(await notices.list({ limit: 9 })).toMatchObject([{ state: 'delivered', endedAt: 340, trouble: '' }]);
  });

  rule('what is given back is there for others at once, and was no attempt', async ({ store: { notices } }) => {
    await notices.putChannel(channel(), 1, true);
    await tellOne(notices, { id: 'kbr_1' });
    await notices.claim('one', 300, 1000);
    await notices.giveBack('somebody else');
    expect(await notices.claim('other', 310, 1000)).toEqual([]);
    await notices.giveBack('one');
    expect(await notices.claim('other', 310, 1000)).toMatchObject([{ attempts: 1 }]);
  });

  rule('hurrying makes what waits for a channel due, and of no other', async ({ store: { notices } }) => {
    for (const id of ['slr_1', 'slr_2']) {
      await notices.putChannel(channel({ id }), 1, true);
      await tellOne(notices, { id: `of ${id}`, channel: id });
    }
    for (const { sequence } of await notices.claim('one', 300, 1000))
      await notices.failed({ sequence, owner: 'one', dueAt: 9000, trouble: 'timeout', letsPass: false });
    await notices.hurry('slr_1', 400);
    expect((await notices.claim('one', 400, 1000)).map(({ channel: of }) => of)).toEqual(['slr_1']);
  });

  rule('the log is newest first, of a channel or of all, and loses what ended long ago', async ({ store }) => {
    const { notices } = store;
    for (const id of ['slr_1', 'slr_2']) await notices.putChannel(channel({ id }), 1, true);
    for (const [id, of] of [
      ['a', 'slr_1'],
      ['b', 'slr_2'],
      ['c', 'slr_1'],
      ['d', 'slr_1'],
    ] as const)
      await tellOne(notices, { id, channel: of });
    const ids = async (filter: Parameters<NoticeStore['list']>[0]) =>
      (await notices.list(filter)).map(({ id }) => id).join('');
    expect(await ids({ limit: 9 })).toBe('dcba');
    expect(await ids({ limit: 2 })).toBe('dc');
    expect(await ids({ limit: 2, channel: 'slr_1' })).toBe('dc');
    expect(await ids({ limit: 9, channel: 'slr_2' })).toBe('b');
    for (const { sequence } of await notices.list({ limit: 9 }))
      if (sequence !== 3) await notices.delivered(sequence, 400, '');
    expect(await notices.prune(400)).toBe(0);
    expect(await notices.prune(401)).toBe(2);
    expect(await ids({ limit: 9 })).toBe('dc'); // the newest, and the one that waits
  });
}

export function channel(changes: Partial<NoticeChannel> = {}): NoticeChannel {
  return {
    id: 'slr_1',
    name: 'Regu jaga',
    kind: 'surel',
    on: true,
    sealed: Uint8Array.of(1),
    incidents: ['*'],
    quietHours: null,
    graveBreaksQuiet: false,
    renotifyAfterMinutes: null,
    createdAt: 100,
    ...changes,
  };
}

export function notice(changes: Partial<NewNotice> = {}): NewNotice {
  return { id: 'kbr_1', at: 200, content: '{}', ...changes };
}

interface Telling extends Partial<NewNotice> {
  readonly channel?: string;
  readonly told?: string;
  readonly without?: true;
}

async function tellOne(notices: NoticeStore, { channel: of = 'slr_1', told = '', without, ...changes }: Telling) {
  const version = (await notices.channels()).find(({ id }) => id === of)?.version ?? 0;
  return notices.tell({ channel: of, version, told, ...(without ? {} : { notice: notice(changes) }) });
}
