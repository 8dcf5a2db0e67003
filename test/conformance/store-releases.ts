import { expect } from '@jest/globals';
import type { ReleaseStore } from '../../hub/store/releases.ts';
import { choice, PESERTA, shadow, shadowReport } from './store-release-samples.ts';
import type { Rule } from './store-samples.ts';

const RUJUKAN = 'rujukan-by-nomor';

export function choiceRules(rule: Rule) {
  rule('a choice comes back as it was said, also after a reopening', async ({ store, reopen }) => {
    const said = choice({ pinned: true, by: 'Bu Rina', reason: 'menunggu BPJS — ꦏ 🙂', since: 1_767_225_600_123 });
    await store.releases.choose([said]);
    const { releases } = await reopen();
    expect(await releases.choices()).toEqual([said]);
    expect(await releases.choiceHistory('bpjs', 'peserta-by-nik', 10)).toEqual([said]);
  });

  rule('nothing was said, and saying nothing is fine', async ({ store: { releases } }) => {
    await releases.choose([]);
    expect(await releases.choices()).toEqual([]);
    expect(await releases.choiceHistory('bpjs', 'peserta-by-nik', 10)).toEqual([]);
  });

  rule('the newest word on each operation is in force, and those before it are kept', async ({ store }) => {
    const { releases } = store;
    const first = choice({ release: 'vclaim-2.0', since: 300 });
    const other = choice({ operation: RUJUKAN });
    const elsewhere = choice({ instance: 'bpjs-uji' });
    const second = choice({ release: 'vclaim-2.1', since: 200 }); // the clocks of two processes differ: later is later
    await releases.choose([first, other]);
    await releases.choose([elsewhere]);
    await releases.choose([second]);
    expect(await releases.choices()).toHaveLength(3);
    expect(await releases.choices()).toEqual(expect.arrayContaining([second, other, elsewhere]));
    expect(await releases.choiceHistory('bpjs', 'peserta-by-nik', 10)).toEqual([second, first]);
    expect(await releases.choiceHistory('bpjs', 'peserta-by-nik', 1)).toEqual([second]);
    expect(await releases.choiceHistory('bpjs', RUJUKAN, 10)).toEqual([other]);
    expect(await releases.choiceHistory('bpjs', 'nothing', 10)).toEqual([]);
  });

  rule('the way back to what is configured is a word like any other', async ({ store: { releases } }) => {
    await releases.choose([choice({ pinned: true })]);
    const back = choice({ release: '', by: 'Bu Rina', since: 200 });
    await releases.choose([back]);
    expect(await releases.choices()).toEqual([back]);
    expect(await releases.choiceHistory('bpjs', 'peserta-by-nik', 10)).toEqual([back, choice({ pinned: true })]);
  });

  rule('of several words said at once on one operation the last is in force', async ({ store: { releases } }) => {
    const words = Array.from({ length: 20 }, (_, index) => choice({ release: `vclaim-${index}` }));
    await Promise.all(words.map((word) => releases.choose([word])));
    expect(await releases.choices()).toEqual([words.at(-1)]);
    await releases.choose([choice({ release: 'a' }), choice({ release: 'b' })]);
    expect(await releases.choices()).toEqual([choice({ release: 'b' })]);
    expect(await releases.choiceHistory('bpjs', 'peserta-by-nik', 50)).toHaveLength(22);
  });

  rule('all choices of one call take effect, or none', async ({ store: { releases } }) => {
    const before = choice({ release: 'vclaim-2.0' });
    await releases.choose([before]);
    const broken = choice({ operation: RUJUKAN, reason: null as never }); // what no engine can keep
    await expect(releases.choose([choice(), broken])).rejects.toThrow();
    expect(await releases.choices()).toEqual([before]);
    expect(await releases.choiceHistory('bpjs', 'peserta-by-nik', 10)).toEqual([before]);
  });

  rule('flapping for ever keeps a bounded history of each operation', async ({ store: { releases } }) => {
    const other = choice({ operation: RUJUKAN });
    await releases.choose([other]);
    for (let turn = 0; turn < 60; turn += 1) {
      await releases.choose([0, 1].map((half) => choice({ since: 2 * turn + half, release: `r ${half}` })));
    }
    const kept = await releases.choiceHistory('bpjs', 'peserta-by-nik', 1000);
    expect(kept.map(({ since }) => since)).toEqual(Array.from({ length: 50 }, (_, index) => 119 - index));
    expect(await releases.choices()).toEqual([choice({ since: 119, release: 'r 1' }), other]);
  });
}

