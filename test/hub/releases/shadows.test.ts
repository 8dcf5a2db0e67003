import { describe, expect, test } from '@jest/globals';
import type { ReadAnswer } from '../../../hub/exchange/learning.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import { differences, openShadows, type Shadows } from '../../../hub/releases/shadows.ts';
import type { ReleaseStore, ShadowSetting } from '../../../hub/store/releases.ts';
import { answer, changed, found, operation } from './samples.ts';
import { noTrouble, withTwoStores } from './two-stores.ts';

const SETTING: ShadowSetting = {
  instance: 'bpjs',
  operation: 'peserta-by-nik',
  release: 'vclaim-2.1',
  since: 100,
};
const NOTHING = { read: 0, agreed: 0, differed: 0, unfit: 0, askedOtherwise: 0, skipped: 0 };
const operationOf = (_instance: string, release: string) => operation(release);

/** Shadows read along when the answer is on its way: until all of that is over. */
async function readAlong(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
function read(verdict: Verdict, other: Verdict | undefined): ReadAnswer {
  return answer({ verdict, reread: async () => other });
}
/** Reading along takes no time, whatever else the machine does. */
const opened = (store: Pick<ReleaseStore, 'shadows' | 'addShadowCounts'>): Promise<Shadows> =>
  openShadows({ store, operationOf, trouble: noTrouble, clock: () => 0 });

describe('a shadow', () => {
  test('counts where it agrees, differs, does not fit and would have asked otherwise, and in which fields', () =>
    withTwoStores(async (store) => {
      await store.setShadows([SETTING]);
      const shadows = await opened(store);
      const value = { nama: 'x', kelas: { kode: '1', nama: 'satu' } };
      const notes = [
        read(found(value), found({ ...value, kelas: { ...value.kelas } })),
        read(found(value), found({ ...value, nama: 'y' })),
        read(found(value), found({ ...value, kelas: { kode: '2' } })),
        read(found(value), changed()),
        read(found(value), { kind: 'absent' }),
        read({ kind: 'absent' }, { kind: 'absent' }),
        read(found(value), undefined),
      ];
      for (const note of notes) {
        shadows.note(note);
        await readAlong();
      }
      await shadows.flush();
      const fields = { nama: 1, 'kelas.kode': 1, 'kelas.nama': 1, 'peserta.noKartu': 1, '(found became absent)': 1 };
      const counts = { read: 7, agreed: 2, differed: 3, unfit: 1, askedOtherwise: 1, skipped: 0 };
      expect(await store.shadows()).toEqual([{ ...SETTING, ...counts, fields }]);
    }));

  test('that is not set reads nothing: of no instance, of another operation, of the release in use, of a fault', () =>
    withTwoStores(async (store) => {
      let rereads = 0;
      const reread = async () => {
        rereads += 1;
        return undefined;
      };
      const off = await opened(store);
      off.note(answer({ reread }));
      await store.setShadows([SETTING]);
      const on = await opened(store);
      on.note(answer({ reread, instance: 'bpjs-uji' }));
      on.note(answer({ reread, operation: operation('vclaim-2.0', 'rujukan') }));
      on.note(answer({ reread, operation: operation('vclaim-2.1') }));
      on.note(answer({ reread, verdict: { kind: 'fault', fault: { trouble: 'unreachable', outcome: 'not-done' } } }));
      await readAlong();
      await Promise.all([off.flush(), on.flush()]);
      expect(rereads).toBe(0);
      expect(await store.shadows()).toEqual([{ ...SETTING, ...NOTHING, fields: {} }]);
      on.note(answer({ reread }));
      await readAlong();
      expect(rereads).toBe(1);
    }));

  test('takes no more than its share of a second, also of many answers at once, and says how many it left out', () =>
    withTwoStores(async (store) => {
      await store.setShadows([SETTING]);
      let atMs = 0;
      const shadows = await openShadows({ store, operationOf, trouble: noTrouble, clock: () => atMs });
      let rereads = 0;
      const reread = async () => {
        rereads += 1;
        atMs += 5;
        return found();
      };
      for (let turn = 0; turn < 200; turn += 1) shadows.note(answer({ reread }));
      await readAlong();
      expect(rereads).toBe(1); // which took more than a millisecond of this tenth of a second
      atMs = 99;
      shadows.note(answer({ reread }));
      await readAlong();
      expect(rereads).toBe(1);
      atMs = 100;
      for (let turn = 0; turn < 2; turn += 1) shadows.note(answer({ reread }));
      await readAlong();
      expect(rereads).toBe(2);
      await shadows.flush();
      expect(await store.shadows()).toMatchObject([{ read: 2, skipped: 201 }]);
    }));

  test('that throws or rejects is told, counts nothing, and costs nobody an answer', () =>
    withTwoStores(async (store) => {
      await store.setShadows([SETTING]);
      const troubles: string[] = [];
      const shadows = await openShadows({
        ...{ store, operationOf, clock: () => 0 },
        trouble: (what) => void troubles.push(what),
      });
      const throwing = () => {
        throw new Error('a mistake of the hub');
      };
      shadows.note(answer({ reread: throwing }));
      shadows.note(answer({ reread: async () => throwing() }));
      await readAlong();
      expect(troubles).toEqual(new Array(2).fill('a shadow could not read along'));
    }));

  test('set anew counts anew, and what the former one still reads is not counted with it', () =>
    withTwoStores(async (store, other) => {
      await store.setShadows([SETTING]);
      const shadows = await opened(store);
      shadows.note(read(found(), found()));
      await readAlong();
      await shadows.flush();
      shadows.note(read(found(), found()));
      await readAlong();
      await other.setShadows([{ ...SETTING, release: 'vclaim-2.2', since: 200 }]);
      await shadows.flush();
      await shadows.refresh();
      shadows.note(read(found(), changed()));
      await readAlong();
      await shadows.flush();
      expect(await store.shadows()).toMatchObject([
        { release: 'vclaim-2.2', since: 200, read: 1, unfit: 1, agreed: 0 },
      ]);
      await other.dropShadows('bpjs');
      await shadows.refresh();
      const rereads: string[] = [];
      shadows.note(answer({ reread: async ({ release }) => void rereads.push(release) as undefined }));
      await readAlong();
      expect(rereads).toEqual([]);
    }));

  test('loses no count to writing: what is read meanwhile, and what the store did not take', () =>
    withTwoStores(async (store) => {
      await store.setShadows([SETTING]);
      let isFull = true;
      const addShadowCounts: ReleaseStore['addShadowCounts'] = async (reports) => {
        await new Promise((resolve) => setImmediate(resolve));
        if (isFull) throw new Error('the disk is full');
        await store.addShadowCounts(reports);
      };
      const shadows = await opened({ shadows: store.shadows, addShadowCounts });
      const letGo: (() => void)[] = [];
      const reread = async () => {
        await new Promise<void>((resolve) => letGo.push(resolve));
        return found({ nama: 'y' });
      };
      shadows.note(answer({ reread })); // is still reading while the others are written
      for (let turn = 0; turn < 3; turn += 1) shadows.note(read(found(), found()));
      await readAlong();
      const failed = shadows.flush();
      letGo.pop()?.();
      await expect(failed).rejects.toThrow('the disk is full');
      isFull = false;
      await shadows.flush();
      expect(await store.shadows()).toMatchObject([{ read: 4, agreed: 3, differed: 1, fields: { nama: 1 } }]);
    }));
});

test.each([
  { one: { a: 1 }, other: { a: 1 }, want: [] },
  { one: { a: 1 }, other: { a: 2, b: 3 }, want: ['a', 'b'] },
  { one: { a: { b: [1, 2] } }, other: { a: { b: [1] } }, want: ['a.b'] },
  { one: { rows: [{ x: 1 }, { x: 2 }] }, other: { rows: [{ x: 0 }, { x: 0 }] }, want: ['rows[].x'] },
  { one: 1, other: 2, want: ['(value)'] },
  { one: [1], other: [2], want: ['[]'] },
])('between $one and $other there differ $want', ({ one, other, want }) => {
  expect(differences(one, other)).toEqual(want);
});
