import { describe, expect, test } from '@jest/globals';
import { createSealedRecords, type Keep, type SealedRecords } from '../../../hub/store/sealed-records.ts';
import { createSealing } from '../../../hub/store/sealing.ts';
import { message } from '../../conformance/store-samples.ts';
import { withStore } from './with-store.ts';

interface Report {
  readonly judul: string;
  readonly dukungan: number;
}

const sealing = createSealing({ keys: [{ id: '2026', secret: 'a secret of this year' }] });
const report: Keep<Report> = {
  collection: 'laporan',
  id: 'lpr_1',
  owner: 'warga',
  state: 'diterima',
  group: 'jalan',
  createdAt: 100,
  updatedAt: 100,
  watchAt: null,
  value: { judul: 'Jalan berlubang — ꦏ 🙂', dukungan: 0 },
};

describe('sealed records', () => {
  test('come back as they were created, by id, by another name and in lists', () =>
    withRecords(async (records) => {
      const want = { ...report, sequence: 1, version: 1 };
      const watched = { ...report, id: 'lpr_2', watchAt: 5 };
      await records.create([report, watched], [{ collection: 'laporan', id: 'lpr_1', link: 'nomor 7' }]);
      expect(await records.get<Report>('laporan', 'lpr_1')).toEqual(want);
      expect(await records.find<Report>('laporan', 'nomor 7')).toEqual(want);
      expect(await records.links('laporan', 'lpr_1')).toEqual(['nomor 7']);
      const both = await records.list<Report>({ collection: 'laporan', limit: 10 });
      expect(both.map(({ id, value }) => [id, value])).toEqual([
        ['lpr_2', report.value],
        ['lpr_1', report.value],
      ]);
      expect((await records.watched<Report>('laporan', 5, 10)).map(({ id }) => id)).toEqual(['lpr_2']);
      expect(await records.get('laporan', 'nobody')).toBeUndefined();
      expect(await records.find('laporan', 'nothing')).toBeUndefined();
    }));

  test('are kept where nobody reads them, each for its own id', () =>
    withStore(async (store) => {
      const records = createSealedRecords(store.records, sealing);
      await records.create([report, { ...report, id: 'lpr_2' }]);
      const kept = await store.records.get('laporan', 'lpr_1');
      const other = await store.records.get('laporan', 'lpr_2');
      if (!kept || !other) throw new Error('it is not there');
      expect(Buffer.from(kept.sealed).includes('berlubang')).toBe(false);
      await store.records.update({ ...other, sealed: kept.sealed });
      await expect(records.get('laporan', 'lpr_2')).rejects.toMatchObject({ name: 'SealError' });
    }));

  test('change in what is said of them, and in nothing else', () =>
    withRecords(async (records) => {
      await records.create([report]);
      const value = { judul: 'Jalan rata', dukungan: 1 };
      const changed = await records.change<Report>('laporan', 'lpr_1', 500, () => ({ value, state: 'selesai' }));
      expect(changed).toEqual({ ...report, value, state: 'selesai', updatedAt: 500, sequence: 1, version: 2 });
      expect(await records.get('laporan', 'lpr_1')).toEqual(changed);
    }));

  test('stay as they are when the change makes nothing of them, and when there is none', () =>
    withRecords(async (records) => {
      await records.create([report]);
      const untouched = await records.change<Report>('laporan', 'lpr_1', 500, () => undefined);
      expect(untouched).toEqual({ ...report, sequence: 1, version: 1 });
      expect(await records.get('laporan', 'lpr_1')).toEqual(untouched);
      expect(await records.change('laporan', 'nobody', 500, () => ({ state: 'x' }))).toBeUndefined();
    }));

  test('lose none of a hundred changes that are made at once', () =>
    withRecords(async (records) => {
      await records.create([report]);
      const one = (record: { readonly value: Report }) => ({
        value: { ...record.value, dukungan: record.value.dukungan + 1 },
      });
      const changed = await Promise.all(
        Array.from({ length: 100 }, (_, index) => records.change<Report>('laporan', 'lpr_1', 500 + index, one)),
      );
      const seen = changed.map((record) => record?.value.dukungan ?? 0);
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
      const end = await records.get<Report>('laporan', 'lpr_1');
      expect([end?.value.dukungan, end?.version]).toEqual([100, 101]);
    }));

  test('reject with what the change threw, and stay as they are', () =>
    withRecords(async (records) => {
      await records.create([report]);
      const refuse = () => {
        throw new RangeError('not from this state');
      };
      await expect(records.change('laporan', 'lpr_1', 500, refuse)).rejects.toThrow('not from this state');
      expect(await records.get('laporan', 'lpr_1')).toMatchObject({ version: 1 });
    }));

  test('come along with a message', () =>
    withStore(async (store) => {
      const records = createSealedRecords(store.records, sealing);
      await store.messages.accept([message()], { records: [records.seal(report)] });
      expect(await records.get<Report>('laporan', 'lpr_1')).toMatchObject({ value: report.value });
    }));
});

const withRecords = (action: (records: SealedRecords) => Promise<void>) =>
  withStore((store) => action(createSealedRecords(store.records, sealing)));
