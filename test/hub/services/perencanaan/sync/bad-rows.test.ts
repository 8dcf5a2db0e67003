import { expect, test } from '@jest/globals';
import { until } from '../../../until.ts';
import { CHANNEL, MIRROR, type Syncing, skippingClock, withSync, YEAR } from './with-sync.ts';

const PRICES = `standar-harga/${YEAR}`;
const of = (prices: number, ...sumber: readonly string[]) => ({ settings: { prices }, planning: { sumber } });

/** The codes of the first page become the number of their type, so six of its ten rows have the key of another one. */
function withTwins({ sandbox }: Syncing): void {
  sandbox.fault({ kind: 'rename', from: 'kelompok', to: 'kode_standar_harga', path: '/wp-admin', times: 1 });
}

test('more than one bad row in a hundred: the copy is taken back, and the one before stays until a good one', () => {
  const clock = skippingClock();
  return withSync({ ...of(120, MIRROR), now: clock.now }, async (given) => {
    await given.copy('standar-harga');
    const before = await given.rows(PRICES);
    const told = (await given.events()).length;
    withTwins(given);
    await given.request({ kumpulan: 'standar-harga' });
    await until('it waits', async () => (await given.state(PRICES))?.state === 'menunggu');
    expect(await given.current(PRICES)).toMatchObject({ number: 1, rows: 120 });
    expect(await given.rows(PRICES)).toEqual(before);
    expect(await given.events()).toHaveLength(told);
    const [newest] = await given.hub.store.copies.copies({ dataset: PRICES, limit: 1 });
    expect(newest).toMatchObject({ state: 'dropped', number: 2 });
    const note = `${MIRROR} memberi 6 baris yang tidak sesuai`;
    expect((await given.state(PRICES))?.value.catatan).toContain(note);
    expect(given.hub.logs.filter((line) => line.includes(`${PRICES}: ${note}`))).toHaveLength(1);
    clock.skip(120_000);
    await given.idle();
    expect(await given.current(PRICES)).toMatchObject({ number: 3, changed: 0, added: 0, removed: 0 });
  });
});

test('the next source is asked from the beginning', () =>
  withSync(of(120, MIRROR, CHANNEL), async (given) => {
    withTwins(given);
    await given.copy('standar-harga');
    expect(await given.current(PRICES)).toMatchObject({ source: CHANNEL, rows: 120 });
    expect((await given.rows(PRICES)).filter(({ order }) => !order.startsWith('1.1.7'))).toEqual([]);
  }));

test('up to one in a hundred is told beside a copy that is finished', () =>
  withSync(of(700, MIRROR), async (given) => {
    withTwins(given);
    await given.copy('standar-harga');
    expect(await given.current(PRICES)).toMatchObject({ number: 1, source: MIRROR, rows: 694 });
    expect((await given.state(PRICES))?.value.catatan).toContain('6 baris tidak sesuai (ssh 1: ada dua kali');
  }));

test('a row that does not fit is not gone: what was known stays', () =>
  withSync(of(700, MIRROR), async (given) => {
    await given.copy('standar-harga');
    const before = await given.rows(PRICES);
    withTwins(given);
    await given.copy('standar-harga');
    expect(await given.current(PRICES)).toMatchObject({ number: 2, removed: 0 });
    expect((await given.rows(PRICES)).map(({ key }) => key)).toEqual(
      expect.arrayContaining(before.map(({ key }) => key)),
    );
  }));
