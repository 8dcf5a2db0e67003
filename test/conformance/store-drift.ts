import { expect } from '@jest/globals';
import type { DriftKey, DriftReport, KeptAnswer, ReleaseStore } from '../../hub/store/releases.ts';
import { driftReport, keptAnswer, PESERTA } from './store-release-samples.ts';
import type { Rule } from './store-samples.ts';

const bytes = (sample: Uint8Array | null | undefined) => sample && Array.from(sample);

export function driftRules(rule: Rule) {
  rule('a drift comes back as it was added, its samples only when asked for', async ({ store, reopen }) => {
    const samples = { firstSample: Uint8Array.of(0, 255), lastSample: Buffer.from('of a pool') };
    const added = driftReport({
      path: 'ꦏ 🙂',
      expected: '',
      got: '"x"',
      count: 3,
      lastAt: 1_767_225_600_123,
      ...samples,
    });
    await store.releases.addDrift([added]);
    const { releases } = await reopen();
    expect(await releases.drift({ limit: 10 })).toEqual([{ ...added, firstSample: null, lastSample: null }]);
    const [found] = await releases.drift({ limit: 10, withSamples: true });
    expect(found).toMatchObject({ path: added.path, count: 3 });
    expect([bytes(found?.firstSample), bytes(found?.lastSample)]).toEqual([[0, 255], bytes(samples.lastSample)]);
  });

  rule('adding nothing is fine', async ({ store: { releases } }) => {
    await releases.addDrift([]);
    expect(await releases.drift({ limit: 10 })).toEqual([]);
  });

  rule('a million drifts from ten thousand callers at once are one report', async ({ store: { releases } }) => {
    const turns = Array.from({ length: 10_000 }, (_, index) => index);
    await Promise.all(
      turns.map((turn) =>
        releases.addDrift([driftReport({ count: 100, firstAt: 50_000 - turn, lastAt: 60_000 + turn })]),
      ),
    );
    const want = driftReport({ count: 1_000_000, firstAt: 40_001, lastAt: 69_999 });
    expect(await releases.drift({ limit: 10 })).toEqual([want]);
  });

  rule('what is late moves neither end', async ({ store: { releases } }) => {
    await releases.addDrift([driftReport({ firstAt: 100, lastAt: 500 })]);
    await releases.addDrift([driftReport({ firstAt: 200, lastAt: 300 })]);
    expect(await releases.drift({ limit: 10 })).toEqual([driftReport({ count: 2, firstAt: 100, lastAt: 500 })]);
  });

  for (const other of [
    { instance: 'bpjs-uji' },
    { operation: 'rujukan-by-nomor' },
    { release: 'vclaim-2.1' },
    { kind: 'additive' },
    { path: 'peserta' },
    { expected: 'number' },
    { got: 'null' },
  ] satisfies readonly Partial<DriftKey>[]) {
    rule(`another ${Object.keys(other)} is another drift`, async ({ store: { releases } }) => {
      await releases.addDrift([driftReport(), driftReport(other), driftReport(), driftReport({ ...other, count: 5 })]);
      const found = await releases.drift({ limit: 10 });
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining([driftReport({ count: 2 }), driftReport({ ...other, count: 6 })]));
    });
  }

  rule('the first sample stays, the last one is replaced where one is given', async ({ store: { releases } }) => {
    const sample = (first: number | null, last: number | null) =>
      driftReport({
        firstSample: first === null ? null : Uint8Array.of(first),
        lastSample: last === null ? null : Uint8Array.of(last),
      });
    const kept = async () => {
      const [found] = await releases.drift({ limit: 1, withSamples: true });
      return [bytes(found?.firstSample), bytes(found?.lastSample)];
    };
    await releases.addDrift([sample(null, null)]);
    expect(await kept()).toEqual([null, null]);
    await releases.addDrift([sample(1, null)]);
    expect(await kept()).toEqual([[1], null]);
    await releases.addDrift([sample(2, 3), sample(4, null)]);
    expect(await kept()).toEqual([[1], [3]]);
    await releases.addDrift([sample(null, 5)]);
    expect(await kept()).toEqual([[1], [5]]);
  });

  rule('drift is listed last seen first, limited and filtered', async ({ store: { releases } }) => {
    const at = (lastAt: number, changes: Partial<DriftReport> = {}) => driftReport({ lastAt, ...changes });
    await releases.addDrift([
      at(300, { got: 'a' }),
      at(500, { got: 'b', operation: 'o' }),
      at(400, { got: 'c', release: 'vclaim-2.1' }),
      at(200, { got: 'd', instance: 'dukcapil', operation: 'o' }),
      at(100, { got: 'e' }),
    ]);
    await releases.addDrift([at(600, { got: 'e' })]); // an old one that is seen again
    const listed = (filter: Partial<Parameters<ReleaseStore['drift']>[0]>) => gots(releases, filter);
    expect(await listed({})).toBe('ebcad');
    expect(await listed({ limit: 2 })).toBe('eb');
    expect(await listed({ instance: 'bpjs' })).toBe('ebca');
    expect(await listed({ instance: 'bpjs', operation: PESERTA.operation })).toBe('eca');
    expect(await listed({ ...PESERTA, release: 'vclaim-2.0' })).toBe('ea');
    expect(await listed({ operation: 'o' })).toBe('bd');
    expect(await listed({ release: 'vclaim-2.1' })).toBe('c');
    expect(await listed({ instance: 'nobody' })).toBe('');
  });

  rule('pruning removes what was last seen before, and says how many', async ({ store: { releases } }) => {
    const seen = (got: string, lastAt: number) => driftReport({ got, firstAt: 1, lastAt });
    await releases.addDrift([seen('a', 99), seen('b', 100), seen('c', 98)]);
    expect(await releases.pruneDrift(100)).toBe(2);
    expect(await releases.pruneDrift(100)).toBe(0);
    expect(await gots(releases, {})).toBe('b');
    await releases.addDrift([seen('a', 200)]);
    expect((await releases.drift({ limit: 1 }))[0]).toMatchObject({ got: 'a', count: 1 });
  });
}

