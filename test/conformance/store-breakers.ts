import { expect } from '@jest/globals';
import type { BreakerWord } from '../../hub/store/breakers.ts';
import { PESERTA } from './store-release-samples.ts';
import type { Rule } from './store-samples.ts';

export function breakerRules(rule: Rule) {
  rule('a word about a breaker is there as it was said, also after a reopening', async ({ store, reopen }) => {
    const words = [
      breakerWord(),
      breakerWord({ operation: 'rujukan', to: 'closed', reason: 'uji beban; ꦏ 🙂' }),
      breakerWord({ instance: 'dukcapil', operation: 'call-nik', to: 'auto', reason: '' }),
    ];
    for (const word of words.toReversed()) await store.breakers.say(word);
    expect(await store.breakers.words()).toEqual(words);
    expect(await (await reopen()).breakers.words()).toEqual(words);
  });

  rule('the newest word on an operation stands, in the order of the saying', async ({ store: { breakers } }) => {
    await breakers.say(breakerWord({ since: 500 }));
    await breakers.say(breakerWord({ operation: 'rujukan' }));
    const last = breakerWord({ to: 'auto', since: 400, by: 'Rini', reason: 'selesai' }); // by a clock that is behind
    await breakers.say(last);
    expect(await breakers.words()).toEqual([last, breakerWord({ operation: 'rujukan' })]);
  });

  rule('of many who speak at once one has the last word, and whole', async ({ store: { breakers } }) => {
    const all = Array.from({ length: 20 }, (_, index) => breakerWord({ since: index, by: `petugas ${index}` }));
    await Promise.all(all.map((word) => breakers.say(word)));
    const [word, ...more] = await breakers.words();
    expect(more).toEqual([]);
    expect(all).toContainEqual(word);
  });
}

export function breakerWord(changes: Partial<BreakerWord> = {}): BreakerWord {
  return { ...PESERTA, to: 'open', since: 100, by: 'Budi', reason: 'server pindah', ...changes };
}
