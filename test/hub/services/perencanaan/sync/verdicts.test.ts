import { expect, test } from '@jest/globals';
import { until } from '../../../until.ts';
import { CHANNEL, MIRROR, type Syncing, skippingClock, withSync, YEAR } from './with-sync.ts';

const PRICES = `standar-harga/${YEAR}`;
const PLANS = `rencana-kerja/${YEAR}/murni`;
const LINES = `rka/${YEAR}/murni`;

/** Puts the clock forward until nothing is under way: pauses are minutes. */
async function copyThrough(
  given: Syncing,
  skip: (ms: number) => void,
  kind: Parameters<Syncing['copy']>[0],
): Promise<void> {
  await given.request({ kumpulan: kind ?? null });
  const timer = setInterval(() => skip(30_000), 300);
  try {
    await given.idle(60_000);
  } finally {
    clearInterval(timer);
  }
}

test('pages that are suddenly empty are never taken for "all gone"', () =>
  withSync({ planning: { sumber: [MIRROR] } }, async ({ copy, rows, current, state, sandbox, hub }) => {
    await copy('standar-harga');
    sandbox.set({ prices: 0 });
    await copy('standar-harga');
    expect(await current(PRICES)).toMatchObject({ number: 1, rows: 40 });
    expect(await rows(PRICES)).toHaveLength(40);
    expect((await state(PRICES))?.value.catatan).toContain('tidak memberi satu baris pun, padahal sebelumnya 40');
    const [newest] = await hub.store.copies.copies({ dataset: PRICES, limit: 1 });
    expect(newest).toMatchObject({ state: 'dropped' });
  }));

test('a part that is suddenly empty stays, and is believed the second time', () =>
  withSync({ planning: { sumber: [MIRROR] } }, async ({ copy, current, rows, sandbox, events }) => {
    await copy('rka');
    const told = (await events()).length;
    sandbox.set({ subActivities: 11 }); // the twelfth is gone: office 7006 has one of two left
    await copy('rencana-kerja');
    expect(await current(PLANS)).toMatchObject({ removed: 1 }); // an office that still has others is believed
    sandbox.set({ subActivities: 5 }); // office 7006 has none left
    await copy('rencana-kerja');
    const kept = await current(PLANS);
    expect(kept).toMatchObject({ keptParts: ['7.01.0.00.0.00.01.0000'], note: expect.stringContaining('1 bagian') });
    expect((await rows(PLANS)).map(({ part }) => part)).toContain('7.01.0.00.0.00.01.0000');
    await copy('rencana-kerja');
    expect(await current(PLANS)).toMatchObject({ keptParts: [], removed: 1, rows: 5 });
    expect((await events()).length).toBe(told + 3);
  }));

test('a row that SIPD itself cannot read costs its part three attempts, and the part stays', () => {
  const clock = skippingClock();
  return withSync({ planning: { sumber: [CHANNEL] }, now: clock.now }, async (given) => {
    const { copy, current, rows, sandbox } = given;
    await copy('rka');
    await copy('rencana-kerja');
    sandbox.forget();
    sandbox.fault({ kind: 'bad-row', path: 'list_belanja', times: 3 });
    await copyThrough(given, clock.skip, 'rencana-kerja');
    const { keptParts, rows: count } = await current(PLANS);
    expect(keptParts).toHaveLength(1);
    expect(count).toBe(12);
    expect(await rows(PLANS)).toHaveLength(12);
    await copyThrough(given, clock.skip, 'rencana-kerja');
    expect(await current(PLANS)).toMatchObject({ keptParts: [], changed: 0, removed: 0 });
  });
});

test('a page with such a row is skipped; nothing is taken to be gone because of it', () => {
  const clock = skippingClock();
  return withSync({ planning: { sumber: [CHANNEL] }, now: clock.now }, async (given) => {
    const { copy, current, rows, sandbox, state } = given;
    await copy('sp2d');
    sandbox.fault({ kind: 'bad-row', path: 'page=2', times: 9 });
    await copyThrough(given, clock.skip, 'sp2d');
    const name = `sp2d/${YEAR}`;
    const copied = await current(name);
    expect(copied).toMatchObject({ number: 2, removed: 0, rows: 24 });
    expect(copied.keptParts).toEqual(['halaman 2']);
    expect(await rows(name)).toHaveLength(24);
    expect((await state(name))?.value.catatan).toContain('1 bagian tetap');
  });
});

