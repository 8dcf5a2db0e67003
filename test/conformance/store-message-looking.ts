import { expect } from '@jest/globals';
import type { SearchFilter } from '../../hub/store/forwarding.ts';
import type { Store } from '../../hub/store/store.ts';
import { change, message, type Rule, settlement } from './store-samples.ts';

const STATES = ['waiting', 'sending', 'unsure', 'refused', 'delivered', 'cancelled'] as const;

/** One message in each state, by its name, in lanes of two instances. */
async function oneOfEach({ messages }: Store): Promise<void> {
  await messages.accept(
    STATES.map((id, index) =>
      message({
        ...{ id, lane: index % 2 ? 'oss izin-status' : 'lapor laporan-kirim', acceptedAt: 10 + index },
        ...{ service: id === 'refused' ? 'statusIzin' : 'kirimLaporan', orderingKey: `key ${id}` },
        application: id === 'unsure' ? 'warga' : 'antrean',
      }),
    ),
  );
  for (const lane of ['oss izin-status', 'lapor laporan-kirim'])
    for (const claimed of await messages.claim(lane, 'worker', 10, 100)) {
      const { id } = claimed;
      if (id === 'sending') continue;
      const to = id === 'unsure' || id === 'refused' || id === 'delivered' ? id : 'waiting';
      if (to === 'waiting')
        await messages.settle(
          settlement(claimed, 'worker', { to, dueAt: 100, unsure: false, attempted: true, trouble: '{}' }),
        );
      else await messages.settle(settlement(claimed, 'worker', { to, trouble: '{"kode":"7"}' }));
    }
  await messages.cancel(change('cancelled'));
}

export function lookingRules(rule: Rule) {
  rule('what is looked for is listed newest first, by every filter, without what it carries', async ({ store }) => {
    await oneOfEach(store);
    const table: readonly (readonly [Omit<SearchFilter, 'limit'>, readonly string[]])[] = [
      [{}, STATES.toReversed()],
      ...STATES.map((state) => [{ state }, [state]] as const),
      [{ lane: 'oss izin-status' }, ['cancelled', 'refused', 'sending']],
      [{ lane: 'oss' }, []],
      [{ instance: 'oss' }, ['cancelled', 'refused', 'sending']],
      [{ instance: 'os' }, []],
      [{ instance: 'lapor', state: 'refused' }, []],
      [{ lane: 'oss izin-status', state: 'refused' }, ['refused']],
      [{ service: 'statusIzin' }, ['refused']],
      [{ service: 'kirimLaporan', state: 'refused' }, []],
      [{ application: 'warga' }, ['unsure']],
      [{ application: 'warga', state: 'unsure', service: 'kirimLaporan', lane: 'lapor laporan-kirim' }, ['unsure']],
      [{ before: 3 }, ['sending', 'waiting']],
      [{ before: 4, state: 'refused' }, []],
      [{ before: 5, state: 'refused' }, ['refused']],
    ];
    for (const [filter, want] of table) {
      const { messages, next } = await store.messages.search({ ...filter, limit: 10 });
      expect([filter, messages.map(({ id }) => id), next]).toEqual([filter, want, undefined]);
    }
    const { messages } = await store.messages.search({ state: 'refused', limit: 10 });
    expect(messages).toEqual([
      {
        ...{ sequence: 4, id: 'refused', lane: 'oss izin-status', service: 'statusIzin', application: 'antrean' },
        ...{ about: '', acceptedAt: 13, changedAt: 200, dueAt: 13, state: 'refused', unsure: false, attempts: 1 },
        ...{ trouble: '{"kode":"7"}', head: true },
      },
    ]);
  });

  for (const state of ['waiting', 'refused'] as const)
    rule(`the search for ${state} goes on page by page until nothing is left`, async ({ store: { messages } }) => {
      const ids = Array.from({ length: 25 }, (_, index) => `psn_${index}`);
      await messages.accept(ids.map((id) => message({ id })));
      if (state === 'refused')
        for (const claimed of await messages.claim(message().lane, 'worker', 25, 100))
          await messages.settle(settlement(claimed, 'worker', { to: 'refused', trouble: '' }));
      const found: string[] = [];
      let before: number | undefined;
      do {
        const page = await messages.search({ state, limit: 10, ...(before === undefined ? {} : { before }) });
        found.push(...page.messages.map(({ id }) => id));
        before = page.next;
      } while (before !== undefined);
      expect(found).toEqual(ids.toReversed());
    });

  rule('in an empty store nothing is found and nothing stands', async ({ store: { messages } }) => {
    expect(await messages.search({ limit: 10 })).toEqual({ messages: [], next: undefined });
    expect(await messages.search({ state: 'unsure', limit: 10 })).toEqual({ messages: [], next: undefined });
    expect(await messages.standing()).toEqual([]);
  });

  rule('what stands in a lane is told apart: what goes on by itself, and what waits for a word', async ({ store }) => {
    await oneOfEach(store);
    await store.messages.accept([message({ id: 'later', lane: 'lapor laporan-kirim', acceptedAt: 50 })]);
    expect(await store.messages.standing()).toEqual([
      { lane: 'lapor laporan-kirim', waiting: 2, oldestAt: 10, refused: 0, unsure: 1 },
      { lane: 'oss izin-status', waiting: 1, oldestAt: 11, refused: 1, unsure: 0 },
    ]);
    const old = await store.messages.get('unsure');
    expect(old?.acceptedAt).toBe(12);
    await store.messages.cancel(change('waiting'));
    // the unsure one is older than what is left, and does not wait for its turn
    expect((await store.messages.standing())[0]).toEqual({
      ...{ lane: 'lapor laporan-kirim', waiting: 1, oldestAt: 50, refused: 0 },
      unsure: 1,
    });
  });
}