export function keptAnswerRules(rule: Rule) {
  rule('an answer comes back as it was kept, also after a reopening', async ({ store, reopen }) => {
    await store.releases.keepAnswers([keptAnswer({ sealed: Buffer.from('of a pool') })], 5);
    const { releases } = await reopen();
    const [found] = await releases.keptAnswers({ ...PESERTA, limit: 5 });
    expect({ ...found, sealed: bytes(found?.sealed) }).toEqual({
      ...keptAnswer(),
      sealed: bytes(Buffer.from('of a pool')),
    });
  });

  rule('keeping nothing is fine', async ({ store: { releases } }) => {
    await releases.keepAnswers([], 5);
    expect(await releases.keptAnswers({ ...PESERTA, limit: 5 })).toEqual([]);
  });

  rule('answers are listed newest first, limited, of one operation and of one verdict', async ({ store }) => {
    const { releases } = store;
    const answers = [
      keptAnswer({ at: 3 }),
      keptAnswer({ at: 1, verdict: 'changed' }),
      keptAnswer({ at: 2 }),
      keptAnswer({ at: 9, operation: 'other' }),
      keptAnswer({ at: 9, instance: 'other' }),
    ];
    await releases.keepAnswers(answers, 5);
    expect(await moments(releases, {})).toEqual([3, 2, 1]);
    expect(await moments(releases, { limit: 2 })).toEqual([3, 2]);
    expect(await moments(releases, { verdict: 'found' })).toEqual([3, 2]);
    expect(await moments(releases, { verdict: 'changed' })).toEqual([1]);
    expect(await moments(releases, { operation: 'nothing' })).toEqual([]);
  });

  rule('of each instance, operation and verdict the newest are kept', async ({ store: { releases } }) => {
    const untouched = [keptAnswer({ at: 1, operation: 'other' }), keptAnswer({ at: 2, operation: 'other' })];
    await releases.keepAnswers(untouched, 2);
    const upTo = (most: number, verdict: KeptAnswer['verdict']) =>
      Array.from({ length: most }, (_, index) => keptAnswer({ at: index + 1, verdict }));
    await releases.keepAnswers([...upTo(7, 'found'), ...upTo(2, 'changed')], 3);
    expect(await moments(releases, { verdict: 'found' })).toEqual([7, 6, 5]);
    expect(await moments(releases, { verdict: 'changed' })).toEqual([2, 1]);
    await releases.keepAnswers([keptAnswer({ at: 4 })], 3); // it was on its way for long
    expect(await moments(releases, { verdict: 'found' })).toEqual([7, 6, 5]);
    await releases.keepAnswers([keptAnswer({ at: 8 })], 1);
    expect(await moments(releases, {})).toEqual([8, 2, 1]);
    expect(await moments(releases, { operation: 'other' })).toEqual([2, 1]);
  });

  rule('of answers of one moment the last to come are kept', async ({ store: { releases } }) => {
    const answers = ['a', 'b', 'c', 'd'].map((release) => keptAnswer({ release }));
    await releases.keepAnswers(answers, 2);
    const kept = await releases.keptAnswers({ ...PESERTA, limit: 10 });
    expect(kept.map(({ release }) => release)).toEqual(['d', 'c']);
  });

  rule('a flood of answers from many callers leaves the newest', async ({ store: { releases } }) => {
    const turns = Array.from({ length: 2000 }, (_, index) => index);
    await Promise.all(turns.map((at) => releases.keepAnswers([keptAnswer({ at })], 5)));
    expect(await moments(releases, { limit: 100 })).toEqual([1999, 1998, 1997, 1996, 1995]);
  });

  rule('pruning removes what is older, and says how many', async ({ store: { releases } }) => {
    await releases.keepAnswers(
      [1, 2, 3].map((at) => keptAnswer({ at, verdict: at === 1 ? 'changed' : 'found' })),
      5,
    );
    expect(await releases.pruneAnswers(3)).toBe(2);
    expect(await releases.pruneAnswers(3)).toBe(0);
    expect(await moments(releases, {})).toEqual([3]);
  });
}

async function gots(releases: ReleaseStore, filter: Partial<Parameters<ReleaseStore['drift']>[0]>): Promise<string> {
  return (await releases.drift({ limit: 10, ...filter })).map(({ got }) => got).join('');
}

async function moments(releases: ReleaseStore, filter: Partial<Parameters<ReleaseStore['keptAnswers']>[0]>) {
  return (await releases.keptAnswers({ ...PESERTA, limit: 10, ...filter })).map(({ at }) => at);
}
