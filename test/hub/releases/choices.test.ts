import { describe, expect, test } from '@jest/globals';
import { BY_ITSELF, type Choices, openChoices } from '../../../hub/releases/choices.ts';
import type { ReleaseChoice, ReleaseStore } from '../../../hub/store/releases.ts';
import { until } from '../until.ts';
import { noTrouble, withTwoStores } from './two-stores.ts';

function choice(release: string, changes: Partial<ReleaseChoice> = {}): ReleaseChoice {
  const place = { instance: 'bpjs', operation: 'peserta-by-nik' };
  return { ...place, release, pinned: false, since: 100, by: BY_ITSELF, reason: 'it fits', ...changes };
}
const inUse = (choices: Choices) => choices.of('bpjs', 'peserta-by-nik')?.release;

/** A store whose next calls wait until they are let go. */
function slow(store: ReleaseStore) {
  const waiting: (() => void)[] = [];
  let isSlow = false;
  const held = async () => {
    if (isSlow) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return {
    store: {
      async choose(choices: readonly ReleaseChoice[]) {
        await held();
        await store.choose(choices);
      },
      async choices() {
        const there = await store.choices();
        await held();
        return there;
      },
      choiceHistory: store.choiceHistory,
    },
    slowDown() {
      isSlow = true;
    },
    letGo() {
      isSlow = false;
      for (const go of waiting.splice(0)) go();
    },
    waiting: () => waiting.length,
  };
}

describe('choices', () => {
  test('hold at once here, and soon in every other process and after a restart', () =>
    withTwoStores(async (one, other) => {
      const here = await openChoices(one, noTrouble);
      const there = await openChoices(other, noTrouble);
      here.choose(choice('vclaim-2.1'));
      expect(inUse(here)).toBe('vclaim-2.1');
      await until('it is heard', async () => (await there.refresh()).length > 0);
      expect(inUse(there)).toBe('vclaim-2.1');
      expect(await here.refresh()).toEqual([]); // its own word is no news
      expect(inUse(await openChoices(other, noTrouble))).toBe('vclaim-2.1');
    }));

  test('made while others are being written are written too', () =>
    withTwoStores(async (one, other) => {
      const { store, slowDown, letGo, waiting } = slow(one);
      const here = await openChoices(store, noTrouble);
      slowDown();
      here.choose(choice('a'));
      await until('it is being written', () => waiting() === 1);
      here.choose(choice('b', { operation: 'rujukan' }));
      here.choose(choice('c'));
      letGo();
      await here.refresh();
      const written = await other.choices();
      expect(written.map(({ operation, release }) => `${operation} ${release}`).sort()).toEqual([
        'peserta-by-nik c',
        'rujukan b',
      ]);
    }));

  test('made while the store is read are not taken back by what it said before', () =>
    withTwoStores(async (one) => {
      const { store, slowDown, letGo, waiting } = slow(one);
      await one.choose([choice('old', { by: 'Bu Rina' })]);
      const here = await openChoices(store, noTrouble);
      await one.choose([choice('older', { by: 'Bu Rina', since: 50 })]);
      slowDown();
      const reading = here.refresh();
      await until('it is read', () => waiting() === 1);
      here.choose(choice('new'));
      letGo();
      await reading;
      expect(inUse(here)).toBe('new');
      await here.refresh();
      expect(inUse(here)).toBe('new');
      expect((await one.choices()).map(({ release }) => release)).toEqual(['new']);
    }));

  test('that cannot be written hold here all the same, and are written when they can be', () =>
    withTwoStores(async (one, other) => {
      const troubles: string[] = [];
      let isFull = true;
      const choose: ReleaseStore['choose'] = async (choices) => {
        if (isFull) throw new Error('the disk is full');
        await one.choose(choices);
      };
      const here = await openChoices({ ...one, choose }, (what) => troubles.push(what));
      here.choose(choice('a'));
      await here.refresh();
      expect(inUse(here)).toBe('a');
      expect(troubles.length).toBeGreaterThan(0);
      isFull = false;
      await here.refresh();
      expect((await other.choices()).map(({ release }) => release)).toEqual(['a']);
    }));

  test('leave those before them as candidates for the way back, and "none any more" is none', () =>
    withTwoStores(async (one, other) => {
      const here = await openChoices(one, noTrouble);
      const there = await openChoices(other, noTrouble);
      for (const release of ['a', 'b', 'c', 'a', '']) here.choose(choice(release));
      await here.refresh();
      await there.refresh();
      for (const choices of [here, there]) {
        expect(inUse(choices)).toBeUndefined();
        expect(choices.formerly('bpjs', 'peserta-by-nik')).toEqual(['a', 'c', 'b']);
        expect(choices.everOf('bpjs')).toEqual(['a', 'c', 'b']);
        expect(choices.everOf('dukcapil')).toEqual([]);
      }
    }));

  test('of a flapping upstream do not grow without end', () =>
    withTwoStores(async (one) => {
      const here = await openChoices(one, noTrouble);
      for (let turn = 0; turn < 1000; turn += 1) here.choose(choice(`r-${turn}`));
      await here.refresh();
      expect(here.formerly('bpjs', 'peserta-by-nik')).toHaveLength(10);
    }));
});
