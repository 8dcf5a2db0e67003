import { describe, expect, test } from '@jest/globals';
import type { Drift } from '../../../connectors/connector.ts';
import { createDriftBook, type DriftedAnswer } from '../../../hub/releases/drift-book.ts';
import type { DriftReport, ReleaseStore } from '../../../hub/store/releases.ts';
import { MISSING } from './samples.ts';
import { withTwoStores } from './two-stores.ts';

const MOST = 201;

function drifted(changes: Partial<DriftedAnswer> = {}): DriftedAnswer {
  const place = { instance: 'bpjs', operation: 'peserta-by-nik', release: 'vclaim-2.0' };
  return { ...place, at: 100, drift: [MISSING], sample: () => null, ...changes };
}
function unknown(path: string): Drift {
  return { kind: 'additive', path, expected: 'nothing', got: 'text' };
}
const all = (store: ReleaseStore) => store.drift({ limit: 1000, withSamples: true });
const total = (reports: readonly DriftReport[]) => reports.reduce((sum, { count }) => sum + count, 0);

describe('the book of drifts', () => {
  test('tells ten thousand invented members in at most 201 reports of a release, and loses no count', () =>
    withTwoStores(async (store) => {
      const book = createDriftBook(store);
      for (let turn = 0; turn < 10_000; turn += 1) {
        book.note(drifted({ drift: [unknown(`peserta.anggota-${turn}`)] }));
        if (turn % 1000 === 0) await book.flush();
      }
      book.note(drifted({ release: 'vclaim-1.1' }));
      await book.flush();
      const reports = await all(store);
      const ofOne = reports.filter(({ release }) => release === 'vclaim-2.0');
      expect(ofOne).toHaveLength(MOST);
      expect(total(ofOne)).toBe(10_000);
      expect(ofOne.find(({ path }) => path === '(others)')?.count).toBe(10_000 - 200);
      expect(total(reports)).toBe(10_001);
    }));

  test('takes members that are somebody’s number for one, and says nobody’s number', () =>
    withTwoStores(async (store) => {
      const book = createDriftBook(store);
      for (let turn = 0; turn < 300; turn += 1)
        book.note(drifted({ drift: [unknown(`anggota.9901010101${String(turn).padStart(4, '0')}01`)] }));
      book.note(drifted({ drift: [unknown('lain')] }));
      await book.flush();
      const reports = await all(store);
      expect(reports.map(({ path, count }) => `${path} ${count}`).sort()).toEqual(['anggota.99…01 300', 'lain 1']);
      expect(JSON.stringify(reports)).not.toMatch(/\d{9}/);
    }));

  test('cuts words that are too long to be told, in memory as well', () =>
    withTwoStores(async (store) => {
      const book = createDriftBook(store);
      for (let turn = 0; turn < 500; turn += 1)
        book.note(drifted({ drift: [unknown(`${'panjang.'.repeat(1000)}${turn}`)] }));
      await book.flush();
      const reports = await all(store);
      expect(reports.map(({ path, count }) => [path.length, count])).toEqual([[200, 500]]);
    }));

  test('counts each answer once, however many write at once and however much comes meanwhile', () =>
    withTwoStores(async (one, other) => {
      const books = [createDriftBook(one), createDriftBook(other)];
      const flushes: Promise<void>[] = [];
      for (let turn = 0; turn < 2000; turn += 1) {
        for (const book of books) book.note(drifted({ at: 100 + turn }));
        if (turn % 10 === 0) flushes.push(...books.flatMap((book) => [book.flush(), book.flush()]));
        if (turn % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(flushes);
      for (const book of books) await book.flush();
      expect(await all(one)).toMatchObject([{ count: 4000, firstAt: 100, lastAt: 2099 }]);
    }));

  test('keeps its counts while the store fails, and the first and the last answer', () =>
    withTwoStores(async (store) => {
      let isFull = true;
      const book = createDriftBook({
        async addDrift(reports) {
          if (isFull) throw new Error('the disk is full');
          await store.addDrift(reports);
        },
      });
      for (let turn = 1; turn <= 50; turn += 1) {
        book.note(drifted({ at: turn, sample: () => Uint8Array.of(turn) }));
        if (turn % 10 === 0) await expect(book.flush()).rejects.toThrow('the disk is full');
      }
      isFull = false;
      await book.flush();
      const [first, last] = [Uint8Array.of(1), Uint8Array.of(50)];
      expect(await all(store)).toMatchObject([
        { count: 50, firstAt: 1, lastAt: 50, firstSample: first, lastSample: last },
      ]);
      book.note(drifted({ at: 60, sample: () => Uint8Array.of(60) }));
      await book.flush();
      expect(await all(store)).toMatchObject([{ count: 51, firstSample: first, lastSample: Uint8Array.of(60) }]);
    }));

  test('seals an answer only when it is written: twice for a million of the same', () =>
    withTwoStores(async (store) => {
      const book = createDriftBook(store);
      let sealed = 0;
      const sample = () => {
        sealed += 1;
        return Uint8Array.of(1);
      };
      for (let turn = 0; turn < 20; turn += 1) book.note(drifted()); // what is compiled on the way does not count
      const before = heap();
      const started = performance.now();
      for (let turn = 0; turn < 1_000_000; turn += 1) book.note(drifted({ at: turn, sample }));
      const tookMs = performance.now() - started;
      const grownBytes = heap() - before;
      await book.flush();
      const reports = await all(store);
      process.stdout.write(
        `a million drifting answers: ${Math.round(tookMs)} ms, ${Math.round(grownBytes / 1024)} KiB more on the heap ` +
          `before anything is collected, ${reports.length} report, ${sealed} sealed\n`,
      );
      expect(reports).toMatchObject([{ count: 1_000_020 }]);
      expect(sealed).toBeLessThanOrEqual(2);
    }));
});

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
