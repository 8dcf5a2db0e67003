import { expect, test } from '@jest/globals';
import { createJobBook } from '../../../hub/console/bulk/job-book.ts';
import { type Bulk, type BulkItem, type BulkOutcome, createBulk } from '../../../hub/console/bulk/runner.ts';
import type { Pekerjaan } from '../../../hub/console/views/pekerjaan.ts';
import { createSealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import type { Store } from '../../../hub/store/store.ts';
import { testClock } from '../clock.ts';
import { withStore } from '../store/with-store.ts';
import { until } from '../until.ts';

const { sealing } = sealsOf('a secret of the tests, 32 characters at least');

/** A hub's jobs over a store: another process over the same store is another one. */
function process(store: Store, decide: (item: BulkItem) => Promise<BulkOutcome>, clock = testClock()) {
  const stop = new AbortController();
  const ended: Pekerjaan[] = [];
  const troubles: string[] = [];
  const bulk = createBulk({
    book: createJobBook(createSealedRecords(store.records, sealing), clock.now),
    decide,
    ended: (job) => void ended.push({ ...job }),
    ...{ now: clock.now, stopping: stop.signal, trouble: (what: string) => void troubles.push(what) },
  });
  return { bulk, ended, troubles, clock, stop: () => stop.abort() };
}

const ORDER = { tindakan: 'ulang', saringan: { keadaan: 'ditolak' }, oleh: 'sari' } as const;
const items = (count: number): BulkItem[] =>
  Array.from({ length: count }, (_, index) => ({ id: `psn_${index}`, changedAt: 1 }));
const newest = async (bulk: Bulk) => (await bulk.jobs())[0];

/** Decides when it is told to, one by one. */
function doors() {
  const waiting: PromiseWithResolvers<BulkOutcome>[] = [];
  return {
    decide() {
      const door = Promise.withResolvers<BulkOutcome>();
      waiting.push(door);
      return door.promise;
    },
    async open(outcome: BulkOutcome = 'berhasil') {
      await until('the next one is decided about', () => waiting.length > 0);
      waiting.shift()?.resolve(outcome);
    },
    count: () => waiting.length,
  };
}

test('a job counts what became of each, tells why some failed, and is told of once', () =>
  withStore(async (store) => {
    const seen: string[] = [];
    const outcomes: Readonly<Record<string, BulkOutcome>> = { psn_3: 'dilewati', psn_5: { gagal: 'kunci hilang' } };
    const { bulk, ended, troubles } = process(store, async ({ id }) => {
      seen.push(id);
      if (id === 'psn_7') throw new Error('the disk is full');
      return outcomes[id] ?? 'berhasil';
    });
    const started = await bulk.start({ ...ORDER, items: items(120) });
    expect(started).toMatchObject({ keadaan: 'berjalan', jumlah: 120, berhasil: 0, selesaiPada: null, oleh: 'sari' });
    await bulk.settled();
    expect(seen).toEqual(items(120).map(({ id }) => id));
    const want = {
      ...{ id: started?.id, keadaan: 'selesai', jumlah: 120, berhasil: 117, dilewati: 1, gagal: 2 },
      sebabGagal: [
        { sebab: 'kunci hilang', jumlah: 1 },
        { sebab: 'penyimpanan tidak dapat ditulis', jumlah: 1 },
      ],
    };
    expect(await newest(bulk)).toMatchObject(want);
    expect(ended).toEqual([expect.objectContaining(want)]);
    expect(troubles).toHaveLength(1);
  }));

test('a job that is stopped ends after the message it is at, and another one may begin', () =>
  withStore(async (store) => {
    const { decide, open, count } = doors();
    const { bulk } = process(store, decide);
    const job = await bulk.start({ ...ORDER, items: items(5) });
    await open();
    await until('it is at the second', () => count() === 1);
    expect(await newest(bulk)).toMatchObject({ keadaan: 'berjalan', berhasil: 1 });
    expect(await bulk.start({ ...ORDER, items: items(1) })).toBeUndefined();
    expect(bulk.stop('pkj_other')).toBe(false);
    expect(bulk.stop(job?.id ?? '')).toBe(true);
    await open();
    await bulk.settled();
    expect(await newest(bulk)).toMatchObject({ id: job?.id, keadaan: 'dihentikan', berhasil: 2, jumlah: 5 });
    expect(count()).toBe(0);
    expect(bulk.stop(job?.id ?? '')).toBe(false);
    const next = await bulk.start({ ...ORDER, items: items(1) });
    await open();
    await bulk.settled();
    expect((await bulk.jobs()).map(({ id, keadaan }) => [id, keadaan])).toEqual([
      [next?.id, 'selesai'],
      [job?.id, 'dihentikan'],
    ]);
  }));

test('a hub that stops ends its job after the message it is at, and says so', () =>
  withStore(async (store) => {
    const { decide, open, count } = doors();
    const { bulk, stop, ended } = process(store, decide);
    await bulk.start({ ...ORDER, items: items(3) });
    await open();
    await until('it is at the second', () => count() === 1);
    stop();
    await open();
    await bulk.settled();
    expect(await newest(bulk)).toMatchObject({ keadaan: 'terputus', jumlah: 3, selesaiPada: expect.any(Number) });
    expect(ended).toHaveLength(1);
    expect(await bulk.start({ ...ORDER, items: items(1) })).toBeUndefined();
  }));

test('a job whose process was killed is one that was interrupted, once nothing was heard of it for a while', () =>
  withStore(async (store) => {
    const clock = testClock();
    const killed = process(store, () => new Promise(() => {}), clock);
    const job = await killed.bulk.start({ ...ORDER, items: items(3) });
    const { bulk } = process(store, async () => 'berhasil', clock);
    expect(await newest(bulk)).toMatchObject({ id: job?.id, keadaan: 'berjalan' });
    expect(await bulk.start({ ...ORDER, items: items(1) })).toBeUndefined();
    clock.pass(1);
    expect(await newest(bulk)).toMatchObject({ id: job?.id, keadaan: 'terputus', berhasil: 0 });
    expect(await bulk.start({ ...ORDER, items: items(1) })).toBeDefined();
    await bulk.settled();
  }));

test('the newest fifty jobs are kept, and ten are shown', () =>
  withStore(async (store) => {
    const { bulk, clock } = process(store, async () => 'berhasil');
    for (let count = 0; count < 54; count += 1) {
      clock.pass(1);
      await bulk.start({ ...ORDER, items: items(1) });
      await bulk.settled();
    }
    expect(await bulk.jobs()).toHaveLength(10);
    expect(await store.records.count({ collection: 'pekerjaan-konsol' })).toBe(50);
  }));
