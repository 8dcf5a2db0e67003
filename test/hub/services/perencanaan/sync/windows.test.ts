import { expect, test } from '@jest/globals';
import { askingNow, closedUntil } from '../../../../../hub/services/perencanaan/sync/windows.ts';
import { until } from '../../../until.ts';
import { CHANNEL, type Syncing, skippingClock, withSync, YEAR } from './with-sync.ts';

const NAME = `sp2d/${YEAR}`;
const FORMS = ['429-json', '429-text', '200-json', '200-text', '200-string'];

/** A minute of SIPD's passes in two seconds, and the hub is started again wherever it happens to be. */
async function copyWithRestarts(given: Syncing, skip: (ms: number) => void): Promise<void> {
  await given.request({ kumpulan: 'sp2d' });
  await given.request({ kumpulan: 'realisasi' });
  const timer = setInterval(() => skip(3000), 100);
  try {
    for (const afterMs of [700, 400, 900]) {
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await given.hub.restart();
    }
    await given.idle(15_000);
  } finally {
    clearInterval(timer);
  }
}

test.each(FORMS.flatMap((throttleForm) => ['told', 'untold'].map((rateHeaders) => ({ throttleForm, rateHeaders }))))(
  'no call leaves inside a closed window, over restarts too: $throttleForm, $rateHeaders',
  ({ throttleForm, rateHeaders }) => {
    const clock = skippingClock();
    const settings = { throttleForm, rateHeaders, rateLimit: 3, rateWindowSeconds: 20 };
    const options = { planning: { sumber: [CHANNEL] }, now: clock.now, settings };
    return withSync(options, async (given) => {
      await copyWithRestarts(given, clock.skip);
      expect(await given.rows(NAME)).toHaveLength(24);
      expect(given.ledger().forbidden).toBe(0);
    });
  },
);

test('whoever died while asking may have been told to wait: the next one does', () =>
  withSync({}, async ({ records }) => {
    const context = { records: records() };
    await askingNow('sipd-lain', 1_000_000, context);
    expect(await closedUntil('sipd-lain', 1_500_000, context)).toBe(1_511_000);
    expect(await closedUntil('sipd-lain', 1_505_000, context)).toBe(1_511_000);
    expect(await closedUntil('sipd-lain', 1_511_000, context)).toBeUndefined();
  }));

test('a hub that is stopped and started in the middle goes on there, and every row is there once', () =>
  withSync({ planning: { sumber: [CHANNEL] } }, async ({ hub, request, idle, rows, sandbox, current }) => {
    sandbox.set({ prices: 400 });
    sandbox.fault({ kind: 'slow', path: 'd_komponen', delayMs: 60 });
    await request({ kumpulan: 'standar-harga' });
    for (const enough of [30, 120, 250]) {
      await until('some rows are there', async () => {
        const running = await hub.store.copies.running(`standar-harga/${YEAR}`);
        return (running?.rows ?? 0) >= enough;
      });
      await hub.restart();
    }
    await idle();
    expect(await rows(`standar-harga/${YEAR}`)).toHaveLength(400);
    expect(await current(`standar-harga/${YEAR}`)).toMatchObject({ number: 1, added: 400 });
  }));