export function shadowRules(rule: Rule) {
  rule('a shadow begins with nothing counted, and is there after a reopening', async ({ store, reopen }) => {
    await store.releases.setShadows([shadow(), shadow({ operation: RUJUKAN, since: 7 })]);
    const { releases } = await reopen();
    const found = await releases.shadows();
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([shadowReport(), shadowReport({ operation: RUJUKAN, since: 7 })]));
  });

  rule('nothing set, counted or dropped is fine', async ({ store: { releases } }) => {
    await releases.setShadows([]);
    await releases.addShadowCounts([]);
    expect(await releases.dropShadows('bpjs')).toBe(0);
    expect(await releases.shadows()).toEqual([]);
  });

  rule('counts add up, those of each field as well', async ({ store: { releases } }) => {
    await releases.setShadows([shadow(), shadow({ operation: RUJUKAN })]);
    const counts = { read: 10, agreed: 4, differed: 3, unfit: 2, askedOtherwise: 1, skipped: 5 };
    const odd = 'a "b" \\ $.c[0] ꦏ 🙂';
    await releases.addShadowCounts([
      shadowReport({ ...counts, fields: { nama: 3, [odd]: 2 } }),
      shadowReport({ read: 1, differed: 1, fields: { nama: 1, 'kelas.kode': 1 } }),
    ]);
    await releases.addShadowCounts([shadowReport({ read: 1, skipped: 1, fields: { [odd]: 5 } })]);
    expect(await shadowOf(releases)).toEqual(
      shadowReport({
        ...{ read: 12, agreed: 4, differed: 4, unfit: 2, askedOtherwise: 1, skipped: 6 },
        fields: { nama: 4, [odd]: 7, 'kelas.kode': 1 },
      }),
    );
    expect(await shadowOf(releases, RUJUKAN)).toEqual(shadowReport({ operation: RUJUKAN }));
  });

  rule('counting at once loses nothing', async ({ store: { releases } }) => {
    await releases.setShadows([shadow()]);
    const turns = Array.from({ length: 500 }, (_, index) => index);
    const added = turns.map((turn) =>
      releases.addShadowCounts([shadowReport({ read: 2, unfit: 1, fields: { [`f ${turn % 5}`]: 1 } })]),
    );
    await Promise.all(added);
    const fields = { 'f 0': 100, 'f 1': 100, 'f 2': 100, 'f 3': 100, 'f 4': 100 };
    expect(await shadowOf(releases)).toEqual(shadowReport({ read: 1000, unfit: 500, fields }));
  });

  rule('fields stay few: those counted first stay, then those that were seen most', async ({ store: { releases } }) => {
    await releases.setShadows([shadow()]);
    const named = (from: number, to: number, times: number) =>
      Object.fromEntries(Array.from({ length: to - from }, (_, index) => [`f ${from + index}`, times]));
    await releases.addShadowCounts([shadowReport({ fields: named(0, 60, 1) })]);
    await releases.addShadowCounts([
      shadowReport({ fields: { ...named(100, 160, 2), ...named(200, 220, 9), 'f 0': 4 } }),
    ]);
    const { fields = {} } = (await shadowOf(releases)) ?? {};
    expect(Object.keys(fields)).toHaveLength(100);
    expect(fields).toMatchObject({ ...named(1, 60, 1), 'f 0': 5, ...named(200, 220, 9) });
  });

  rule('of one operation there is one shadow, and setting it begins to count anew', async ({ store: { releases } }) => {
    await releases.setShadows([shadow()]);
    await releases.addShadowCounts([shadowReport({ read: 3, unfit: 3, fields: { nama: 3 } })]);
    const again = shadow({ release: 'vclaim-3.0', since: 200 });
    await releases.setShadows([again]);
    expect(await releases.shadows()).toEqual([shadowReport(again)]);
  });

  rule('what was counted for a shadow that is gone or was set anew is nothing', async ({ store: { releases } }) => {
    await releases.setShadows([shadow({ since: 200 })]);
    const late = { read: 1, fields: { nama: 1 } };
    await releases.addShadowCounts([
      shadowReport({ ...late, since: 100 }),
      shadowReport({ ...late, since: 200, release: 'vclaim-3.0' }),
      shadowReport({ ...late, operation: RUJUKAN, since: 200 }),
    ]);
    expect(await releases.shadows()).toEqual([shadowReport({ since: 200 })]);
    await releases.dropShadows('bpjs');
    await releases.addShadowCounts([shadowReport({ ...late, since: 200 })]);
    expect(await releases.shadows()).toEqual([]);
  });

  rule('shadows are dropped by operation or by instance, and dropping says how many', async ({ store }) => {
    const { releases } = store;
    const others = ['a', 'b'].map((operation) => shadow({ operation }));
    await releases.setShadows([shadow(), ...others, shadow({ instance: 'bpjs-uji' })]);
    expect(await releases.dropShadows('bpjs', PESERTA.operation)).toBe(1);
    expect(await releases.dropShadows('bpjs', PESERTA.operation)).toBe(0);
    expect(await releases.dropShadows('bpjs')).toBe(2);
    expect(await releases.shadows()).toEqual([shadowReport({ instance: 'bpjs-uji' })]);
  });
}

async function shadowOf(releases: ReleaseStore, operation: string = PESERTA.operation) {
  return (await releases.shadows()).find((one) => one.operation === operation);
}
