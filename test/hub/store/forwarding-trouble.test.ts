import { expect, test } from '@jest/globals';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { event, keptRecord, message, settlement } from '../../conformance/store-samples.ts';
import { withStore } from './with-store.ts';

const LARGE = new Uint8Array(100_000);

test('a full disk refuses what is new and loses nothing that was accepted; with room again it goes on', () =>
  withStore(async (store, client) => {
    const { messages, events, records } = store;
    await messages.accept([message({ id: 'sent' })]);
    const [claimed] = await messages.claim(message().lane, 'worker', 1, 100);
    if (!claimed) throw new Error('nothing was claimed');
    const delivered = settlement(claimed, 'worker', { to: 'delivered', result: LARGE, along: { events: [event()] } });

    const full = await fill(client);
    await expect(messages.accept([message({ id: 'large', sealed: LARGE })])).rejects.toThrow('the disk is full');
    await expect(messages.settle(delivered)).rejects.toThrow('the disk is full');
    await expect(events.append([event({ sealed: LARGE })])).rejects.toThrow('the disk is full');
    await expect(records.create([keptRecord({ sealed: LARGE })])).rejects.toThrow('the disk is full');
    await expect(records.put([keptRecord({ sealed: LARGE })])).rejects.toThrow('the disk is full');
    expect(await messages.get('sent')).toMatchObject({ state: 'sending', attempts: 1 });
    expect(await messages.history('sent')).toHaveLength(1);
    expect(await messages.list({ limit: 10 })).toHaveLength(1);
    expect(await events.list({ application: 'antrean', after: 0, limit: 10 })).toEqual([]);
    expect(await records.count({ collection: 'laporan' })).toBe(0);

    await full.makeRoom();
    expect(await messages.settle(delivered)).toMatchObject({ settled: true });
    expect(await records.create([keptRecord({ sealed: LARGE })])).toBe(true);
    expect(await events.list({ application: 'antrean', after: 0, limit: 10 })).toHaveLength(1);
  }));

test('records that are created meanwhile do not mix with other writes of the same moment', () =>
  withStore(async ({ messages, records, counters }) => {
    const ids = Array.from({ length: 50 }, (_, index) => `id ${index}`);
    const [created] = await Promise.all([
      Promise.all(ids.map((id) => records.create([keptRecord({ id }), keptRecord({ id: `${id} too` })]))),
      Promise.all(ids.map((id) => messages.accept([message({ id })], { records: [keptRecord({ id: `with ${id}` })] }))),
      Promise.all(ids.map(() => counters.add('bpjs', 'today', 1))),
      Promise.all(ids.map(() => records.create([keptRecord({ id: 'new' }), keptRecord({ id: 'new' })]))), // refused
    ]);
    expect(created.every(Boolean)).toBe(true);
    expect(await records.count({ collection: 'laporan' })).toBe(150);
    expect(await messages.list({ limit: 100 })).toHaveLength(50);
    expect(await counters.get('bpjs', 'today')).toBe(50);
    expect(await records.get('laporan', 'new')).toBeUndefined();
  }));

/** Leaves room for a few small rows only. */
async function fill(client: SqliteClient) {
  const { rows } = await client.run('pragma page_count', []);
  const allow = (pages: number) => client.exec(`pragma max_page_count = ${pages}`);
  await allow(Number(rows[0]?.page_count) + 10);
  return { makeRoom: () => allow(1_000_000) };
}
