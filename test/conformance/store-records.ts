import { expect } from '@jest/globals';
import type { RecordFilter } from '../../hub/store/records.ts';
import { StoreError } from '../../hub/store/store.ts';
import { bytesOf, event, keptRecord, message, type Rule } from './store-samples.ts';

const COLLECTION = 'laporan';
const link = (id: string, name: string) => ({ collection: COLLECTION, id, link: name });

export function recordRules(rule: Rule) {
  rule('a record comes back as it was created, also after a reopening', async ({ store, reopen }) => {
    const written = keptRecord({ watchAt: 7, sealed: Uint8Array.of(0, 255) });
    expect(await store.records.create([written], [link('lpr_1', 'nomor 7')])).toBe(true);
    const { records } = await reopen();
    const found = await records.get(COLLECTION, 'lpr_1');
    expect({ ...found, sealed: bytesOf(found) }).toEqual({ ...written, sequence: 1, version: 1, sealed: [0, 255] });
    expect(await records.find(COLLECTION, 'nomor 7')).toEqual(found);
  });

  rule('whoever is not there is undefined', async ({ store: { records } }) => {
    expect(await records.get(COLLECTION, 'lpr_1')).toBeUndefined();
    expect(await records.find(COLLECTION, 'nomor 7')).toBeUndefined();
    expect(await records.links(COLLECTION, 'lpr_1')).toEqual([]);
    expect(await records.update({ ...keptRecord(), sequence: 1, version: 1 })).toBe(false);
  });

  rule('all are created with their links, or none', async ({ store: { records } }) => {
    await records.create([keptRecord({ id: 'there' })], [link('there', 'a')]);
    const both = [keptRecord({ id: 'new' }), keptRecord({ id: 'there', state: 'other' })];
    expect(await records.create(both, [link('new', 'a'), link('new', 'b')])).toBe(false);
    expect(await records.get(COLLECTION, 'new')).toBeUndefined();
    expect(await records.get(COLLECTION, 'there')).toMatchObject({ state: 'diterima', version: 1 });
    expect(await records.find(COLLECTION, 'a')).toMatchObject({ id: 'there' });
    expect(await records.find(COLLECTION, 'b')).toBeUndefined();
    expect(await records.create([keptRecord({ id: 'there', collection: 'antrean' })])).toBe(true); // another collection
  });

  rule('all are replaced at their versions, or none', async ({ store: { records } }) => {
    await records.create([keptRecord({ id: 'a' }), keptRecord({ id: 'b' })], [link('a', 'x')]);
    const changed = (id: string) => keptRecord({ id, state: 'berubah', updatedAt: 200 });
    const stale = [
      { record: changed('a'), version: 1 },
      { record: changed('b'), version: 2 },
    ];
    const there = [
      { record: changed('a'), version: 1 },
      { record: changed('b'), version: undefined },
    ];
    const taken = [{ record: changed('a'), version: 1 }];
    expect(await records.replace(taken, [link('a', 'y'), link('b', 'x')])).toBe(false);
    for (const wrong of [stale, there]) {
      expect(await records.replace(wrong, [link('a', 'y')])).toBe(false);
      expect(await records.get(COLLECTION, 'a')).toMatchObject({ state: 'diterima', version: 1 });
      expect(await records.links(COLLECTION, 'a')).toEqual(['x']);
    }
    const right = [
      { record: changed('a'), version: 1 },
      { record: changed('c'), version: undefined },
    ];
    expect(await records.replace(right, [link('a', 'x'), link('c', 'z')])).toBe(true);
    expect(await records.get(COLLECTION, 'a')).toMatchObject({ state: 'berubah', version: 2, createdAt: 100 });
    expect(await records.find(COLLECTION, 'z')).toMatchObject({ id: 'c', version: 1 });
  });

  rule('of many that create the same at once one does', async ({ store: { records } }) => {
    const owners = Array.from({ length: 20 }, (_, index) => `owner ${index}`);
    const created = await Promise.all(owners.map((owner) => records.create([keptRecord({ owner })])));
    expect(created.filter(Boolean)).toHaveLength(1);
    expect(await records.get(COLLECTION, 'lpr_1')).toMatchObject({ owner: owners[created.indexOf(true)], version: 1 });
  });

  rule('what the caller does with its bytes afterwards changes nothing', async ({ store: { records } }) => {
    const sealed = Uint8Array.of(1, 2);
    const written = records.put([keptRecord({ sealed })]);
    sealed.fill(9);
    await written;
    expect(bytesOf(await records.get(COLLECTION, 'lpr_1'))).toEqual([1, 2]);
  });

  rule('putting creates or replaces and counts the version up; creation stays', async ({ store: { records } }) => {
    await records.put([keptRecord()], [link('lpr_1', 'a')]);
    await records.put([
      keptRecord({ owner: 'b', state: 'c', group: 'd', createdAt: 999, updatedAt: 200, watchAt: 5 }),
      keptRecord({ id: 'lpr_2' }),
    ]);
    const want = { owner: 'b', state: 'c', group: 'd', createdAt: 100, updatedAt: 200, watchAt: 5, version: 2 };
    expect(await records.get(COLLECTION, 'lpr_1')).toMatchObject({ ...want, sequence: 1 });
    expect(await records.get(COLLECTION, 'lpr_2')).toMatchObject({ version: 1 });
    expect(await records.links(COLLECTION, 'lpr_1')).toEqual(['a']);
    await records.put([]);
  });

  rule('a link moves to the record it is given to last', async ({ store: { records } }) => {
    await records.create([keptRecord({ id: 'a' }), keptRecord({ id: 'b' })]);
    await records.link([link('a', 'x'), link('a', 'y')]);
    await records.link([link('b', 'x')]);
    await records.link([]);
    expect(await records.find(COLLECTION, 'x')).toMatchObject({ id: 'b' });
    expect(await records.links(COLLECTION, 'a')).toEqual(['y']);
    expect(await records.links(COLLECTION, 'b')).toEqual(['x']);
    await records.link([{ ...link('c', 'x'), collection: 'antrean' }]); // a name in another collection is another name
    expect(await records.find(COLLECTION, 'x')).toMatchObject({ id: 'b' });
  });

  rule('links are told in the order they came', async ({ store: { records } }) => {
    await records.create([keptRecord()], [link('lpr_1', 'z'), link('lpr_1', 'm')]);
    await records.link([link('lpr_1', 'a')]);
    expect(await records.links(COLLECTION, 'lpr_1')).toEqual(['z', 'm', 'a']);
  });

  rule('an update with a stale version changes nothing', async ({ store: { records } }) => {
    await records.create([keptRecord()]);
    const read = await records.get(COLLECTION, 'lpr_1');
    if (!read) throw new Error('it is not there');
    expect(await records.update({ ...read, state: 'selesai', updatedAt: 300, sealed: Uint8Array.of(5) })).toBe(true);
    const after = await records.get(COLLECTION, 'lpr_1');
    expect(await records.update({ ...read, state: 'stale', updatedAt: 400, sealed: Uint8Array.of(6) })).toBe(false);
    expect(await records.get(COLLECTION, 'lpr_1')).toEqual(after);
    expect(after).toMatchObject({ state: 'selesai', updatedAt: 300, version: 2 });
    expect(bytesOf(after)).toEqual([5]);
  });

  rule('an update leaves owner and creation as they are', async ({ store: { records } }) => {
    await records.create([keptRecord()]);
    const read = await records.get(COLLECTION, 'lpr_1');
    if (read) await records.update({ ...read, owner: 'thief', createdAt: 1, group: 'air', watchAt: 9 });
    const want = { owner: 'warga', createdAt: 100, group: 'air', watchAt: 9 };
    expect(await records.get(COLLECTION, 'lpr_1')).toMatchObject(want);
  });

  rule('of many updates of one version at once one is made', async ({ store: { records } }) => {
    await records.create([keptRecord()]);
    const read = await records.get(COLLECTION, 'lpr_1');
    if (!read) throw new Error('it is not there');
    const states = Array.from({ length: 30 }, (_, index) => `state ${index}`);
    const updated = await Promise.all(states.map((state) => records.update({ ...read, state })));
    expect(updated.filter(Boolean)).toHaveLength(1);
    const want = { state: states[updated.indexOf(true)], version: 2 };
    expect(await records.get(COLLECTION, 'lpr_1')).toMatchObject(want);
  });

  rule('the list is newest first, the count is of all, and both know every filter', async ({ store: { records } }) => {
    await records.create([
      keptRecord({ id: 'a', owner: 'x', state: 's', group: 'g', createdAt: 10, updatedAt: 60 }),
      keptRecord({ id: 'b', owner: 'y', state: 's', group: 'h', createdAt: 20, updatedAt: 50 }),
      keptRecord({ id: 'c', owner: 'x', state: 't', group: 'g', createdAt: 30, updatedAt: 40 }),
      keptRecord({ id: 'd', collection: 'antrean', owner: 'x', state: 's', group: 'g' }),
    ]);
    const table: readonly (readonly [Partial<RecordFilter>, string])[] = [
      [{}, 'cba'],
      [{ collection: 'antrean' }, 'd'],
      [{ collection: 'nothing' }, ''],
      [{ owner: 'x' }, 'ca'],
      [{ state: 's' }, 'ba'],
      [{ group: 'g' }, 'ca'],
      [{ since: 50 }, 'ba'],
      [{ createdFrom: 20 }, 'cb'],
      [{ createdTo: 20 }, 'ba'],
      [{ createdFrom: 20, createdTo: 20 }, 'b'],
      [{ owner: 'x', state: 's', group: 'g', since: 1, createdFrom: 1, createdTo: 99 }, 'a'],
    ];
    for (const [filter, want] of table) {
      const asked = { collection: COLLECTION, ...filter };
      const found = await records.list({ ...asked, limit: 10 });
      expect([filter, found.map(({ id }) => id).join('')]).toEqual([filter, want]);
      expect([filter, await records.count(asked)]).toEqual([filter, want.length]);
    }
    const page = await records.list({ collection: COLLECTION, limit: 2 });
    expect(page.map(({ id }) => id)).toEqual(['c', 'b']);
    const before = page[1]?.sequence ?? 0;
    expect((await records.list({ collection: COLLECTION, before, limit: 2 })).map(({ id }) => id)).toEqual(['a']);
    expect(await records.list({ collection: COLLECTION, limit: 0 })).toEqual([]);
  });

  rule('those whose time has come are told, the most overdue first', async ({ store: { records } }) => {
    await records.create([
      keptRecord({ id: 'soon', watchAt: 30 }),
      keptRecord({ id: 'first', watchAt: 10 }),
      keptRecord({ id: 'never', watchAt: null }),
      keptRecord({ id: 'second', watchAt: 20 }),
      keptRecord({ id: 'elsewhere', collection: 'antrean', watchAt: 1 }),
    ]);
    const watched = async (now: number, limit = 10) =>
      (await records.watched(COLLECTION, now, limit)).map(({ id }) => id);
    expect(await watched(9)).toEqual([]);
    expect(await watched(20)).toEqual(['first', 'second']);
    expect(await watched(99)).toEqual(['first', 'second', 'soon']);
    expect(await watched(99, 1)).toEqual(['first']);
  });

  rule('a removed record is gone with its links, and removing says whether it was there', async ({ store }) => {
    const { records } = store;
    await records.create([keptRecord(), keptRecord({ id: 'lpr_2' })], [link('lpr_1', 'a'), link('lpr_2', 'b')]);
    expect(await records.remove(COLLECTION, 'lpr_1')).toBe(true);
    expect(await records.remove(COLLECTION, 'lpr_1')).toBe(false);
    expect(await records.get(COLLECTION, 'lpr_1')).toBeUndefined();
    expect(await records.links(COLLECTION, 'lpr_1')).toEqual([]);
    expect(await records.find(COLLECTION, 'b')).toMatchObject({ id: 'lpr_2' });
    expect(await records.create([keptRecord()])).toBe(true);
    expect(await records.find(COLLECTION, 'a')).toBeUndefined();
  });

  rule(
    'what is told of a change is written with it, or not at all',
    async ({ store: { records, events, messages } }) => {
      const told = { events: [event({ id: 'per_1' })], messages: [message({ id: 'psn_1' })] };
      const first = [{ record: keptRecord({ id: 'a' }), version: undefined }];
      expect(await records.replace(first, [], told)).toBe(true);
      const again = { events: [event({ id: 'per_2' })], messages: [message({ id: 'psn_2' })] };
      expect(await records.replace(first, [], again)).toBe(false);
      const { application } = event();
      expect((await events.list({ application, after: 0, limit: 10 })).map(({ id }) => id)).toEqual(['per_1']);
      expect((await messages.list({ limit: 10 })).map(({ id }) => id)).toEqual(['psn_1']);
    },
  );

  rule('a journal is written and never changed', async ({ store: { records } }) => {
    const row = keptRecord({ collection: 'jejak-uji', id: 'a' });
    expect(await records.create([row])).toBe(true);
    await expect(records.update({ ...row, state: 'lain', sequence: 1, version: 1 })).rejects.toThrow(StoreError);
    await expect(records.put([{ ...row, state: 'lain' }])).rejects.toThrow(StoreError);
    await expect(records.remove('jejak-uji', 'a')).rejects.toThrow(StoreError);
    expect(await records.get('jejak-uji', 'a')).toMatchObject({ state: row.state, version: 1 });
    expect(await records.create([keptRecord({ collection: 'jejak-uji', id: 'b' })])).toBe(true);
  });
}
