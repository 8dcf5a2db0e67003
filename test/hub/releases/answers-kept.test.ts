import { describe, expect, jest, test } from '@jest/globals';
import { keepAnswers, MOST_KEPT, sampleContext } from '../../../hub/releases/answers-kept.ts';
import { type SamplePolicy, sampleOf } from '../../../hub/releases/sample.ts';
import type { KeptAnswer, ReleaseStore } from '../../../hub/store/releases.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { answer, changed, operation } from './samples.ts';
import { withTwoStores } from './two-stores.ts';

const { sealing } = sealsOf('a secret of the tests, 32 characters at least');
const PLACE = { instance: 'bpjs', operation: 'peserta-by-nik' } as const;
const now = () => new Date('2026-11-20T03:00:00Z');

function keeping(store: Pick<ReleaseStore, 'keepAnswers'>, policy: SamplePolicy = 'whole') {
  return keepAnswers({ store, policyOf: () => policy, seal: sealing.seal, now });
}
function openedText({ sealed }: KeptAnswer): string {
  return sealing.open(sealed, sampleContext(PLACE.instance, PLACE.operation)).toString('utf8');
}
const all = (store: ReleaseStore) => store.keptAnswers({ ...PLACE, limit: 1000 });

describe('kept answers', () => {
  test('are one in ten seconds of those that fit, one a second of those that do not, and none of a fault', () =>
    withTwoStores(async (store) => {
      jest.useFakeTimers({ doNotFake: ['setImmediate', 'setTimeout', 'nextTick', 'queueMicrotask'] });
      try {
        const kept = keeping(store);
        for (let turn = 0; turn < 200; turn += 1) {
          kept.note(answer());
          kept.note(answer({ verdict: changed() }));
          kept.note(answer({ verdict: { kind: 'absent' } }));
          kept.note(answer({ verdict: { kind: 'fault', fault: { trouble: 'unavailable', outcome: 'not-done' } } }));
          jest.advanceTimersByTime(100);
        }
        await kept.flush();
      } finally {
        jest.useRealTimers();
      }
      const verdicts = (await all(store)).map(({ verdict }) => verdict);
      expect(verdicts.filter((verdict) => verdict === 'found')).toHaveLength(2);
      expect(verdicts.filter((verdict) => verdict === 'changed')).toHaveLength(20);
    }));

  test('are the newest twenty of each operation and verdict, however many there were', () =>
    withTwoStores(async (store) => {
      for (let turn = 0; turn < 60; turn += 1) {
        const kept = keeping(store); // a new one has kept nothing yet
        kept.note(answer({ text: `{"turn":${turn}}` }));
        kept.note(answer({ verdict: changed() }));
        await kept.flush();
      }
      const there = await all(store);
      expect(there).toHaveLength(2 * MOST_KEPT);
      const [newest] = there.filter(({ verdict }) => verdict === 'found');
      expect(newest && openedText(newest)).toContain('{\\"turn\\":59}');
    }));

  test('hold what is needed to read them again, sealed, and nothing that anything could be sent with', () =>
    withTwoStores(async (store) => {
      const kept = keeping(store);
      kept.note(answer({ text: '{"peserta":{"nama":"BUDI SANTOSO"}}' }));
      await kept.flush();
      const [one] = await all(store);
      expect(Buffer.from(one?.sealed ?? []).toString('latin1')).not.toContain('BUDI');
      expect(one && JSON.parse(openedText(one))).toEqual({
        at: Date.parse('2026-11-20T03:00:00Z'),
        response: {
          status: 200,
          headers: { 'content-type': 'application/json' },
          text: '{"peserta":{"nama":"BUDI SANTOSO"}}',
        },
        asked: { nik: '9901010101900001' },
      });
    }));

  test.each<{ policy: SamplePolicy; kept: readonly string[] | undefined }>([
    { policy: 'whole', kept: ['at', 'response', 'asked'] },
    { policy: 'answer', kept: ['at', 'response'] },
    { policy: 'none', kept: undefined },
  ])('where the agreement says $policy are $kept', ({ policy, kept }) => {
    const sample = sampleOf(answer(), policy);
    expect(sample && Object.keys(sample)).toEqual(kept);
  });

  test('are none where nothing came back, or too much', () => {
    const { recorded } = answer();
    expect(sampleOf(answer({ recorded: { ...recorded, exchanged: [] } }), 'whole')).toBeUndefined();
    expect(sampleOf(answer({ text: 'x'.repeat(65_537) }), 'whole')).toBeUndefined();
    expect(sampleOf(answer({ text: 'x'.repeat(65_536) }), 'whole')).toBeDefined();
  });

  test('of releases that are tried are told apart by their release', () =>
    withTwoStores(async (store) => {
      const kept = keeping(store);
      for (const release of ['vclaim-2.0', 'vclaim-1.1', 'vclaim-2.0'])
        kept.note(answer({ operation: operation(release) }));
      await kept.flush();
      expect((await all(store)).map(({ release }) => release).sort()).toEqual(['vclaim-1.1', 'vclaim-2.0']);
    }));
});
