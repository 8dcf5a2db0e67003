import { describe, expect, test } from '@jest/globals';
import { openReleases, type ReleaseKeeper, type Tiding } from '../../../hub/releases/releases.ts';
import type { ReleaseStore } from '../../../hub/store/releases.ts';
import { testClock } from '../clock.ts';
import { answer, changed, found, MISSING, operation } from './samples.ts';
import { noTrouble, withTwoStores } from './two-stores.ts';

const PESERTA = ['bpjs', 'peserta-by-nik'] as const;
const silent = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

async function keeping(store: ReleaseStore, changes: Partial<Parameters<typeof openReleases>[0]> = {}) {
  const tidings: Tiding[] = [];
  const keeper = await openReleases({
    store,
    instances: { bpjs: { connector: 'bpjs', releases: ['vclaim-2.0'] } },
    library: () => new Map(),
    fitsInstance: () => true,
    policyOf: () => 'whole',
    seal: () => Uint8Array.of(1),
    ...{ log: silent, now: () => new Date(), trouble: noTrouble as never },
    ...changes,
  });
  keeper.onTiding((tiding) => tidings.push(tiding));
  return { keeper, told: () => tidings.map(({ kind }) => kind) };
}
const goOver = (keeper: ReleaseKeeper, from: string, to: string) =>
  keeper.fits({
    ...{ instance: 'bpjs', operation: 'peserta-by-nik' },
    from: operation(from),
    to: operation(to),
    failed: changed(),
  });

describe('what is told of an upstream', () => {
  test('is told once where only some records do not fit, and it is over when all have fitted for a while', () =>
    withTwoStores(async (store) => {
      const clock = testClock();
      const { keeper, told } = await keeping(store, { now: clock.now });
      for (let turn = 0; turn < 500; turn += 1) keeper.concluded(...PESERTA, turn % 5 === 0 ? changed() : found());
      await keeper.flush();
      expect(told()).toEqual(['hulu.berubah']);
      expect((await store.incidents({ open: true, limit: 9 })).map(({ kind }) => kind)).toEqual(['hulu-berubah']);
      clock.pass(0.5);
      keeper.concluded(...PESERTA, found());
      await keeper.flush();
      expect(told().at(-1)).toBe('hulu.pulih');
      expect(await store.incidents({ open: true, limit: 9 })).toEqual([]);
    }));

  test('does not end because somebody is unknown, refused or not answered for', () =>
    withTwoStores(async (store) => {
      const { keeper, told } = await keeping(store);
      keeper.concluded(...PESERTA, changed());
      keeper.concluded(...PESERTA, { kind: 'absent' });
      keeper.concluded(...PESERTA, { kind: 'refused' });
      keeper.concluded(...PESERTA, { kind: 'fault', fault: { trouble: 'unreachable', outcome: 'not-done' } });
      await keeper.flush();
      expect(told()).toEqual(['hulu.berubah']);
    }));

  test('is a switch only where it is made: four in ten minutes in all processes together', () =>
    withTwoStores(async (one, other) => {
      const [here, there] = [await keeping(one), await keeping(other)];
      const made: boolean[] = [];
      for (let turn = 0; turn < 8; turn += 1) {
        const { keeper } = turn % 2 === 0 ? here : there;
        made.push(turn % 2 === 0 ? goOver(keeper, 'a', 'b') : goOver(keeper, 'b', 'a'));
        await keeper.refreshChoices();
        await here.keeper.refreshChoices();
        await there.keeper.refreshChoices();
      }
      expect(made).toEqual([true, true, true, true, false, false, false, false]);
      expect([...here.told(), ...there.told()]).toEqual(new Array(4).fill('hulu.rilis-beralih'));
    }));

  test('is no switch where a person pinned the release', () =>
    withTwoStores(async (one, other) => {
      const { keeper, told } = await keeping(one);
      const choice = { instance: 'bpjs', operation: 'peserta-by-nik', since: 1, by: 'Bu Rina', reason: '' };
      await other.choose([{ ...choice, release: 'vclaim-2.0', pinned: true }]);
      expect(await keeper.refreshChoices()).toBe(true);
      expect(goOver(keeper, 'vclaim-2.0', 'vclaim-2.1')).toBe(false);
      expect(told()).toEqual([]);
    }));
});

describe('writing what was learnt', () => {
  test('goes on with the counts when answers cannot be kept, and says that they could not', () =>
    withTwoStores(async (store) => {
      const keepAnswers: ReleaseStore['keepAnswers'] = () => Promise.reject(new Error('the disk is full'));
      const { keeper } = await keeping({ ...store, keepAnswers });
      keeper.answered(answer({ verdict: changed() }));
      await expect(keeper.flush()).rejects.toThrow('the disk is full');
      expect(await store.drift({ limit: 9 })).toMatchObject([{ path: MISSING.path, count: 1 }]);
    }));

  test('twice at once counts once', () =>
    withTwoStores(async (store) => {
      const { keeper } = await keeping(store);
      for (let turn = 0; turn < 100; turn += 1) {
        keeper.answered(answer({ verdict: changed() }));
        if (turn % 10 === 0) await Promise.all([keeper.flush(), keeper.flush(), keeper.flush()]);
      }
      await keeper.flush();
      expect(await store.drift({ limit: 9 })).toMatchObject([{ count: 100 }]);
    }));

  test('of what fits and of what has fields nobody named tells them apart', () =>
    withTwoStores(async (store) => {
      const { keeper } = await keeping(store);
      const additive = { kind: 'additive', path: 'peserta.baru', expected: 'nothing', got: 'text' } as const;
      keeper.answered(answer());
      keeper.answered(answer({ verdict: found({}, [additive]) }));
      keeper.answered(answer({ verdict: changed(), operation: operation('vclaim-1.1') }));
      await keeper.flush();
      const reports = await store.drift({ limit: 9 });
      expect(reports.map(({ release, kind }) => `${release} ${kind}`).toSorted()).toEqual([
        'vclaim-1.1 breaking',
        'vclaim-2.0 additive',
      ]);
    }));
});