test('lines that cannot be had for an office are asked for by sub-activity', () => {
  const clock = skippingClock();
  return withSync({ planning: { sumber: [CHANNEL] }, now: clock.now }, async (given) => {
    given.sandbox.fault({ kind: 'bad-row', path: 'list_by_id_skpd', times: 3 });
    await copyThrough(given, clock.skip, 'rka');
    expect(await given.current(LINES)).toMatchObject({ keptParts: [], rows: 60 });
    expect(given.sandbox.calls().filter(({ path }) => path.includes('get_by_id_sub_bl'))).toHaveLength(2);
  });
});

test.each([
  ['is down', { kind: 'overloaded', path: '/wp-admin' }, 'sedang tidak dapat melayani'],
  ['is being maintained', { kind: 'maintenance-page', path: '/wp-admin' }, 'sedang dipelihara'],
  ['is behind a firewall', { kind: 'firewall', path: '/wp-admin' }, 'tembok apinya menolak'],
  [
    'refuses the key',
    { kind: 'mirror-error', message: 'APIKEY tidak sesuai!', path: '/wp-admin' },
    'tidak menerima kunci',
  ],
  [
    'answers in another form',
    { kind: 'rows-by-number', path: '/wp-admin' },
    'jawabannya tidak lagi sesuai rilis wp-sipd',
  ],
  ['is gone', { kind: 'connection-refused' }, ''],
] as const)('where the first source %s the next one takes over from the beginning', (_, fault, says) => {
  const clock = skippingClock();
  return withSync({ now: clock.now }, async (given) => {
    if (says === '') given.sandbox.set({ mirror: 'gone' });
    else given.sandbox.fault(fault);
    await copyThrough(given, clock.skip, 'standar-harga');
    expect(await given.current(PRICES)).toMatchObject({ source: CHANNEL, rows: 40 });
    const troubles = given.hub.logs.filter((line) => line.includes(`${PRICES}: ${MIRROR} ${says}`));
    expect(troubles.length).toBeGreaterThan(0);
  });
});

test('half way, what the first source brought is taken back', () => {
  const clock = skippingClock();
  return withSync({ now: clock.now }, async (given) => {
    given.sandbox.fault({ kind: 'slow', path: '/wp-admin', delayMs: 150 });
    await given.request({ kumpulan: 'standar-harga' });
    await until('something was read', async () => ((await given.hub.store.copies.running(PRICES))?.rows ?? 0) > 0);
    given.sandbox.fault({ kind: 'firewall', path: '/wp-admin' });
    await given.idle();
    expect(await given.rows(PRICES)).toHaveLength(40);
    expect((await given.hub.store.copies.copies({ dataset: PRICES, limit: 5 })).map(({ state }) => state)).toEqual([
      'done',
      'dropped',
    ]);
  });
});

test('without another source the copy stays as far as it came, and goes on there', () => {
  const clock = skippingClock();
  return withSync({ planning: { sumber: [MIRROR] }, now: clock.now }, async (given) => {
    const { request, state, sandbox, current, idle } = given;
    sandbox.fault({ kind: 'firewall' });
    await request({ kumpulan: 'standar-harga' });
    await until('it waits', async () => (await state(PRICES))?.state === 'menunggu');
    expect((await state(PRICES))?.value).toMatchObject({ catatan: expect.stringContaining(`${MIRROR} tembok apinya`) });
    await sandbox.heal();
    sandbox.forget();
    expect(sandbox.calls()).toEqual([]); // a minute has not passed
    clock.skip(600_000);
    await idle();
    expect(await current(PRICES)).toMatchObject({ source: MIRROR, number: 1, rows: 40 });
  });
});

test('it can be called off', () => {
  const clock = skippingClock();
  return withSync(
    { planning: { sumber: [MIRROR] }, now: clock.now },
    async ({ request, state, sandbox, hub, idle }) => {
      sandbox.fault({ kind: 'firewall' });
      await request({ kumpulan: 'standar-harga' });
      await until('it waits', async () => (await state(PRICES))?.state === 'menunggu');
      await request({ kumpulan: 'standar-harga', batal: true });
      await idle();
      expect((await state(PRICES))?.value.catatan).toBe('dibatalkan atas permintaan');
      expect(await hub.store.copies.running(PRICES)).toBeUndefined();
    },
  );
});
