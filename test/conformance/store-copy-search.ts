import { expect } from '@jest/globals';
import { allRows, begun, copied, copyRow, DATASET, found, manyRows, putAll } from './store-copy-samples.ts';
import type { Rule } from './store-samples.ts';

const TEXTS = {
  hvs: '1.1.7.01.03 Kertas HVS A4/70gr "Sinar"',
  karton: '1.1.7.02.03 KERTAS karton, 70 gr',
  cafe: 'Sewa café di Jalan Pangéran',
  kabel: '1.1.70.01 Kabel NYM 3x2,5 mm² AND OR NOT NEAR',
  arab: 'ورق أبيض',
};

const QUERIES: readonly { readonly words: string; readonly want: readonly (keyof typeof TEXTS)[] }[] = [
  { words: 'kertas', want: ['hvs', 'karton'] },
  { words: 'KERT', want: ['hvs', 'karton'] },
  { words: 'k', want: ['hvs', 'kabel', 'karton'] },
  { words: 'ertas', want: [] },
  { words: 'kertas kart', want: ['karton'] },
  { words: ' kart   kertas\n', want: ['karton'] },
  { words: 'kertas kertas', want: ['hvs', 'karton'] },
  { words: 'kertas kabel', want: [] },
  { words: '1.1.7', want: ['hvs', 'kabel', 'karton'] },
  { words: '1.1.7.', want: ['hvs', 'kabel', 'karton'] },
  { words: '1.1.7.0', want: ['hvs', 'karton'] },
  { words: '1.1.7.01', want: ['hvs'] },
  { words: '1/1/7/01', want: ['hvs'] },
  { words: '7.01', want: ['hvs'] },
  { words: '01.03', want: ['hvs'] },
  { words: '1.7.02 kertas', want: ['karton'] },
  { words: '7.03', want: [] },
  { words: 'a4', want: ['hvs'] },
  { words: '70gr', want: ['hvs'] },
  { words: '70 gr', want: ['karton'] },
  { words: 'a4/70', want: ['hvs'] },
  { words: 'cafe', want: ['cafe'] },
  { words: 'CAFÉ', want: ['cafe'] },
  { words: 'cafe\u0301 pange', want: ['cafe'] },
  { words: 'mm2', want: ['kabel'] },
  { words: '3x2,5', want: ['kabel'] },
  { words: 'ورق', want: ['arab'] },
  { words: '"sinar', want: ['hvs'] },
  { words: '"kertas karton"', want: ['karton'] },
  { words: 'kertas OR kabel', want: [] },
  { words: 'kabel OR', want: ['kabel'] },
  { words: 'NOT', want: ['kabel'] },
  { words: 'NEAR(kabel and, 2)', want: [] },
  { words: 'kertas -hvs', want: ['hvs'] },
  { words: 'kertas*', want: ['hvs', 'karton'] },
  { words: '^kertas + karton', want: ['karton'] },
  { words: 'text:kertas', want: [] },
  { words: '{kertas} (karton', want: ['karton'] },
  { words: "kertas' ; --", want: ['hvs', 'karton'] },
  { words: 'kertas \u0000 hvs', want: ['hvs'] },
  { words: '%', want: [] },
  { words: '_', want: [] },
  { words: '" * ^ -', want: [] },
  { words: '', want: [] },
  { words: '   ', want: [] },
];

export function copySearchRules(rule: Rule) {
  rule(
    'every word is looked for as the beginning of one, and nothing is an operator',
    async ({ store: { copies } }) => {
      await copied(
        copies,
        Object.entries(TEXTS).map(([key, text]) => copyRow(key, { text })),
      );
      for (const { words, want } of QUERIES)
        expect({ words, found: await found(copies, words) }).toEqual({ words, found: want });
    },
  );

  rule('a long word and a long query are found as well', async ({ store: { copies } }) => {
    const long = 'x'.repeat(5000);
    await copied(copies, [copyRow('long', { text: `${long} ${'1.'.repeat(500)}` }), copyRow('short', { text: 'xx' })]);
    expect(await found(copies, 'xxx')).toEqual(['long']);
    expect(await found(copies, long)).toEqual(['long']);
    expect(await found(copies, '1.1.1.1.1')).toEqual(['long']);
    expect(await found(copies, 'x '.repeat(2000))).toEqual(['long', 'short']);
    expect(await found(copies, Array.from({ length: 500 }, (_, index) => `kata${index}`).join(' '))).toEqual([]);
  });

  rule('what is found comes in one order, whatever the pages', async ({ store: { copies } }) => {
    await copied(copies, manyRows(40));
    const all = (await copies.search({ dataset: DATASET, limit: 100, words: 'bar' })).rows;
    expect(all).toHaveLength(40);
    for (const limit of [1, 7, 39, 40]) {
      const first = await copies.search({ dataset: DATASET, limit, words: 'bar' });
      expect(first.rows).toEqual(all.slice(0, limit));
      const after = first.next === undefined ? {} : { after: first.next };
      const rest =
        limit < 40 ? (await copies.search({ dataset: DATASET, limit: 100, words: 'bar', ...after })).rows : [];
      expect(rest).toEqual(all.slice(limit));
    }
  });

  rule('a past copy is searched as it was, the current one as it is', async ({ store, reopen }) => {
    const old = [copyRow('a', { text: 'kertas' }), copyRow('b', { text: 'kertas' }), copyRow('c', { text: 'kertas' })];
    await copied(store.copies, old);
    await copied(store.copies, [copyRow('a', { text: 'karton' }), copyRow('b', { text: 'kertas', amount: 2 })]);
    await store.copies.put(await begun(store.copies), [copyRow('d', { text: 'kertas' })], { cursor: '', at: 1 });
    const { copies } = await reopen();
    expect(await found(copies, 'kertas', { at: 1 })).toEqual(['a', 'b', 'c']);
    expect(await found(copies, 'kertas', { at: 1, group: 'SSH', part: 'a' })).toEqual(['a', 'b', 'c']);
    expect(await found(copies, 'karton', { at: 1 })).toEqual([]);
    expect(await found(copies, 'kertas')).toEqual(['b']);
    expect(await found(copies, 'karton')).toEqual(['a']);
    expect((await copies.search({ dataset: DATASET, words: 'kertas', limit: 5 })).rows).toMatchObject([{ amount: 2 }]);
  });

  rule('a few are found among thousands that other copies had', async ({ store: { copies } }) => {
    const rows = manyRows(2500, { text: 'kertas' });
    await copied(copies, rows);
    await copied(
      copies,
      rows.slice(2000, 2003).map((row) => ({ ...row, amount: 5 })),
    );
    expect(await found(copies, 'kertas')).toEqual(['02001', '02002', '02003']);
    const copy = await begun(copies);
    await putAll(copies, copy, rows);
    expect(await found(copies, 'kertas', { limit: 2 })).toEqual(['02001', '02002', '02003']);
    expect(await allRows(copies, { at: 1, limit: 500 })).toEqual(rows);
    expect(await found(copies, 'ker', { at: 1, limit: 500 })).toEqual(rows.map(({ key }) => key));
  });
}
