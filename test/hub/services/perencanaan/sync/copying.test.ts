import { expect, test } from '@jest/globals';
import { CHANNEL, MIRROR, withSync, YEAR } from './with-sync.ts';

const DATASETS = {
  [`skpd/${YEAR}`]: 6,
  [`standar-harga/${YEAR}`]: 40,
  [`rencana-kerja/${YEAR}/murni`]: 12,
  [`rka/${YEAR}/murni`]: 60,
  [`sp2d/${YEAR}`]: 24,
  [`realisasi/${YEAR}`]: 6,
};

test.each([MIRROR, CHANNEL])('everything that %s has is copied whole, and once more without a difference', (source) =>
  withSync({ planning: { sumber: [source] } }, async ({ copy, current, rows, events, state }) => {
    const salin = Object.entries(DATASETS).filter(([name]) => source === CHANNEL || !name.startsWith('realisasi'));
    for (const kind of ['skpd', 'standar-harga', 'rka', 'sp2d'] as const) await copy(kind);
    if (source === CHANNEL) await copy('realisasi');
    for (const [name, count] of salin) {
      expect({ name, rows: (await rows(name)).length, source: (await current(name)).source }).toEqual({
        ...{ name, rows: count, source },
      });
      expect(await state(name)).toMatchObject({ state: 'diam', value: { catatan: null } });
    }
    const told = await events();
    expect(told.map(({ kumpulan, ditambah, pertama }) => ({ kumpulan, ditambah, pertama })).toSorted(byName)).toEqual(
      salin.map(([kumpulan, ditambah]) => ({ kumpulan, ditambah, pertama: true })).toSorted(byName),
    );
    for (const kind of ['skpd', 'standar-harga', 'rencana-kerja', 'rka', 'sp2d'] as const) await copy(kind);
    for (const [name] of salin.filter(([one]) => !one.startsWith('realisasi')))
      expect(await current(name)).toMatchObject({ number: 2, added: 0, changed: 0, removed: 0, keptParts: [] });
    expect(await events()).toHaveLength(told.length);
  }),
);

test('what changed there is what a copy reports, to the row', () =>
  withSync({ planning: { sumber: [MIRROR] } }, async ({ copy, current, sandbox, events }) => {
    await copy('rka');
    await copy('standar-harga');
    const before = (await events()).length;
    await sandbox.act('change-prices', { count: 12 });
    await copy('standar-harga');
    expect(await current(`standar-harga/${YEAR}`)).toMatchObject({ added: 0, changed: 12, removed: 0 });
    await sandbox.act('change-lines', { count: 12 });
    await copy('rka');
    expect(await current(`rka/${YEAR}/murni`)).toMatchObject({ added: 0, changed: 12, removed: 0 });
    expect((await events()).slice(before)).toEqual([
      expect.objectContaining({
        kumpulan: `standar-harga/${YEAR}`,
        ditambah: 0,
        diubah: 12,
        dihapus: 0,
        sumber: MIRROR,
      }),
      expect.objectContaining({ kumpulan: `rka/${YEAR}/murni`, diubah: 12, jadwal: 'murni' }),
    ]);
  }));

test('a source that gives all types together is not asked for each', () =>
  withSync({ planning: { sumber: [MIRROR], barisPerPermintaan: 100 } }, async ({ copy, sandbox }) => {
    sandbox.forget();
    await copy('standar-harga');
    expect(sandbox.calls().map(({ body }) => new URLSearchParams(body).get('start'))).toEqual(['0', '40']);
  }));

test('the moment of the mirror is that of the copy, and in no row', () =>
  withSync({ planning: { sumber: [MIRROR] } }, async ({ copy, current, sandbox }) => {
    await copy('skpd');
    const name = `skpd/${YEAR}`;
    expect((await current(name)).asOf).toBe(Date.parse('2026-11-19T20:15:00+07:00'));
    sandbox.set({ copiedAt: '2026-11-20 20:15:00' });
    await copy('skpd');
    expect(await current(name)).toMatchObject({ changed: 0, asOf: Date.parse('2026-11-20T20:15:00+07:00') });
  }));

test('the other source shows real differences only, once its own members are known', () =>
  withSync({ planning: { sumber: [MIRROR, CHANNEL] } }, async ({ copy, current, sandbox, hub }) => {
    const name = `standar-harga/${YEAR}`;
    await copy('standar-harga');
    await hub.restart({ perencanaan: { sumber: [CHANNEL] } });
    await copy('standar-harga');
    expect(await current(name)).toMatchObject({ source: CHANNEL, added: 0, removed: 0 });
    await sandbox.act('change-prices', { count: 3 });
    await hub.restart({ perencanaan: { sumber: [MIRROR] } });
    await copy('standar-harga');
    expect(await current(name)).toMatchObject({ source: MIRROR, added: 0, changed: 3, removed: 0 });
    await hub.restart({ perencanaan: { sumber: [CHANNEL] } });
    await copy('standar-harga');
    expect(await current(name)).toMatchObject({ source: CHANNEL, added: 0, changed: 0, removed: 0 });
  }));

test('a source that names its schedule is believed, and the figures go where they belong', () =>
  withSync(
    { planning: { sumber: [CHANNEL] }, settings: { schedule: 'pergeseran' } },
    async ({ copy, rows, state, hub }) => {
      await copy('rka');
      expect(await rows(`rka/${YEAR}/pergeseran`)).toHaveLength(60);
      expect(await hub.store.copies.dataset(`rka/${YEAR}/murni`)).toBeUndefined();
      expect((await state(`rencana-kerja/${YEAR}/murni`))?.value.catatan).toContain('pergeseran');
    },
  ));

function byName(one: { readonly kumpulan: unknown }, next: { readonly kumpulan: unknown }): number {
  return String(one.kumpulan) < String(next.kumpulan) ? -1 : 1;
}
